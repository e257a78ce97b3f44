import { chmod, mkdir, readdir, readFile, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversionResult } from '../../shared/conversion.ts';
import { conversionResultSchema } from '../../shared/conversion.ts';
import { decodePicture } from '../data/decode.ts';
import { readProvenance } from '../data/encode.ts';
import type { Report, TaskContext } from '../jobs/taskContext.ts';
import { runConversion } from './convertFolder.ts';
import type { Converted, ConvertTask } from './testing/tiny.ts';
import { taskOf, temporaryFolder, tinyCheckpoint, writeSpots } from './testing/tiny.ts';

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let checkpointFolder: string;
beforeAll(async () => {
  home = await temporaryFolder();
  checkpointFolder = await tinyCheckpoint(join(home.path, 'checkpoints'));
});
afterAll(() => home[Symbol.asyncDispose]());

interface Run {
  readonly result: ConversionResult;
  readonly stopped: boolean;
  readonly reports: readonly Report[];
  /** `outcome` by the input's path below the input folder. */
  readonly outcomes: Readonly<Record<string, Converted['outcome']>>;
}

/** Runs a conversion; `observe` sees each report and may ask to stop. */
async function convert(task: ConvertTask, observe: (message: Report, stop: () => void) => void = () => undefined): Promise<Run> {
  const reports: Report[] = [];
  const stop = new AbortController();
  const report = (message: Report): void => {
    reports.push(message);
    observe(message, () => stop.abort());
  };
  const context: TaskContext = { report, stop: stop.signal, paused: false, whenRunning: () => Promise.resolve() };
  const { stopped, result } = await runConversion(task, context);
  const converted = reports.filter((message) => message.type === 'converted');
  return {
    result: conversionResultSchema.parse(result),
    stopped,
    reports,
    outcomes: Object.fromEntries(converted.map(({ input, outcome }) => [relative(task.input, input), outcome])),
  };
}

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();

describe('converting a folder', () => {
  it('keeps names, sub-folders and sizes, changes the pictures and stamps them', async () => {
    await using folder = await temporaryFolder();
    const [input, output] = [join(folder.path, 'in'), join(folder.path, 'new', 'out')];
    await writeSpots(join(input, 'dot.png'), 1, 1);
    await writeSpots(join(input, 'a', 'odd.webp'), 17, 33, 2, 'webp');
    await writeSpots(join(input, 'a', 'b', 'Größe 日本.jpg'), 300, 200, 3, 'jpeg');
    const { result, reports } = await convert(taskOf({ checkpointFolder, input, output }));
    expect(result).toEqual({ written: 3, unchanged: 0, failed: 0, sheets: [] });
    expect(await filesBelow(output)).toEqual(['a/b/Größe 日本.jpg', 'a/odd.webp', 'dot.png']);
    for (const [name, width, height] of [
      ['dot.png', 1, 1],
      ['a/odd.webp', 17, 33],
      ['a/b/Größe 日本.jpg', 300, 200],
    ] as const) {
      const before = await decodePicture(join(input, name), { background: 'white' });
      const after = await decodePicture(join(output, name), { background: 'white' });
      expect([after.width, after.height]).toEqual([width, height]);
      expect(after.data).not.toEqual(before.data);
      expect(await readProvenance(join(output, name))).toMatchObject({ madeBy: 'Recast Studio', architecture: 'cyclegan', direction: 'a2b' });
    }
    expect(reports.filter(({ type }) => type === 'prepared')).toHaveLength(1);
    const progress = reports.filter((message) => message.type === 'progress').map((message) => message.progress);
    expect(progress.at(-1)).toMatchObject({ done: 3, total: 3 });
  });

  it('leaves alone what is done, and does again what has changed', async () => {
    await using folder = await temporaryFolder();
    const [input, output] = [join(folder.path, 'in'), join(folder.path, 'out')];
    for (const seed of [1, 2, 3]) await writeSpots(join(input, `${seed}.png`), 20, 20, seed);
    const task = taskOf({ checkpointFolder, input, output });
    await convert(task);
    const before = await stat(join(output, '1.png'));
    const again = await convert(task);
    expect(again.result).toMatchObject({ written: 0, unchanged: 3 });
    expect((await stat(join(output, '1.png'))).ino).toBe(before.ino);
    // Nothing was to do, so no engine was started.
    expect(again.reports.some(({ type }) => type === 'prepared')).toBe(false);

    await writeSpots(join(input, '2.png'), 20, 20, 99);
    await utimes(join(input, '3.png'), new Date(), new Date());
    expect((await convert(task)).outcomes).toEqual({ '1.png': 'unchanged', '2.png': 'written', '3.png': 'unchanged' });
    expect((await convert({ ...task, direction: 'b2a' })).result.written).toBe(3);
    expect((await convert({ ...task, direction: 'b2a', tilePixels: 256 })).result.written).toBe(3);
    const other = await tinyCheckpoint(join(folder.path, 'checkpoints'), 2);
    expect((await convert({ ...task, checkpointFolder: other })).result.written).toBe(3);
  });

  it('lists what cannot be converted, converts the rest and leaves nothing half-written', async () => {
    await using folder = await temporaryFolder();
    const [input, output] = [join(folder.path, 'in'), join(folder.path, 'out')];
    await writeSpots(join(input, 'good.png'), 16, 16);
    await writeSpots(join(input, 'cut.jpg'), 64, 64, 1, 'jpeg');
    await truncate(join(input, 'cut.jpg'), 700);
    await writeFile(join(input, 'text.png'), 'These are words.');
    await writeFile(join(input, 'empty.png'), '');
    await writeFile(join(input, 'notes.txt'), 'No picture by its name.');
    const { result, outcomes, reports } = await convert(taskOf({ checkpointFolder, input, output }));
    expect(outcomes).toEqual({ 'good.png': 'written', 'cut.jpg': 'failed', 'text.png': 'failed', 'empty.png': 'failed' });
    expect(result).toMatchObject({ written: 1, failed: 3 });
    for (const message of reports) if (message.type === 'converted' && message.outcome === 'failed') expect(message.reason).toMatch(/\w/);
    expect(await filesBelow(output)).toEqual(['good.png']);
  });

  it('never writes over a file that it did not make', async () => {
    await using folder = await temporaryFolder();
    const [input, output] = [join(folder.path, 'in'), join(folder.path, 'out')];
    await writeSpots(join(input, 'mine.png'), 16, 16, 1);
    await writeSpots(join(output, 'mine.png'), 16, 16, 2);
    const treasure = await readFile(join(output, 'mine.png'));
    const { outcomes } = await convert(taskOf({ checkpointFolder, input, output }));
    expect(outcomes).toEqual({ 'mine.png': 'failed' });
    expect(await readFile(join(output, 'mine.png'))).toEqual(treasure);
  });

  it('takes what lies in its own output folder for results, not for originals', async () => {
    await using folder = await temporaryFolder();
    const input = folder.path;
    const output = join(input, 'converted');
    await writeSpots(join(input, 'x.png'), 16, 16);
    const task = taskOf({ checkpointFolder, input, output });
    await convert(task);
    expect((await convert(task)).outcomes).toEqual({ 'x.png': 'unchanged' });
    expect(await filesBelow(output)).toEqual(['x.png']);
  });

  it.each(['png', 'jpeg', 'webp', 'avif'] as const)('writes %s', async (format) => {
    await using folder = await temporaryFolder();
    const [input, output] = [join(folder.path, 'in'), join(folder.path, 'out')];
    await writeSpots(join(input, 'x.webp'), 24, 20, 1, 'webp');
    await convert(taskOf({ checkpointFolder, input, output, format, quality: 60 }));
    const [name] = await filesBelow(output);
    const head = (await readFile(join(output, name))).subarray(0, 12).toString('latin1');
    expect(head).toMatch({ png: /PNG/, jpeg: /^\xff\xd8\xff/, webp: /WEBP/, avif: /avif/ }[format]);
    expect((await convert(taskOf({ checkpointFolder, input, output, format, quality: 60 }))).result.unchanged).toBe(1);
  });

  it('writes sheets of what was before and after', async () => {
    await using folder = await temporaryFolder();
    const [input, output] = [join(folder.path, 'in'), join(folder.path, 'out')];
    for (let seed = 0; seed < 9; seed++) await writeSpots(join(input, `${seed}.png`), 40, 30, seed);
    await writeSpots(join(input, 'wide.png'), 600, 100);
    const { result } = await convert(taskOf({ checkpointFolder, input, output, sheet: true }));
    expect(result.sheets).toEqual([join(output, 'recast-sheet-001.png'), join(output, 'recast-sheet-002.png')]);
    const sheet = await decodePicture(result.sheets[1], { background: 'white' });
    // Two rows: 40 x 30 and 256 x 43, before and after, with margins.
    expect(sheet.width).toBeGreaterThanOrEqual(512);
    expect(sheet.width).toBeLessThan(560);
    expect(sheet.height).toBeLessThan(130);
  });

  it('stops between pictures when asked, and goes on with the rest', async () => {
    await using folder = await temporaryFolder();
    const [input, output] = [join(folder.path, 'in'), join(folder.path, 'out')];
    for (let seed = 0; seed < 20; seed++) await writeSpots(join(input, `${seed}.png`), 20, 20, seed);
    const task = taskOf({ checkpointFolder, input, output, sheet: true });
    const first = await convert(task, (message, stop) => {
      if (message.type === 'converted') stop();
    });
    expect(first.stopped).toBe(true);
    expect(first.result.written).toBeGreaterThan(0);
    expect(first.result.written).toBeLessThan(20);
    expect((await filesBelow(output)).length).toBe(first.result.written);
    expect((await convert(task)).result).toMatchObject({ unchanged: first.result.written, written: 20 - first.result.written });
  });

  it('sweeps what a killed conversion left, but not what may be in use', async () => {
    await using folder = await temporaryFolder();
    const [input, output] = [join(folder.path, 'in'), join(folder.path, 'out')];
    await writeSpots(join(input, 'deep', 'x.png'), 16, 16);
    await mkdir(join(output, 'deep'), { recursive: true });
    const [old, fresh] = ['00000000-0000-4000-8000-000000000000', '11111111-1111-4111-8111-111111111111'].map((id) => `.recast-${id}.part`);
    for (const name of [old, fresh]) await writeFile(join(output, 'deep', name), 'half a picture');
    await utimes(join(output, 'deep', old), new Date(), new Date(Date.now() - 60_000));
    await convert(taskOf({ checkpointFolder, input, output }));
    expect(await filesBelow(output)).toEqual([`deep/${fresh}`, 'deep/x.png']);
  });
});

describe('converting one picture', () => {
  it('writes it into a folder under its name, or to the very name given', async () => {
    await using folder = await temporaryFolder();
    const input = join(folder.path, 'x.png');
    await writeSpots(input, 20, 20);
    await convert(taskOf({ checkpointFolder, input, output: join(folder.path, 'out') }));
    await convert(taskOf({ checkpointFolder, input, output: join(folder.path, 'other', 'y.jpg') }));
    expect(await filesBelow(folder.path)).toEqual(['other/y.jpg', 'out/x.png', 'x.png']);
    expect((await readFile(join(folder.path, 'other', 'y.jpg'))).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });
});

describe('refusals', () => {
  it('name what is wrong before anything is written', async () => {
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
    await mkdir(join(folder.path, 'bare'));
    await writeFile(join(folder.path, 'bare', 'notes.txt'), '');
    await refused({ input: join(folder.path, 'bare') }).toMatchObject({
      code: 'CONVERT_NO_PICTURES',
      message: expect.stringContaining('1 other file') as string,
    });
    await refused({ checkpointFolder: join(folder.path, 'bare') }).toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    await expect(stat(output)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('of a checkpoint whose weights were cut off', async () => {
    await using folder = await temporaryFolder();
    await writeSpots(join(folder.path, 'in', 'x.png'), 16, 16);
    const damaged = await tinyCheckpoint(join(folder.path, 'checkpoints'));
    await truncate(join(damaged, 'netG_A.safetensors'), 500);
    const task = taskOf({ checkpointFolder: damaged, input: join(folder.path, 'in'), output: join(folder.path, 'out') });
    await expect(convert(task)).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    // The other direction's network is whole.
    expect((await convert({ ...task, direction: 'b2a' })).result.written).toBe(1);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('of a folder without the right to write', async () => {
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
