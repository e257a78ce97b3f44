import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { recast } from '../recast.ts';
import { drawFolders } from '../studio/pictures.ts';
import type { Figure } from './figures.ts';
import { quantile, times } from './figures.ts';
import type { Frames } from './instruments.ts';
import type { Measured } from './studio.ts';

const SIDE = 4096;
const TAPS = 25;
const SLOWER = 4;
const canvas = '[role=application]';

/** A grey picture with much in it, once. */
async function drawLarge(folder: string): Promise<string> {
  const path = join(folder, 'large.png');
  if (existsSync(path)) return path;
  await mkdir(folder, { recursive: true });
  const shapes = Array.from({ length: 400 }, (_, i) => {
    const [x, y, r] = [(i * 997) % SIDE, (i * 1409) % SIDE, 40 + ((i * 37) % 300)];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(0,0%,${(i * 29) % 100}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}"><rect width="${SIDE}" height="${SIDE}" fill="#999"/>${shapes.join('')}</svg>`;
  await writeFile(path, await sharp(Buffer.from(svg)).png().toBuffer());
  return path;
}

/** The colourists that are measured with, by the names of their runs; how well they paint changes no time. The full one looks at pictures at 256 px, as the paper's. */
const colourists = {
  small: ['--size', '64', '--width', '16', '--batch', '4', '--steps', '4'],
  full: ['--size', '176', '--load-size', '256', '--width', '64', '--batch', '1', '--steps', '1'],
} as const;

/** After so many milliseconds without a new answer on the canvas, the final one is there. */
const REST = 300;

/** Opens the large picture with a colourist in a window, and waits for its first answer. */
async function open({ client, folder, entrance }: Measured, page: Page, colourist: keyof typeof colourists): Promise<void> {
  const { id } = await client.paintings.open({ from: { path: await drawLarge(join(folder, 'paint')) }, checkpoint: colourist });
  await page.goto(entrance);
  await page.goto(`${new URL(entrance).origin}/#/paint/${id}`);
  await page.locator('.state[data-state=full]').waitFor({ timeout: 120_000 });
}

/** Hints all over the picture, one after the other, each once the one before is done. */
async function taps(page: Page): Promise<{ first: number[]; final: number[] }> {
  const [first, final]: [number[], number[]] = [[], []];
  for (let round = 0; round < TAPS; round++) {
    const taken = await tap(page, 0.15 + 0.028 * round, 0.3 + 0.4 * ((round * 7) % 10) * 0.1);
    first.push(taken.first);
    final.push(taken.final);
  }
  return { first, final };
}

/** Presses at shares of the canvas, and waits for the first answer to it and for the final one: milliseconds from the event to the pixels. */
async function tap(page: Page, x: number, y: number): Promise<{ first: number; final: number }> {
  const box = await page.locator(canvas).boundingBox();
  if (box === null) throw new Error('The canvas is not there.');
  await page.locator('.state[data-state=full]').waitFor();
  // Travels as text: it can use nothing from outside.
  await page.evaluate(
    ([selector, rest]) => {
      const element = document.querySelector<HTMLElement>(selector);
      if (element === null) throw new Error('The canvas is not there.');
      (window as unknown as { tapped: Promise<{ first: number; final: number }> }).tapped = new Promise((resolve) => {
        addEventListener(
          'pointerdown',
          (event) => {
            let seen = Number(element.dataset['answers']);
            let first: number | null = null;
            let [last, told] = [0, 0];
            const look = (now: number): void => {
              const after = now - event.timeStamp;
              const answers = Number(element.dataset['answers']);
              if (answers > seen) [seen, first, last] = [answers, first ?? after, after];
              // The page knows of the final answer before it is drawn.
              told = document.querySelector('.state[data-state=full]') === null ? 0 : told || after;
              if (first !== null && told > 0 && after - Math.max(last, told) > rest) resolve({ first, final: last });
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
          },
          { once: true, capture: true },
        );
      });
    },
    [canvas, REST] as const,
  );
  await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  return page.evaluate(() => (window as unknown as { tapped: Promise<{ first: number; final: number }> }).tapped);
}

async function frames(page: Page, move: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => window.instruments.startFrames());
  await move();
  return page.evaluate(() => window.instruments.endFrames());
}

const figuresOf = (name: string, { lengths }: Frames, most: number | null = 17): Figure[] => [
  { name: `${name}: half of ${lengths.length} frames`, value: quantile(lengths, 0.5), unit: 'ms', most: null },
  { name: `${name}: 95 of 100 frames`, value: quantile(lengths, 0.95), unit: 'ms', most },
];

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the browser itself takes: a page with nothing in it but a canvas as large, which is cleared and filled whenever the hand moves. */
async function nothingButACanvas(page: Page, { x, y, width, height }: Box): Promise<void> {
  await page.evaluate(
    ([left, top, across, down]) => {
      document.body.replaceChildren();
      const element = document.createElement('canvas');
      Object.assign(element, { width: across * devicePixelRatio, height: down * devicePixelRatio });
      Object.assign(element.style, { position: 'fixed', left: `${left}px`, top: `${top}px`, width: `${across}px`, height: `${down}px` });
      document.body.append(element);
      const context = element.getContext('2d');
      let [moves, asked] = [0, 0];
      const move = (): void => {
        cancelAnimationFrame(asked);
        asked = requestAnimationFrame(() => {
          if (context === null) return;
          context.fillStyle = `hsl(${(moves += 10)} 50% 50%)`;
          context.clearRect(0, 0, element.width, element.height);
          context.fillRect(0, 0, element.width, element.height);
        });
      };
      addEventListener('pointermove', move);
      addEventListener('wheel', move);
    },
    [x, y, width, height] as const,
  );
}

/** Hints to pixels, and frames while a hand moves, on a picture of 4096 x 4096. */
export async function measurePainting(measured: Measured, say: (line: string) => void): Promise<Figure[]> {
  const { page, protocol } = await measured.window({ selector: canvas });
  say('hints with a colourist at full width');
  await open(measured, page, 'full');
  const full = await taps(page);
  say('hints with a small colourist');
  await open(measured, page, 'small');
  const small = await taps(page);
  const box = await page.locator(canvas).boundingBox();
  if (box === null) throw new Error('The canvas is not there.');
  const at = (turn: number): [number, number] => [box.x + box.width * (0.5 + 0.2 * Math.cos(turn)), box.y + box.height * (0.5 + 0.2 * Math.sin(turn))];
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const drag = async (key: string | null): Promise<void> => {
    if (key !== null) await page.keyboard.press(key);
    await page.mouse.move(...at(0));
    await page.mouse.down();
    for (let step = 0; step < 150; step++) await page.mouse.move(...at(step / 15));
    await page.mouse.up();
  };
  say('stroking, moving and zooming');
  const stroking = await frames(page, () => drag('b'));
  const moving = await frames(page, () => drag('v'));
  const wheel = async (): Promise<void> => {
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, turn < 30 ? -60 : 60);
      await page.waitForTimeout(16);
    }
  };
  const zooming = await frames(page, wheel);
  await nothingButACanvas(page, box);
  const [dragOnly, wheelOnly] = [await frames(page, () => drag(null)), await frames(page, wheel)];
  await page.context().close();
  return [
    ...times('a hint to its first colours, small colourist', small.first, 100),
    ...times('a hint to its final colours, small colourist', small.final, null),
    ...times('a hint to its first colours, full width at 256 px', full.first, 100),
    ...times('a hint to its final colours, full width at 256 px', full.final, null),
    ...figuresOf(`stroking on ${SIDE} px, ${SLOWER}x slower`, stroking),
    ...figuresOf(`moving, ${SLOWER}x slower`, moving),
    ...figuresOf(`zooming, ${SLOWER}x slower`, zooming),
    ...figuresOf('for comparison, a bare canvas that is filled: dragging', dragOnly, null),
    ...figuresOf('for comparison, a bare canvas that is filled: the wheel', wheelOnly, null),
  ];
}

/** Trains the colourists that are measured with, before the studio opens its home. */
export async function trainColourists(folder: string): Promise<void> {
  const { discs } = await drawFolders(join(folder, 'colours'), { count: 12 });
  for (const [name, settings] of Object.entries(colourists)) {
    const always = ['--images', discs, '--seed', '1', '--samples-every', '0', '--name', name, '--home', join(folder, 'home')];
    const { code, err } = await recast('train', 'colorize', ...settings, ...always);
    if (code !== 0) throw new Error(err);
  }
}
