import { mkdir, readdir, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePicture } from '../data/decode.ts';
import { readProvenance } from '../data/encode.ts';
import { WorkerContext } from '../worker/context.ts';
import { runConversion } from './convertFolder.ts';
import { convert } from './testing/convert.ts';
import { taskOf, temporaryFolder, tinyCheckpoint, writeSpots } from './testing/tiny.ts';

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let checkpointFolder: string;
beforeAll(async () => {
  home = await temporaryFolder();
  checkpointFolder = await tinyCheckpoint(join(home.path, 'checkpoints'));
});
afterAll(() => home[Symbol.asyncDispose]());

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

  it('waits while it is paused', async () => {
    await using folder = await temporaryFolder();
    const [input, output] = [join(folder.path, 'in'), join(folder.path, 'out')];
    for (let seed = 0; seed < 12; seed++) await writeSpots(join(input, `${seed}.png`), 20, 20, seed);
    const context = new WorkerContext((message) => {
      if (message.type === 'converted') context.pause();
    });
    const running = runConversion(taskOf({ checkpointFolder, input, output }), context);
    await expect.poll(() => context.paused).toBe(true);
    await wait(200);
    const written = (await filesBelow(output)).length;
    expect(written).toBeLessThan(12);
    await wait(200);
    expect(await filesBelow(output)).toHaveLength(written);
    context.requestStop();
    expect((await running).stopped).toBe(true);
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
