import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonLineOf } from '../src/main/hosts/cli/json.ts';
import { golden } from '../src/main/weights/testing/picture.ts';
import { drawPictures, recast, tiny } from './recast.ts';

const folder = mkdtempSync(join(tmpdir(), 'recast-'));
const home = join(folder, 'home');
const [a, b] = [join(folder, 'discs'), join(folder, 'squares')];

beforeAll(async () => {
  await drawPictures(a, 'disc', 5);
  await drawPictures(b, 'square', 5);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...argv: string[]): ReturnType<typeof recast> => recast(...argv, '--home', home, '--json');

/** The line of this type that a command wrote; the command must have gone well. */
async function lineOf<Type extends 'imported' | 'exported' | 'conversion' | 'trained'>(type: Type, ...argv: string[]): Promise<JsonLineOf<Type>> {
  const { code, err, lines } = await at(...argv);
  expect(code, err).toBe(0);
  const isMeant = (line: (typeof lines)[number]): line is JsonLineOf<Type> => line.type === type;
  return lines.find(isMeant)!;
}

describe('weights of PyTorch', () => {
  it('become a run that converts, trains on and is exported', async () => {
    const settings = ['--size', '16', '--layers', '2', '--ndf', '4', '--steps', '3'];
    const imported = await lineOf('imported', 'import-weights', golden('latest_net_G_A.pth'), golden('latest_net_G_B.pth'), '--name', '얼룩말', ...settings);
    expect(imported).toMatchObject({
      directions: ['a2b', 'b2a'],
      missing: ['netD_A', 'netD_B'],
      checkpoint: `${imported.runId}-0`,
      settings: { ngf: 4, blocks: 2 },
    });

    const runs = await at('runs');
    expect(runs.lines).toMatchObject([
      { id: imported.runId, name: '얼룩말', state: 'finished', step: 0, reason: 'Imported from latest_net_G_A.pth, latest_net_G_B.pth.' },
    ]);

    const conversion = await lineOf('conversion', 'convert', '--checkpoint', '얼룩말', '--direction', 'b2a', '--in', b, '--out', join(folder, 'out'));
    expect(conversion).toMatchObject({ written: 5, failed: 0 });
    expect(await readdir(join(folder, 'out'))).toHaveLength(5);

    const refused = await at('resume', imported.runId);
    expect(refused).toMatchObject({ code: 2, lines: [{ type: 'error', code: 'RESUME_WITHOUT_FOLDERS' }] });
    const trained = await lineOf('trained', 'resume', imported.runId, '--a', a, '--b', b, '--samples-every', '0');
    expect(trained).toMatchObject({ ending: 'finished', step: 3, checkpoint: `${imported.runId}-3` });
    expect(readdirSync(trained.folder!).filter((name) => name.startsWith('net'))).toHaveLength(4);
    const longer = await lineOf('trained', 'resume', imported.runId, '--steps', '4');
    expect(longer).toMatchObject({ step: 4 });
    expect(await at('resume', imported.runId, '--a', a, '--b', b)).toMatchObject({ code: 2, lines: [{ code: 'RESUME_WITH_FOLDERS' }] });
  });

  it('of one direction say that there is no other', async () => {
    const { runId } = await lineOf('imported', 'import-weights', '--b2a', golden('wrapped-old.pth'));
    const { code, err } = await recast('convert', '--home', home, '--checkpoint', runId, '--direction', 'a2b', '--in', a, '--out', join(folder, 'none'));
    expect(err).toContain('This model has no direction "a2b"; it has b2a.');
    expect(code).toBe(2);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('that cannot be trusted or read leave nothing behind', async () => {
    const before = [(await at('runs')).lines.length, readdirSync(join(home, 'runs')).length];
    for (const [file, code, exit] of [
      [golden('command.pth'), 'WEIGHTS_FOREIGN_OBJECT', 1],
      [golden('outputs.safetensors'), 'WEIGHTS_NO_NETWORK', 1],
      [join(folder, 'nowhere.pth'), 'WEIGHTS_MISSING', 2],
    ] as const) {
      const refused = await at('import-weights', file);
      expect(refused).toMatchObject({ code: exit, lines: [{ type: 'error', code }] });
      expect(refused.err).toContain(file);
    }
    expect([(await at('runs')).lines.length, readdirSync(join(home, 'runs')).length]).toEqual(before);
    expect(await recast('import-weights', '--home', home)).toMatchObject({ code: 2, err: expect.stringContaining('needs FILE') as string });
  });
});

describe('a translator that was trained here', () => {
  it('goes out in three forms, and comes back the same', async () => {
    const trained = await lineOf('trained', 'train', 'cyclegan', '--a', a, '--b', b, ...tiny, '--steps', '2', '--name', 'ours');
    const files = ['onnx', 'safetensors', 'pth'].map((format) => join(folder, `ours.${format}`));
    for (const file of files) {
      const exported = await lineOf('exported', 'export-model', '--checkpoint', 'ours', '--direction', 'a2b', '--out', file);
      expect(exported).toMatchObject({ checkpoint: trained.checkpoint, direction: 'a2b', file, bytes: readFileSync(file).length });
    }
    expect(await at('export-model', '--checkpoint', 'ours', '--out', files[0])).toMatchObject({ code: 2, lines: [{ code: 'EXPORT_EXISTS' }] });
    const half = await lineOf('exported', 'export-model', '--checkpoint', 'ours', '--out', join(folder, 'half.onnx'), '--fp16');
    expect(half.bytes).toBeLessThan(readFileSync(files[0]).length);

    const { runId } = await lineOf('imported', 'import-weights', files[2]);
    const again = join(folder, 'again.pth');
    await lineOf('exported', 'export-model', '--checkpoint', runId, '--out', again);
    expect(readFileSync(again).equals(readFileSync(files[2]))).toBe(true);

    for (const [checkpoint, out] of [
      ['ours', 'before'],
      [runId, 'after'],
    ] as const) {
      await lineOf('conversion', 'convert', '--checkpoint', checkpoint, '--direction', 'a2b', '--in', a, '--out', join(folder, out));
    }
    const pixels = (out: string) =>
      import('../src/main/data/decode.ts').then(({ decodePicture }) => decodePicture(join(folder, out, 'disc 0.png'), { background: 'white' }));
    expect(await pixels('after')).toEqual(await pixels('before'));
  });
});
