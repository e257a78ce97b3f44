import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listJobs } from '../../catalog/jobs.ts';
import { sentencesIn } from '../../data/captions/sentences.ts';
import { inspectPicture } from '../../data/decode.ts';
import { readProvenance } from '../../data/provenance.ts';
import { sharp } from '../../data/sharp.ts';
import { listActivity } from '../activity/list.ts';
import { answerPicture } from './pictures.ts';
import { PainterWindow } from './testing/painterWindow.ts';
import { ended, resultOf, until } from './testing/realWindow.ts';

const painter = new PainterWindow();
beforeAll(() => painter.open(), 120_000);
afterAll(() => painter.close());

const moment = (milliseconds: number): Promise<void> => new Promise((over) => setTimeout(over, milliseconds));

/** Stops an engine where it has told of every picture that it wrote: one it was not heard of would be found there later, and not written again. */
async function stopBetweenFiles(pid: number, output: string, told: () => Promise<number>): Promise<void> {
  for (;;) {
    process.kill(pid, 'SIGSTOP');
    await moment(200);
    const written = (await readdir(output)).filter((name) => name.endsWith('.png')).length;
    if ((await told()) === written) return;
    process.kill(pid, 'SIGCONT');
    await moment(5);
  }
}

test('what was drawn is kept: searched, marked, binned and restored, found by another process, gone with the bin', { timeout: 60_000 }, async () => {
  const [owl] = (await painter.drawn({ kind: 'sentence', sentence: '  An OWL,  50% _red ', seed: null, count: 1 })).pictures;
  expect(owl.sentence).toBe('An OWL, 50% _red');
  await painter.reopen();
  const { drawings } = painter.window.client;
  const ids = async (asked: Parameters<typeof drawings.history>[0]): Promise<number[]> => (await drawings.history(asked)).items.map(({ id }) => id);
  expect(await ids({ search: 'owl  50% _R' })).toEqual([owl.id]);
  expect(await ids({ search: 'owl fox' })).not.toContain(owl.id);
  expect((await ids({ limit: 3 }))[0]).toBe(owl.id);
  const { total } = await drawings.history({});
  expect(await ids({ offset: total - 1 })).toHaveLength(1);
  await drawings.favour({ ids: [owl.id], favourite: true });
  expect(await ids({ favourites: true })).toEqual([owl.id]);
  expect((await drawings.get({ id: owl.id })).set).toMatchObject([{ id: owl.id, favourite: true }]);
  await drawings.remove({ ids: [owl.id] });
  expect(await ids({ search: 'owl 50%' })).toEqual([]);
  expect(await ids({ removed: true })).toEqual([owl.id]);
  await drawings.restore({ ids: [owl.id] });
  expect(await ids({ search: 'owl 50%' })).toEqual([owl.id]);
  const { picture, small: sketch } = painter.filesOf(owl);
  await drawings.remove({ ids: [owl.id] });
  await painter.window.client.projects.emptyBin();
  await expect(drawings.get({ id: owl.id })).rejects.toMatchObject({ data: { code: 'DRAWING_UNKNOWN' } });
  for (const path of [picture, sketch]) await expect(readFile(path)).rejects.toThrow();
});

test('exports: the very bytes, a grid, and paths that move; each says how it was drawn', { timeout: 60_000 }, async () => {
  const { client } = painter.window;
  const { pictures } = await painter.drawn({
    kind: 'sentences',
    from: 'a red fox',
    to: 'an owl',
    noise: { seed: 1, place: 0, near: [] },
    shares: [0, 0.25, 0.5, 1],
  });
  const ids = pictures.map(({ id }) => id);
  const written = async (what: Parameters<typeof client.drawings.export>[0]['what']): Promise<string> => {
    const { path, download } = await resultOf<{ path: string; download: string }>(await client.drawings.export({ what, to: null }));
    expect(download).toMatch(/^\/exports\//);
    return path;
  };
  const png = await written({ kind: 'picture', id: ids[1], format: 'png' });
  expect((await readFile(png)).equals(await painter.bytesOf(pictures[1]))).toBe(true);
  const jpeg = await written({ kind: 'picture', id: ids[1], format: 'jpeg' });
  expect(await readProvenance(jpeg)).toEqual(await readProvenance(png));
  expect(await readProvenance(png)).toMatchObject({ madeBy: 'Recast Studio', direction: 'draw', sentence: 'a red fox', seed: 1, index: 0, stage: 'large' });

  const grid = await written({ kind: 'grid', ids, format: 'png', columns: 3 });
  expect(await inspectPicture(grid)).toMatchObject({ width: 3 * 32 + 2 * 2, height: 2 * 32 + 2 });
  expect(JSON.parse(String((await readProvenance(grid))?.['drawings']))).toMatchObject([{ sentence: 'a red fox' }, {}, {}, {}]);
  for (const format of ['webp', 'gif'] as const) {
    const moving = await written({ kind: 'moving', ids, format, delay: 100 });
    // What frames there are `encodeMoving` is tested for: a network of some steps draws all alike, and encoders join those.
    expect(await sharp(moving).metadata()).toMatchObject({ format, width: 32 });
  }
  const each = await written({ kind: 'files', ids, format: 'png' });
  const names = (await readdir(each)).sort();
  expect(names).toEqual([1, 2, 3, 4].map((place) => `${place} a red fox 1.png`));
  expect((await readFile(join(each, names[2]))).equals(await painter.bytesOf(pictures[2]))).toBe(true);
  // Removed here and opened from the file: the same drawing; forgotten, it is drawn again to the same bytes.
  await client.drawings.remove({ ids: [ids[1]] });
  expect(await client.drawings.reopen({ path: jpeg })).toMatchObject({ id: ids[1], removedAt: null });
  const bytes = await painter.bytesOf(pictures[1]);
  await client.drawings.remove({ ids });
  await client.projects.emptyBin();
  const anew = await client.drawings.reopen({ path: jpeg });
  expect(anew).toMatchObject({ sentence: 'a red fox', toward: { sentence: 'an owl', noise: null, share: 0.25 }, picture: { side: 32 } });
  expect((await painter.bytesOf(anew)).equals(bytes)).toBe(true);
  await expect(client.drawings.reopen({ path: join(painter.folder, 'images', (await readdir(join(painter.folder, 'images')))[0]) })).rejects.toMatchObject({
    data: { code: 'DRAWING_UNREADABLE' },
  });
});

test('a file of sentences is drawn by the queue, goes on after a kill, and is what the command line draws', { timeout: 90_000 }, async () => {
  const { client, studio } = painter.window;
  const file = join(painter.folder, 'sentences.txt');
  await writeFile(file, `a red fox\n\n부엉이\n漢漢\n${'an owl\n'.repeat(40)}`);
  expect(await client.drawings.sentences({ file })).toEqual({ count: 43, first: expect.arrayContaining(['a red fox', '부엉이', '漢漢']) as unknown });
  const output = join(painter.folder, 'batch');
  const { conversion: id } = await client.drawings.batch({ checkpoint: painter.large, file, output });
  await until(await client.conversions.watch({ id }), ({ counts }) => counts.written >= 2);
  const job = listActivity(painter.window.parts).find(({ conversion }) => conversion === id);
  expect(job).toMatchObject({ kind: 'convert', title: 'sentences.txt', state: 'running' });
  const pid = listJobs(painter.window.parts.catalog).find(({ conversion_id }) => conversion_id === id)?.engine_pid ?? 0;
  await stopBetweenFiles(pid, output, async () => (await until(await client.conversions.watch({ id }), () => true)).counts.written);
  process.kill(pid, 'SIGKILL');
  const killed = await until(await client.conversions.watch({ id }), ({ state }) => ended.includes(state));
  expect(['failed', 'interrupted']).toContain(killed.state);
  await client.conversions.resume({ id });
  const end = await until(await client.conversions.watch({ id }), ({ state }) => state === 'finished');
  expect(end.counts).toEqual({ total: 43, written: 42, unchanged: 0, failed: 1 });
  const { items } = await client.conversions.files({ id, offset: 0, limit: 3 });
  expect(items).toMatchObject([
    { name: '01-a-red-fox-1.png', state: 'written', before: null },
    { state: 'written' },
    { state: 'failed', reason: expect.stringContaining('漢漢') as unknown },
  ]);
  expect((await answerPicture(new Request(`http://studio${items[0].after!}`), painter.window.parts)).status).toBe(200);
  expect((await answerPicture(new Request(`http://studio/pictures/conversion/${id}/0/before`), painter.window.parts)).status).toBe(404);
  const sentences = await sentencesIn(file);
  const line = await studio.generate({ checkpoint: painter.large, sentences, file, count: 1, seed: 1, output }, { event: () => undefined });
  expect(await line.outcome).toMatchObject({ ending: 'finished', result: { written: 0, unchanged: 42, failed: 1 } });
  await writeFile(file, '\n \n');
  await expect(client.drawings.batch({ checkpoint: painter.large, file, output })).rejects.toMatchObject({ data: { code: 'SENTENCE_EMPTY' } });
  await writeFile(file, Buffer.from([0, 1, 2, 0]));
  await expect(client.drawings.batch({ checkpoint: painter.large, file, output })).rejects.toMatchObject({ data: { code: 'SENTENCES_UNREADABLE' } });
});
