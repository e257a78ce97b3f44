import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodePicture } from '../../data/decode.ts';
import { readProvenance } from '../../data/provenance.ts';
import { resolveCheckpoint } from '../references.ts';
import type { Drawing, DrawingOrder } from '../../../shared/contract/drawings.ts';
import { answerPicture } from './pictures.ts';
import { foxes, PainterWindow } from './testing/painterWindow.ts';
import { ended, until } from './testing/realWindow.ts';

const painter = new PainterWindow();
beforeAll(() => painter.open(), 120_000);
afterAll(() => painter.close());

test('painters and what they know', async () => {
  const { client } = painter.window;
  expect(await client.drawings.painters()).toMatchObject([
    { checkpoint: painter.large, run: painter.run, runName: 'animals', projectName: 'animals', step: 12, sizes: [16, 32] },
    { checkpoint: painter.small, step: 8, sizes: [16] },
  ]);
  expect(await client.drawings.words({ checkpoint: painter.large, prefix: 'FO' })).toEqual(['fox']);
  expect(await client.drawings.words({ checkpoint: painter.large, prefix: '여' })).toEqual(['여우']);
  expect(await client.drawings.look({ checkpoint: painter.large, sentence: ' a  red foxes, 여우' })).toEqual({
    unknown: ['foxes'],
    seen: true,
    tokens: expect.any(Number),
    read: 6,
  });
});

test('a sentence becomes small pictures at once, then each as it is in the end: the bytes of the command line', { timeout: 60_000 }, async () => {
  const { small: sketches, pictures, news, state } = await painter.drawn(foxes(3));
  expect(state).toBe('done');
  expect(news.map((one) => one.state)).toEqual(['small', 'picture', 'picture', 'picture']);
  expect(sketches.map(({ picture, noise }) => [picture, noise])).toEqual([0, 1, 2].map((place) => [null, { seed: 7, place, near: [] }]));
  expect(pictures[1]).toMatchObject({ ...sketches[1], picture: { side: 32 } });
  for (const url of [pictures[0].small.url, pictures[0].picture!.url]) {
    const response = await answerPicture(new Request(`http://studio${url}`), painter.window.parts);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  }
  const request = { checkpoint: painter.large, sentences: ['a red fox'], count: 3, seed: 7, output: join(painter.folder, 'line') };
  await (
    await painter.window.studio.generate(request, { event: () => undefined })
  ).outcome;
  for (const [i, picture] of pictures.entries()) {
    const line = await readFile(join(painter.folder, 'line', `a-red-fox-7-${i + 1}.png`));
    expect(line.equals(await painter.bytesOf(picture))).toBe(true);
  }
});

test('ways: near, from one sentence to another, from one noise to another, and how far conditions stray', { timeout: 60_000 }, async () => {
  // Stage I: after so few steps, large pictures are of one grey, whatever they are drawn from.
  const only = async (what: DrawingOrder, strength = 1): Promise<Drawing[]> => (await painter.drawn(what, { strength, checkpoint: painter.small })).pictures;
  const [fox, other] = await only(foxes(2));
  const kept = await painter.bytesOf(fox);
  // Metadata differ where the way does; what is seen does not.
  const seen = async (drawing: Drawing): Promise<number[]> => [...(await decodePicture(painter.filesOf(drawing).picture, { background: 'white' })).data];
  const near = await only({ kind: 'near', drawing: fox.id, amount: 0.2, seed: 3, count: 2 });
  expect(near.map(({ noise }) => noise)).toEqual([0, 1].map((place) => ({ ...fox.noise, near: [{ seed: 3, place, amount: 0.2 }] })));
  expect(await seen(near[0])).not.toEqual(await seen(fox));
  const nearer = await only({ kind: 'near', drawing: fox.id, amount: 0, seed: 3, count: 1 });
  expect(await seen(nearer[0])).toEqual(await seen(fox));

  const [owl] = await only({ kind: 'noises', sentence: 'an owl', noises: [fox.noise] });
  const way = await only({ kind: 'sentences', from: 'a red fox', to: 'an owl', noise: fox.noise, shares: [0, 0.5, 1] });
  expect([await seen(way[0]), await seen(way[2])]).toEqual([await seen(fox), await seen(owl)]);
  expect([await seen(fox), await seen(owl)]).not.toContainEqual(await seen(way[1]));
  const arc = await only({ kind: 'path', sentence: 'a red fox', from: fox.noise, to: other.noise, shares: [0, 1] });
  expect([await seen(arc[0]), await seen(arc[1])]).toEqual([await seen(fox), await seen(other)]);
  expect(arc[1].toward).toEqual({ sentence: null, noise: other.noise, share: 1 });

  const [still] = await only(foxes(1), 0);
  expect(still.strength).toBe(0);
  expect(await seen(still)).not.toEqual(await seen(fox));
  const [again] = await only(foxes(1));
  expect((await painter.bytesOf(again)).equals(kept)).toBe(true);
});

test('a newer call of a canvas ends the older one; another canvas goes on', { timeout: 60_000 }, async () => {
  const [older, newer, aside] = await Promise.all([
    painter.drawn(foxes(6), { canvas: 'a' }),
    painter.drawn(foxes(2, 8), { canvas: 'a' }),
    painter.drawn(foxes(2, 9), { canvas: 'b' }),
  ]);
  expect([older.state, newer.state, aside.state]).toEqual(['superseded', 'done', 'done']);
  expect(older.pictures.length).toBeLessThan(6);
  expect([newer.pictures.length, aside.pictures.length]).toEqual([2, 2]);
  // What was there of the older one is kept, and can be finished.
  const unfinished = older.small.filter(({ id }) => !older.pictures.some((picture) => picture.id === id));
  if (unfinished.length > 0) {
    const stream = await painter.window.client.drawings.finish({ ids: unfinished.map(({ id }) => id) });
    const finished = [];
    for await (const one of stream) if (one.state === 'picture') finished.push(one.drawing.picture);
    expect(finished).toEqual(unfinished.map(() => expect.objectContaining({ side: 32 }) as unknown));
  }
});

test('an engine that is killed while it draws comes back by itself, and draws the same', { timeout: 60_000 }, async () => {
  const before = await painter.bytesOf((await painter.drawn(foxes(1))).pictures[0]);
  const engine = (): number => {
    const { pid } = painter.window.parts.desk;
    if (pid === undefined) throw new Error('no engine is open');
    return pid;
  };
  // It stands still before it is asked: it may draw small pictures quicker than it can be killed.
  const { asks } = painter.window.parts.desk;
  process.kill(engine(), 'SIGSTOP');
  const stream = await painter.window.client.drawings.draw({ checkpoint: painter.large, what: foxes(3) });
  const first = stream.next();
  await expect.poll(() => painter.window.parts.desk.asks).toBeGreaterThan(asks);
  process.kill(engine(), 'SIGKILL');
  expect((await first).value).toMatchObject({ state: 'small', restarted: { code: 'ENGINE_OUT_OF_MEMORY' } });
  process.kill(engine(), 'SIGKILL');
  const pictures: Drawing[] = [];
  for await (const one of stream) if (one.state === 'picture') pictures.push(one.drawing);
  expect(pictures).toHaveLength(3);
  expect((await painter.bytesOf(pictures[0])).equals(before)).toBe(true);
});

test('a painter that has learned stage I alone draws small, once and for all', { timeout: 60_000 }, async () => {
  const { small: sketches, pictures } = await painter.drawn(foxes(2), { checkpoint: painter.small });
  expect([sketches[0].small.side, pictures[0].picture?.side]).toEqual([16, 16]);
  expect(await readProvenance(painter.filesOf(pictures[0]).picture)).toMatchObject({ stage: 'small', step: 8 });
});

test('stage II alone is learned on a painter that knows the captions, with what its stage I is made of', { timeout: 60_000 }, async () => {
  const { client } = painter.window;
  const { project } = await client.runs.get({ run: painter.run });
  // The number of a held-out picture may stand in no caption that it learned from.
  const known = expect.closeTo(1, 1) as unknown;
  expect(await client.runs.firstStages({ project })).toMatchObject([
    { checkpoint: painter.large, known },
    { checkpoint: painter.small, known },
  ]);
  const strange = join(painter.folder, 'strange.csv');
  await writeFile(strange, (await readdir(join(painter.folder, 'images'))).map((name) => `${name},${name.length} 고래 whales`).join('\n'));
  const other = await client.projects.create({ kind: 'stackgan', name: 'whales', folders: { a: [join(painter.folder, 'images')], b: [] } });
  await client.captions.choose({ project: other.id, source: { origin: 'file', path: strange } });
  await painter.window.parts.pictures.captions.ready(other.id);
  expect(await client.runs.firstStages({ project: other.id })).toEqual([]);

  const begin = (more: { stageOne?: string; settings?: Record<string, unknown> }) =>
    client.runs.start({
      project,
      training: { ...more, settings: { stage: '2', size: 16, largeSize: 32, largeBatch: 2, largeSteps: 2, blocks: 1, ...more.settings } },
    });
  const refused = (code: string) => ({ data: { code } });
  await expect(begin({})).rejects.toMatchObject(refused('STAGE_WITHOUT_FIRST'));
  await expect(begin({ stageOne: `${painter.run}-4` })).rejects.toMatchObject(refused('STAGE_NOT_LEARNED'));
  await expect(begin({ stageOne: painter.small, settings: { vocabulary: 100 } })).rejects.toMatchObject(refused('BRANCH_MISFIT'));
  expect((await client.runs.list({ project })).map(({ id }) => id)).toEqual([painter.run]);
  const { run: second } = await begin({ stageOne: painter.small });
  await until(await client.runs.watch({ run: second }), ({ state }) => ended.includes(state));
  expect(await client.runs.get({ run: second })).toMatchObject({ state: 'finished', step: 2, settings: { width: 4, vocabulary: 64, average: 0 } });
  const { pictures } = await painter.drawn(foxes(1), { checkpoint: second, finish: false });
  expect(pictures).toEqual([]);
  await client.runs.remove({ runs: [second] });
});

test('sentences that nothing can be drawn from are refused in words; long and strange ones are drawn', { timeout: 60_000 }, async () => {
  const says = (sentence: string): DrawingOrder => ({ kind: 'sentence', sentence, seed: 1, count: 1 });
  const code = async (asked: Promise<unknown>): Promise<string> => {
    try {
      await asked;
      return 'none';
    } catch (error) {
      return (error as { data: { code: string } }).data.code;
    }
  };
  const { client } = painter.window;
  const { total } = await client.drawings.history({});
  expect(await code(painter.drawn(says('')))).toBe('SENTENCE_MISSING');
  expect(await code(painter.drawn(says(' \u200e\n ')))).toBe('SENTENCE_MISSING');
  expect(await code(painter.drawn(says('漢漢')))).toBe('SENTENCE_UNKNOWN');
  expect(await code(painter.drawn(says('🦄🦄')))).toBe('SENTENCE_UNKNOWN');
  expect(await code(painter.drawn(says('שלום עולם')))).toBe('SENTENCE_UNKNOWN');
  expect(
    await code(painter.drawn({ ...says('a'), kind: 'sentences', from: 'a red fox', to: '!!!', noise: { seed: 1, place: 0, near: [] }, shares: [0] })),
  ).toBe('SENTENCE_UNKNOWN');
  expect(await code(painter.drawn({ kind: 'near', drawing: 999_999, amount: 0.1, seed: 1, count: 1 }))).toBe('DRAWING_UNKNOWN');
  expect(await code(painter.drawn(foxes(1), { checkpoint: 'none' }))).toBe('CHECKPOINT_UNKNOWN');
  expect(await code(painter.drawn(foxes(1), { checkpoint: `${painter.run}-4` }))).toBe('NOT_A_PAINTER');
  expect((await client.drawings.history({})).total).toBe(total);
  expect((await painter.drawn(says('fox '.repeat(10_000)))).pictures[0].sentence.length).toBeLessThanOrEqual(2000);
  expect((await painter.drawn(says('\u202eשלום fox\u202c'))).pictures[0].sentence).toBe('שלום fox');
});

test('a painter whose vocabulary is another one, or gone, says so', { timeout: 60_000 }, async () => {
  const vocabulary = join(resolveCheckpoint(painter.window.parts.catalog, painter.small).folder, 'vocabulary.json');
  const own = await readFile(vocabulary);
  const draw = async (): Promise<unknown> => painter.drawn(foxes(1), { checkpoint: painter.small });
  // The engine has read it before, and would go on with it.
  await painter.reopen();
  await writeFile(vocabulary, JSON.stringify({ format: 'recast-vocabulary', version: 1, tokens: ['fox', 'sea'] }));
  await expect(draw()).rejects.toMatchObject({ data: { code: 'CHECKPOINT_DAMAGED' } });
  await rm(vocabulary);
  await expect(draw()).rejects.toMatchObject({ data: { code: 'CHECKPOINT_DAMAGED' } });
  expect((await painter.window.client.drawings.painters()).find(({ checkpoint }) => checkpoint === painter.small)?.words).toBe(0);
  await writeFile(vocabulary, own);
});
