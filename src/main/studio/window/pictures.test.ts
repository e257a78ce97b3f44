import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sharp } from '../../data/sharp.ts';
import { asSharp, paint, plain, temporaryFolders, writeHollowPng, writePng } from '../../data/testing/pictures.ts';
import { answerPicture } from './pictures.ts';
import type { TestWindow } from './testing/testWindow.ts';
import { testWindow } from './testing/testWindow.ts';

const temporary = temporaryFolders();
let folder: string;
let a: string;
let window: TestWindow;
beforeEach(async () => {
  folder = temporary();
  a = join(folder, 'a');
  await writePng(join(a, 'first.png'), plain(300, 100, 200, 30, 40));
  window = await testWindow(folder);
});
afterEach(() => window.close());

/** The addresses of all pictures of side A by name. */
async function addresses(): Promise<Record<string, string>> {
  const { id } = await window.client.projects.create({ folders: { a: [a], b: [] } });
  await window.parts.pictures.library.settled();
  const { items } = await window.client.data.pictures({ project: id, side: 'a', offset: 0, limit: 100 });
  return Object.fromEntries(items.map(({ name, url }) => [name, url]));
}

const ask = (url: string, init?: RequestInit): Promise<Response> => answerPicture(new Request(`http://studio${url}`, init), window.parts);
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

/** The colour in the middle, with its opacity. */
async function middle(response: Response): Promise<{ colour: number[]; width: number; height: number }> {
  const { data, info } = await sharp(await bytesOf(response))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const place = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * 4;
  return { colour: [...data.subarray(place, place + 4)], width: info.width, height: info.height };
}
const near = (colour: number[]): unknown => colour.map((value): unknown => expect.closeTo(value, -1));

test('a thumbnail fits into its square, an original is the file itself; both may be kept for good', async () => {
  const url = (await addresses())['first.png'];
  const small = await ask(`${url}?size=64`);
  expect(small.headers.get('content-type')).toBe('image/webp');
  expect(small.headers.get('x-content-type-options')).toBe('nosniff');
  expect(small.headers.get('cache-control')).toContain('immutable');
  expect(await middle(small)).toEqual({ width: 64, height: 21, colour: near([200, 30, 40, 255]) });
  const whole = await ask(url);
  expect(whole.headers.get('content-type')).toBe('image/png');
  expect(await bytesOf(whole)).toEqual(readFileSync(join(a, 'first.png')));
  expect((await ask(url, { method: 'HEAD' })).headers.get('content-length')).toBe(whole.headers.get('content-length'));
});

test('what is known already is not sent again', async () => {
  const url = (await addresses())['first.png'];
  for (const address of [url, `${url}?size=128`]) {
    const etag = (await ask(address)).headers.get('etag') ?? '';
    const again = await ask(address, { headers: { 'if-none-match': `"other", W/${etag}` } });
    expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
    expect((await ask(address, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  }
});

test('a thumbnail is made once: later ones come from the cache, even where the file is gone', async () => {
  const url = (await addresses())['first.png'];
  const first = await bytesOf(await ask(`${url}?size=256`));
  renameSync(a, `${a}-away`);
  expect(await bytesOf(await ask(`${url}?size=256`))).toEqual(first);
  expect((await ask(`${url}?size=512`)).status).toBe(404);
  expect((await ask(url)).status).toBe(404);
});

test('every kind of picture', async () => {
  const red = plain(40, 20, 230, 10, 20);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>alert(1)</script><rect width="8" height="8" fill="#0000ff"/></svg>';
  writeFileSync(join(a, 'drawing.svg'), svg);
  await asSharp(red).jpeg().withMetadata({ orientation: 6 }).toFile(join(a, 'turned.jpg'));
  await asSharp(red).toColourspace('cmyk').jpeg().toFile(join(a, 'cmyk.jpg'));
  await asSharp(red).tiff().toFile(join(a, 'scan.tiff'));
  await sharp({ create: { width: 30, height: 30, channels: 4, background: { r: 0, g: 255, b: 0, alpha: 0.5 } } })
    .png()
    .toFile(join(a, 'glass.png'));
  const frames = await Promise.all([red, plain(40, 20, 0, 0, 255)].map((pixels) => asSharp(pixels).png().toBuffer()));
  await sharp(frames, { join: { animated: true } })
    .gif()
    .toFile(join(a, 'moving.gif'));
  const all = await addresses();
  const thumbnail = async (name: string): Promise<unknown> => middle(await ask(`${all[name]}?size=64`));
  // Vector files are drawn at the size; pictures are never enlarged.
  expect(await thumbnail('drawing.svg')).toEqual({ width: 64, height: 64, colour: near([0, 0, 255, 255]) });
  expect(await thumbnail('turned.jpg')).toMatchObject({ width: 20, height: 40 });
  // As red as ink can be.
  expect(await thumbnail('cmyk.jpg')).toEqual({ width: 40, height: 20, colour: near([230, 20, 0, 255]) });
  expect(await thumbnail('glass.png')).toEqual({ width: 30, height: 30, colour: near([0, 255, 0, 128]) });
  expect(await thumbnail('moving.gif')).toEqual({ width: 40, height: 20, colour: near([230, 10, 20, 255]) });
  const types = await Promise.all(
    ['moving.gif', 'turned.jpg', 'drawing.svg', 'scan.tiff'].map(async (name) => (await ask(all[name])).headers.get('content-type')),
  );
  // What could hold scripts, and what browsers do not show, is drawn.
  expect(types).toEqual(['image/gif', 'image/jpeg', 'image/webp', 'image/webp']);
});

test('what cannot be read is not found; a huge picture is not decoded', async () => {
  writeFileSync(join(a, 'text.png'), 'text');
  writeHollowPng(join(a, 'huge.png'), 30_000, 30_000, 1, 1);
  const all = await addresses();
  for (const name of ['text.png', 'huge.png']) expect((await ask(`${all[name]}?size=64`)).status).toBe(404);
});

test('nothing but ids leads to a file', async () => {
  const url = (await addresses())['first.png'];
  const [, , , id, version] = url.split('/');
  const addressesOfNothing = [
    '/pictures/data/9999/x',
    `/pictures/data/${id}`,
    `/pictures/data/${id}/${version}/more`,
    '/pictures/data/..%2f..%2fetc/passwd',
    '/pictures/data/1/..%2f..%2f..%2fetc%2fpasswd',
    '/pictures/data/../../etc/passwd',
    '/pictures/constructor/1/1',
    '/pictures/__proto__/1/1',
    '/pictures/data/1e0/x',
    '/pictures/data/-1/x',
    `/pictures//data/${id}/${version}`,
    `/other/data/${id}/${version}`,
    '/pictures',
  ];
  for (const address of addressesOfNothing) expect([address, (await ask(address)).status]).toEqual([address, 404]);
  expect((await ask(`${url}?size=65`)).status).toBe(400);
  expect((await ask(`${url}?size=`)).status).toBe(400);
  expect((await ask(url, { method: 'POST' })).status).toBe(405);
  // Another version of it is answered, but must be asked for again.
  expect((await ask(`/pictures/data/${id}/old`)).headers.get('cache-control')).toBe('private, no-cache');
});

test('a picture of a folder that was taken out is gone', async () => {
  const url = (await addresses())['first.png'];
  const [{ id }] = await window.client.projects.list();
  await window.client.data.removeFolder({ project: id, side: 'a', path: a });
  expect((await ask(`${url}?size=64`)).status).toBe(404);
});

test('many at once are all answered, each drawn once; those nobody waits for are not drawn', async () => {
  const noise = paint(600, 600, (x, y) => [(x * y) % 256, (x + y) % 256, (x ^ y) % 256]);
  for (let i = 0; i < 12; i++) await writePng(join(a, `${i}.png`), noise);
  const all = Object.values(await addresses());
  const stop = new AbortController();
  const left = all.map((url) => ask(`${url}?size=512`, { signal: stop.signal }));
  stop.abort();
  const statuses = (await Promise.all(left)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 499).length).toBeGreaterThan(8);
  const answers = await Promise.all([...all, ...all].map((url) => ask(`${url}?size=256`)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});
