import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { accountFor } from './account.ts';
import type { Figure } from './figures.ts';
import { quantile } from './figures.ts';
import type { Frames } from './instruments.ts';
import { heapOf, memoryOfPages } from './memory.ts';
import { drawMany } from './pictures.ts';
import type { Measured } from './studio.ts';

const COUNT = 50_000;
const SLOWER = 4;
/** No frame may take longer, in milliseconds. */
const LONG = 50;
const MEGABYTE = 1e6;

/** Pixels of one turn of the wheel, and how often it is turned. */
interface Wheel {
  readonly pixels: number;
  readonly every: number;
}

/** Makes the project once: side A has the pictures, side B a few. Waits until all is known of them, which a run before may not have. */
async function project({ client, folder }: Measured): Promise<number> {
  const known = (await client.projects.list()).find(({ name }) => name === 'Many');
  const [many, few] = [join(folder, 'many'), join(folder, 'few')];
  await drawMany(many, COUNT);
  await drawMany(few, 50);
  const { id } = known ?? (await client.projects.create({ name: 'Many', folders: { a: [many], b: [few] } }));
  for await (const { looking } of await client.data.doctor({ project: id })) if (looking === null) break;
  return id;
}

/** Turns the wheel over the grid until its end, or for so many milliseconds, and gives the frames meanwhile. */
async function roll(page: Page, { pixels, every }: Wheel, most: number): Promise<Frames> {
  const grid = page.getByRole('listbox').first();
  await grid.hover();
  await page.evaluate(() => window.instruments.startFrames());
  const end = Date.now() + most;
  while (Date.now() < end) {
    await page.mouse.wheel(0, pixels);
    await page.waitForTimeout(every);
    if (await grid.evaluate((element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 1)) break;
  }
  return page.evaluate(() => window.instruments.endFrames());
}

const figuresOf = (name: string, { lengths }: Frames): Figure[] => [
  { name: `${name}: longest of ${lengths.length} frames`, value: Math.max(...lengths), unit: 'ms', most: LONG },
  { name: `${name}: 99 of 100 frames`, value: quantile(lengths, 0.99), unit: 'ms', most: LONG },
  { name: `${name}: frames over ${LONG} ms`, value: (100 * lengths.filter((length) => length > LONG).length) / lengths.length, unit: '%', most: null },
];

/** How the wheel is turned, and for how many milliseconds at most. */
const wheels = {
  reading: [{ pixels: 120, every: 60 }, 15_000],
  hurrying: [{ pixels: 600, every: 30 }, 15_000],
  'to the end': [{ pixels: 8000, every: 0 }, 60_000],
} as const;

/** Opens the page of the pictures in a browser whose processor is slowed. */
async function opened(measured: Measured, say: (line: string) => void): Promise<Awaited<ReturnType<Measured['window']>>> {
  say(`drawing ${COUNT} pictures, once`);
  const id = await project(measured);
  const window = await measured.window({ selector: 'main [role=option]' });
  await window.page.goto(measured.entrance);
  await window.page.goto(`${new URL(measured.entrance).origin}/#/projects/${id}/data`);
  await window.page.locator('main [role=option]').first().waitFor();
  await window.page.waitForTimeout(1000);
  await window.protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return window;
}

/** A grid of 50,000 pictures, scrolled in a browser whose processor is slowed. */
export async function measureGrid(measured: Measured, say: (line: string) => void): Promise<Figure[]> {
  const { page, protocol } = await opened(measured, say);
  const slow: Frames['slow'][number][] = [];
  const figures: Figure[] = [];
  for (const [name, [wheel, most]] of Object.entries(wheels)) {
    say(`scrolling: ${name}`);
    const frames = await roll(page, wheel, most);
    figures.push(...figuresOf(`grid of 50,000, ${SLOWER}x slower, ${name}`, frames));
    slow.push(...frames.slow);
  }
  for (const { length, ran } of slow.toSorted((one, other) => other.length - one.length).slice(0, 8)) say(`  ${length.toFixed(0)} ms: ${ran.join('; ')}`);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const { scrollTop, all } = await page
    .getByRole('listbox')
    .first()
    .evaluate((element) => ({ scrollTop: element.scrollTop + element.clientHeight, all: element.scrollHeight }));
  if (scrollTop < all - 1) say(`scrolled through ${((100 * scrollTop) / all).toFixed(0)} % only`);
  const memory = await memoryOfPages(measured.browser);
  const heap = await heapOf(protocol);
  await page.context().close();
  return [
    ...figures,
    { name: 'memory of the process that draws it, all that is resident', value: memory.resident / MEGABYTE, unit: 'MB', most: 300 },
    { name: 'memory that it shares with no other process', value: memory.own / MEGABYTE, unit: 'MB', most: null },
    { name: "the page's own objects (JavaScript heap)", value: heap / MEGABYTE, unit: 'MB', most: null },
  ];
}

/** Where the time of frames over 50 ms goes, a few seconds of each way of scrolling. Writing that down slows the browser further. */
export async function measureFrames(measured: Measured, say: (line: string) => void): Promise<Figure[]> {
  const { page } = await opened(measured, say);
  const figures: Figure[] = [];
  for (const [name, [wheel]] of Object.entries(wheels)) {
    say(`scrolling: ${name}`);
    const { frames, long, worked, waited } = await accountFor(measured.browser, LONG, () => roll(page, wheel, 6_000));
    const share = (what: string, value: number): Figure => ({ name: `  of their time: ${what}`, value: 100 * value, unit: '%', most: null });
    figures.push({ name: `${name}: frames over ${LONG} ms, of ${frames}`, value: long, unit: '', most: null });
    if (long === 0) continue;
    figures.push(share('no work, or no processor for it', waited), ...worked.slice(0, 6).map(([kind, value]) => share(kind, value)));
  }
  await page.context().close();
  return figures;
}
