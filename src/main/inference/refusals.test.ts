import { chmod, mkdir, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convert } from './testing/convert.ts';
import type { ConvertTask } from './testing/tiny.ts';
import { taskOf, temporaryFolder, tinyCheckpoint, writeSpots } from './testing/tiny.ts';

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let checkpointFolder: string;
beforeAll(async () => {
  home = await temporaryFolder();
  checkpointFolder = await tinyCheckpoint(join(home.path, 'checkpoints'));
});
afterAll(() => home[Symbol.asyncDispose]());

describe('a conversion is refused', () => {
  it('with what is wrong, before anything is written', async () => {
    await using folder = await temporaryFolder();
    const input = join(folder.path, 'in');
    await writeSpots(join(input, 'x.png'), 16, 16);
    const output = join(folder.path, 'out');
    const base = { checkpointFolder, input, output };
    const refused = (parts: Partial<ConvertTask>) => expect(convert(taskOf({ ...base, ...parts }))).rejects;
    await refused({ input: join(folder.path, 'nowhere') }).toMatchObject({ code: 'CONVERT_INPUT_MISSING', exit: 2 });
    await refused({ direction: 'c2d' }).toMatchObject({ code: 'CONVERT_DIRECTION_UNKNOWN', exit: 2 });
    await refused({ direction: 'constructor' }).toMatchObject({ code: 'CONVERT_DIRECTION_UNKNOWN' });
    await refused({ output: input }).toMatchObject({ code: 'CONVERT_ONTO_ITSELF', exit: 2 });
    await symlink(input, join(folder.path, 'link'));
    await refused({ output: join(folder.path, 'link') }).toMatchObject({ code: 'CONVERT_ONTO_ITSELF' });
    await refused({ input: join(input, 'x.png'), output: input }).toMatchObject({ code: 'CONVERT_ONTO_ITSELF' });
    await writeFile(join(folder.path, 'file'), '');
    await refused({ output: join(folder.path, 'file') }).toMatchObject({ code: 'CONVERT_OUTPUT_IS_FILE' });
    await refused({ output: join(folder.path, 'file', 'out') }).toMatchObject({ code: 'CONVERT_OUTPUT_UNWRITABLE', exit: 1 });
    await mkdir(join(folder.path, 'bare'));
    await writeFile(join(folder.path, 'bare', 'notes.txt'), '');
    await refused({ input: join(folder.path, 'bare') }).toMatchObject({
      code: 'CONVERT_NO_PICTURES',
      message: expect.stringContaining('1 other file') as string,
    });
    await refused({ checkpointFolder: join(folder.path, 'bare') }).toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    await expect(stat(output)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('for a checkpoint whose weights were cut off', async () => {
    await using folder = await temporaryFolder();
    await writeSpots(join(folder.path, 'in', 'x.png'), 16, 16);
    const damaged = await tinyCheckpoint(join(folder.path, 'checkpoints'));
    await truncate(join(damaged, 'netG_A.safetensors'), 500);
    const task = taskOf({ checkpointFolder: damaged, input: join(folder.path, 'in'), output: join(folder.path, 'out') });
    await expect(convert(task)).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    // The other direction's network is whole.
    expect((await convert({ ...task, direction: 'b2a' })).result.written).toBe(1);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('for a folder without the right to write', async () => {
    await using folder = await temporaryFolder();
    await writeSpots(join(folder.path, 'in', 'x.png'), 16, 16);
    const output = join(folder.path, 'out');
    await mkdir(output);
    await chmod(output, 0o500);
    await expect(convert(taskOf({ checkpointFolder, input: join(folder.path, 'in'), output }))).rejects.toMatchObject({
      code: 'CONVERT_OUTPUT_UNWRITABLE',
      exit: 1,
    });
    await chmod(output, 0o700);
  });
});
