import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { HostTensor } from '../engine/program.ts';
import type { Batch, BatchPosition } from './batches.ts';
import { openDataset } from './dataset.ts';
import type { Dataset, DatasetHooks, DatasetOptions } from './dataset.ts';
import type { SkippedFile } from './folder.ts';
import { paint, plain, temporaryFolders, writePng, writePngs } from './testing/pictures.ts';

const temporary = temporaryFolders();

interface Heard {
  readonly hooks: DatasetHooks;
  readonly progress: [number, number][];
  readonly skipped: Map<string, readonly SkippedFile[]>;
}

function listen(signal = new AbortController().signal): Heard {
  const progress: [number, number][] = [];
  const skipped = new Map<string, readonly SkippedFile[]>();
  return {
    progress,
    skipped,
    hooks: { signal, onProgress: (done, total) => progress.push([done, total]), onSkipped: (side, files) => skipped.set(side, files) },
  };
}

async function sides(a: number, b: number): Promise<DatasetOptions & { folders: { a: string; b: string } }> {
  const home = temporary();
  const folders = { a: join(home, 'a'), b: join(home, 'b') };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  await writePngs(folders.a, a);
  await writePngs(folders.b, b);
  const cacheFolder = join(home, 'cache');
  return { folders, cacheFolder, size: 8, loadSize: 9, preprocess: 'resize-and-crop', flip: true, background: 'white', holdout: 0.05, seed: 7, batch: 1 };
}

const open = (options: DatasetOptions): Promise<Dataset> => openDataset(options, listen().hooks);

async function take(dataset: Dataset, from: BatchPosition | null, count: number): Promise<Batch[]> {
  const loader = dataset.batches(from);
  const batches: Batch[] = [];
  for (let i = 0; i < count; i++) batches.push(await loader.next());
  await loader.close();
  return batches;
}

/** The number of a picture made by `writePngs`, from its red. */
const numberOf = ({ values }: HostTensor, picture = 0): number => Math.round((values[picture * 8 * 8 * 3] + 1) * 127.5);

describe('batches', () => {
  test('an epoch shows the larger side once, in another order each time, and draws the smaller', async () => {
    const dataset = await open({ ...(await sides(23, 9)), holdout: 0 });
    expect(dataset.stepsPerEpoch).toBe(23);
    const batches = await take(dataset, null, 46);
    const shown = batches.map(({ pictures }) => numberOf(pictures.a));
    const all = Array.from({ length: 23 }, (_, i) => i + 1);
    expect(shown.slice(0, 23).toSorted((x, y) => x - y)).toEqual(all);
    expect(shown.slice(23).toSorted((x, y) => x - y)).toEqual(all);
    expect(shown.slice(0, 23)).not.toEqual(shown.slice(23));
    expect(new Set(batches.map(({ pictures }) => numberOf(pictures.b))).size).toBe(9);
    expect(batches.map(({ epoch }) => epoch)).toEqual([...Array<number>(23).fill(0), ...Array<number>(23).fill(1)]);
    expect([batches[22].after, batches[23].after]).toEqual([
      { epoch: 1, index: 0 },
      { epoch: 1, index: 1 },
    ]);
    await dataset.close();
  });

  test('resuming after any batch gives what an uninterrupted run saw, bit for bit', async () => {
    const options = await sides(7, 11);
    const whole = await take(await open(options), null, 25);
    for (const at of [0, 3, 9, 10, 17]) {
      const position: unknown = JSON.parse(JSON.stringify(whole[at].after));
      const resumed = await take(await open(options), position as BatchPosition, 5);
      expect(resumed).toEqual(whole.slice(at + 1, at + 6));
    }
    const other = await take(await open({ ...options, seed: 8 }), null, 25);
    expect(other).not.toEqual(whole);
  });

  test('of several pictures, each cut and mirrored by itself', async () => {
    const options = { ...(await sides(10, 4)), batch: 4, holdout: 0 };
    const dataset = await open(options);
    expect(dataset.stepsPerEpoch).toBe(2);
    const [first, second] = await take(dataset, null, 2);
    expect(first.pictures.a.shape).toEqual([4, 8, 8, 3]);
    const shown = [first, second].flatMap(({ pictures }) => [0, 1, 2, 3].map((i) => numberOf(pictures.a, i)));
    expect(new Set(shown).size).toBe(8);
  });

  test('larger than a side go round', async () => {
    const dataset = await open({ ...(await sides(3, 2)), batch: 8, holdout: 0 });
    const [{ pictures }] = await take(dataset, null, 1);
    expect(new Set([0, 1, 2, 3, 4, 5, 6, 7].map((i) => numberOf(pictures.a, i)))).toEqual(new Set([1, 2, 3]));
  });

  test('are within [-1, 1] and mirrored half of the time', async () => {
    const options = await sides(2, 2);
    for (const name of ['1.png', '2.png'])
      await writePng(
        join(options.folders.a, name),
        paint(9, 9, (x) => (x < 4 ? [0, 0, 0] : [255, 255, 255])),
      );
    const starts = async (flip: boolean): Promise<number> => {
      const batches = await take(await open({ ...options, flip, holdout: 0 }), null, 200);
      expect(batches.every(({ pictures }) => pictures.a.values.every((value) => value >= -1 && value <= 1))).toBe(true);
      return batches.filter(({ pictures }) => pictures.a.values[0] === -1).length;
    };
    expect(await starts(false)).toBe(200);
    const unflipped = await starts(true);
    expect(unflipped).toBeGreaterThan(70);
    expect(unflipped).toBeLessThan(130);
  });
});

test('an engine that blocks the thread does not wait for pictures', async () => {
  const dataset = await open({ ...(await sides(40, 40)), size: 128, loadSize: 143 });
  const loader = dataset.batches(null);
  const block = new Int32Array(new SharedArrayBuffer(4));
  for (let i = 0; i < 60; i++) {
    await loader.next();
    Atomics.wait(block, 0, 0, 15);
  }
  // None when the machine has nothing else to do; without reading ahead all 59.
  expect(loader.waits.count).toBeLessThan(6);
  expect(loader.waits.seconds).toBeLessThan(0.05);
  await dataset.close();
  await expect(loader.next().then(() => loader.next())).rejects.toThrow('closed');
});

describe('held-out pictures', () => {
  test('are never trained on, and are shown from the middle, unmirrored', async () => {
    const options = await sides(40, 4);
    await writePng(
      join(options.folders.b, 'flag.png'),
      paint(9, 9, (x) => [x * 20, 0, 0]),
    );
    const dataset = await open({ ...options, holdout: 0.5 });
    const { trained, heldOut } = dataset.sides.a;
    expect([trained.length, heldOut.length]).toEqual([20, 20]);
    const held = await dataset.heldOut('a', 100);
    expect(held.map(({ shape }) => shape)).toEqual(Array(20).fill([1, 8, 8, 3]));
    expect(await dataset.heldOut('a', 2)).toEqual(held.slice(0, 2));
    const heldNumbers = new Set(held.map((tensor) => numberOf(tensor)));
    const trainedNumbers = new Set((await take(dataset, null, 60)).map(({ pictures }) => numberOf(pictures.a)));
    expect(heldNumbers.size + trainedNumbers.size).toBe(40);
    expect([...heldNumbers].filter((number) => trainedNumbers.has(number))).toEqual([]);
    expect(dataset.sides.b.trained.length + dataset.sides.b.heldOut.length).toBe(5);
  });
});

describe('what a person chose', () => {
  const names = (files: readonly { relative: string }[]): string[] => files.map(({ relative }) => relative);

  test('several folders a side are one set of pictures; one that lies in two of them counts once', async () => {
    const options = await sides(3, 2);
    const more = join(options.folders.a, 'more');
    await writePngs(more, 2);
    const dataset = await open({ ...options, holdout: 0, folders: { a: [options.folders.a, more], b: [options.folders.b] } });
    expect(names(dataset.sides.a.trained)).toEqual(['1.png', '2.png', '3.png', 'more/1.png', 'more/2.png']);
    expect(await take(dataset, null, 12)).toEqual(await take(await open({ ...options, holdout: 0 }), null, 12));
  });

  test('excluded pictures are not even read, and chosen ones are held out, drawn ones only fill up', async () => {
    const options = await sides(40, 4);
    const at = (name: string): string => join(options.folders.a, name);
    writeFileSync(at('text.png'), 'text');
    const { hooks, skipped, progress } = listen();
    const chosen = { excluded: { a: [at('text.png'), at('1.png')] }, heldOut: { a: [at('7.png')] } };
    const dataset = await openDataset({ ...options, ...chosen, holdout: 0.1 }, hooks);
    expect(skipped.size).toBe(0);
    expect(progress.at(-1)).toEqual([43, 43]);
    const { trained, heldOut } = dataset.sides.a;
    expect(names(trained)).not.toContain('1.png');
    expect([trained.length, heldOut.length]).toEqual([35, 4]);
    expect(names(heldOut)[0]).toBe('7.png');
    const drawn = (await open({ ...options, excluded: chosen.excluded, holdout: 0.1 })).sides.a.heldOut;
    // The lots of the others are as they were: all but the last of them.
    expect(names(drawn).filter((name) => names(heldOut).includes(name)).length).toBeGreaterThanOrEqual(3);
  });

  test('holding out all but one is refused in words', async () => {
    const options = await sides(4, 4);
    const heldOut = { b: [1, 2, 3].map((i) => join(options.folders.b, `${i}.png`)) };
    await expect(open({ ...options, heldOut })).rejects.toMatchObject({ code: 'ALL_HELD_OUT', message: expect.stringMatching(/^3 pictures of side B/) });
  });

  test('excluding all but one leaves too few', async () => {
    const options = await sides(3, 3);
    const excluded = { b: [1, 2].map((i) => join(options.folders.b, `${i}.png`)) };
    await expect(open({ ...options, excluded })).rejects.toMatchObject({ code: 'TOO_FEW_PICTURES' });
  });
});

describe('pictures that cannot be used', () => {
  test('are skipped and listed, and a run goes on with two a side', async () => {
    const options = await sides(2, 3);
    writeFileSync(join(options.folders.a, 'text.png'), 'text');
    writeFileSync(join(options.folders.a, 'empty.webp'), '');
    const { hooks, skipped, progress } = listen();
    const dataset = await openDataset(options, hooks);
    expect(dataset.sides.a.trained).toHaveLength(2);
    expect([...skipped.keys()]).toEqual(['a']);
    expect(skipped.get('a')?.map(({ reason }) => reason)).toEqual(['it is empty', 'it holds no picture, whatever its name says']);
    expect(progress.at(-1)).toEqual([7, 7]);
    expect(progress.map(([done]) => done)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('leaving one: an error that names the folder and the first of them', async () => {
    const options = await sides(3, 1);
    const path = join(options.folders.b, 'text.png');
    writeFileSync(path, 'text');
    const { hooks, skipped } = listen();
    const message = `Only one picture in ${options.folders.b} can be used, and two are needed; 1 cannot. The first is ${path}: it holds no picture, whatever its name says.`;
    await expect(openDataset(options, hooks)).rejects.toMatchObject({ code: 'TOO_FEW_PICTURES', message });
    expect(skipped.get('b')).toHaveLength(1);
  });

  test('because of their size, without scaling', async () => {
    const options = { ...(await sides(2, 2)), preprocess: 'none' as const };
    await writePngs(options.folders.a, 2, 8);
    await expect(open(options)).rejects.toThrow(/No picture in .*b can be used.*it has 12 x 12 pixels, and without scaling only 8 x 8 can be used/);
  });
});

describe('folders that cannot be trained on end it before anything is decoded', () => {
  test.each([
    ['missing', 'FOLDER_MISSING', (folder: string) => rmSync(folder, { recursive: true })],
    ['empty', 'FOLDER_EMPTY', (folder: string) => rmSync(join(folder, '1.png'))],
    ['of other files', 'FOLDER_EMPTY', (folder: string) => (rmSync(join(folder, '1.png')), writeFileSync(join(folder, 'a.txt'), ''))],
    ['of one picture', 'TOO_FEW_PICTURES', () => undefined],
  ])('%s', async (_, code, change) => {
    const options = await sides(3, 1);
    change(options.folders.b);
    const { hooks, progress } = listen();
    await expect(openDataset(options, hooks)).rejects.toMatchObject({ code, message: expect.stringContaining(options.folders.b) });
    expect(progress).toEqual([]);
  });
});

test('aborting while pictures are decoded', async () => {
  const options = await sides(30, 30);
  const controller = new AbortController();
  const { hooks, progress } = listen(controller.signal);
  const opening = openDataset({ ...options }, { ...hooks, onProgress: (done, total) => (progress.push([done, total]), done === 5 && controller.abort()) });
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
  const reached = progress.length;
  await delay(30);
  expect(progress).toHaveLength(reached);
  expect(reached).toBeLessThan(12);
  // What was decoded so far is kept.
  const dataset = await open(options);
  expect(dataset.sides.a.trained.length + dataset.sides.a.heldOut.length).toBe(30);
});

test('1x1 pictures can be trained on in every mode that scales', async () => {
  const options = await sides(2, 2);
  for (const name of ['1.png', '2.png']) await writePng(join(options.folders.a, name), plain(1, 1, 255, 0, 0));
  for (const preprocess of ['resize-and-crop', 'crop', 'scale-width', 'scale-width-and-crop'] as const) {
    const [{ pictures }] = await take(await open({ ...options, preprocess }), null, 1);
    expect([...pictures.a.values.slice(0, 3)]).toEqual([1, -1, -1]);
  }
});

test('a process killed while it decodes leaves a cache that the next one goes on from', async () => {
  const options = await sides(40, 40);
  const script = `
    import { openDataset } from ${JSON.stringify(new URL('dataset.ts', import.meta.url).href)};
    const hooks = { onProgress: (done) => done === 20 && process.kill(process.pid, 'SIGKILL'), onSkipped() {}, signal: new AbortController().signal };
    await openDataset(${JSON.stringify(options)}, hooks);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  const whole = await take(await open({ ...options, cacheFolder: join(options.cacheFolder, 'other') }), null, 40);
  expect(await take(await open(options), null, 40)).toEqual(whole);
});
