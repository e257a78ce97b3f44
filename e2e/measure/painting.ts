import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { recast } from '../recast.ts';
import { drawFolders } from '../studio/pictures.ts';
import { nothingButACanvas } from './bareCanvas.ts';
import type { Figure } from './figures.ts';
import { quantile, times } from './figures.ts';
import type { Frames } from './instruments.ts';
import type { Legs } from './legs.ts';
import { installLegs, legFigures } from './legs.ts';
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

/** What came of a press, in milliseconds from the event until the page had painted it. */
interface Taken {
  readonly first: number;
  /** Null where it was not waited for. */
  readonly final: number | null;
  /** The full answer to the press before was not there yet. */
  readonly busy: boolean;
  readonly legs: Legs;
}

const spotOf = (round: number): [number, number] => [0.15 + 0.028 * round, 0.3 + 0.4 * ((round * 7) % 10) * 0.1];

/** Hints all over the picture, one after the other, each once the one before is done. */
async function taps(page: Page): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (let round = 0; round < TAPS; round++) {
    await page.locator('.state[data-state=full]').waitFor();
    taken.push(await tap(page, spotOf(round), 'final'));
  }
  return taken;
}

/** Hints that are put while the full answer to the one before is being computed. */
async function quickTaps(page: Page): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (let round = 0; round < TAPS; round++) {
    await page.locator('.state[data-state=full]').waitFor();
    // Where nothing was put yet.
    const [x, y] = [spotOf(round)[0] + 0.014, spotOf(round)[1]];
    await tap(page, [x, y], 'first');
    await page.waitForTimeout((round * 67) % 300);
    taken.push(await tap(page, [x, 0.95 - y], 'first'));
  }
  return taken.filter(({ busy }) => busy);
}

/** Presses at shares of the canvas, and waits for the first answer to it, and for the final one where that is asked for. */
async function tap(page: Page, [x, y]: [number, number], until: 'first' | 'final'): Promise<Taken> {
  const box = await page.locator(canvas).boundingBox();
  if (box === null) throw new Error('The canvas is not there.');
  // Travels as text: it can use nothing from outside.
  await page.evaluate(
    ([selector, rest, wanted]) => {
      const element = document.querySelector<HTMLElement>(selector);
      if (element === null) throw new Error('The canvas is not there.');
      const isFull = (): boolean => document.querySelector('.state[data-state=full]') !== null;
      window.watchLegs();
      (window as unknown as { tapped: Promise<unknown> }).tapped = new Promise((resolve) => {
        addEventListener(
          'pointerdown',
          ({ timeStamp }) => {
            const busy = !isFull();
            let seen = Number(element.dataset['answers']);
            let first: number | null = null;
            let [last, told, going] = [0, 0, true];
            // Sizes are told when all callbacks of a frame have run: what is to be seen then is painted, and the message comes after that.
            const probe = document.createElement('div');
            probe.style.cssText = 'position: fixed; height: 1px; width: 1px; contain: strict';
            document.body.append(probe);
            const { port1, port2 } = new MessageChannel();
            const watch = new ResizeObserver(() => port2.postMessage({ answers: Number(element.dataset['answers']), full: isFull() }));
            watch.observe(probe);
            const frame = (): void => {
              probe.style.width = probe.style.width === '1px' ? '2px' : '1px';
              if (going) requestAnimationFrame(frame);
            };
            // Not before something is to be seen: frames that only the measure asks for are drawn by the cores that the answer is computed on.
            const come = new MutationObserver(() => {
              come.disconnect();
              requestAnimationFrame(frame);
            });
            come.observe(element, { attributes: true, attributeFilter: ['data-answers'] });
            port1.onmessage = ({ data }: MessageEvent<{ answers: number; full: boolean }>) => {
              const after = performance.now() - timeStamp;
              if (data.answers > seen) [seen, first, last] = [data.answers, first ?? after, after];
              // The page knows of the final answer before it is drawn.
              told = data.full ? told || after : 0;
              if (first === null || !going || (wanted === 'final' && !(told > 0 && after - Math.max(last, told) > rest))) return;
              going = false;
              watch.disconnect();
              probe.remove();
              resolve({ first, final: wanted === 'final' ? last : null, busy, legs: window.legsSince(timeStamp) });
            };
          },
          { once: true, capture: true },
        );
      });
    },
    [canvas, REST, until] as const,
  );
  await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  return page.evaluate(() => (window as unknown as { tapped: Promise<Taken> }).tapped);
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

const firsts = (taken: readonly Taken[]): number[] => taken.map(({ first }) => first);

const answerFigures = (name: string, taken: readonly Taken[]): Figure[] => [
  ...times(`a hint to its first colours, ${name}`, firsts(taken), 100),
  ...legFigures(`of that, ${name}`, taken),
  ...times(
    `a hint to its final colours, ${name}`,
    taken.map(({ final }) => final ?? NaN),
    null,
  ),
];

/** Hints to pixels, and frames while a hand moves, on a picture of 4096 x 4096. */
export async function measurePainting(measured: Measured, say: (line: string) => void): Promise<Figure[]> {
  const { page, protocol } = await measured.window({ selector: canvas });
  await page.addInitScript(installLegs);
  say('hints with a colourist at full width');
  await open(measured, page, 'full');
  const full = await taps(page);
  say('hints while the full answer to the one before is computed');
  const quick = await quickTaps(page);
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
    ...answerFigures('small colourist', small),
    ...answerFigures('full width at 256 px', full),
    ...times('a hint put while a full answer runs to its first colours, full width', firsts(quick), null),
    ...figuresOf(`stroking on ${SIDE} px, ${SLOWER}x slower`, stroking),
    ...figuresOf(`moving, ${SLOWER}x slower`, moving),
    ...figuresOf(`zooming, ${SLOWER}x slower`, zooming),
    ...figuresOf('for comparison, a bare canvas that is filled: dragging', dragOnly, null),
    ...figuresOf('for comparison, a bare canvas that is filled: the wheel', wheelOnly, null),
  ];
}

/** Trains the colourists that are measured with, before the studio opens its home; once, where the folder is kept. */
export async function trainColourists(folder: string): Promise<void> {
  const { discs } = await drawFolders(join(folder, 'colours'), { count: 12 });
  for (const [name, settings] of Object.entries(colourists)) {
    const trained = join(folder, `${name}.trained`);
    if (existsSync(trained)) continue;
    const always = ['--images', discs, '--seed', '1', '--samples-every', '0', '--name', name, '--home', join(folder, 'home')];
    const { code, err } = await recast('train', 'colorize', ...settings, ...always);
    if (code !== 0) throw new Error(err);
    await writeFile(trained, '');
  }
}
