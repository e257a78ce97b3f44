import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { HintsDocument } from '../../../../shared/hints.ts';
import { noHints } from '../../../../shared/hints.ts';
import type { Pixels } from '../../../data/pixels.ts';
import { paint, writePng } from '../../../data/testing/pictures.ts';
import type { RealWindow } from './realWindow.ts';
import { ended, realWindow, until } from './realWindow.ts';

const settings = { size: 32, loadSize: 36, width: 4, ndf: 4, batch: 2, steps: 6, initGain: 0.1, learningRate: 0.001 };

/** Colours that no two pictures share, with an edge in each. */
export const colourful = (seed: number, width: number, height: number): Pixels =>
  paint(width, height, (x, y) => [(x * 5 + seed * 40) % 256, (y * 7 + seed * 90) % 256, x > y ? 200 : (seed * 25) % 256]);

/** A checkpoint of a colourist that has trained for some steps. */
export async function teach({ client }: RealWindow, folder: string, mode: 'photo' | 'sketch'): Promise<string> {
  const images = join(folder, 'colour');
  for (let i = 0; i < 6; i++) await writePng(join(images, `${i}.png`), colourful(i, 40, 40));
  const project = await client.projects.create({ kind: 'colorize', name: mode, folders: { a: [images], b: [] } });
  const training = { settings: { ...settings, mode }, checkpointEvery: { minutes: null, steps: 6 }, keepCheckpoints: 3, samplesEvery: 0, samplePictures: 0 };
  const { run } = await client.runs.start({ project: project.id, name: mode, training });
  const { state } = await until(await client.runs.watch({ run }), (live) => ended.includes(live.state));
  expect(state).toBe('finished');
  return `${run}-6`;
}

/** A window in a folder of its own, with a checkpoint of a colourist of photos. */
export async function colouristWindow(): Promise<{ folder: string; window: RealWindow; checkpoint: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'recast-'));
  const window = await realWindow(folder);
  return { folder, window, checkpoint: await teach(window, folder, 'photo') };
}

/** A point of each colour in a row, and a green stroke. */
export const hintsAt = (...colours: [number, number][]): HintsDocument => ({
  ...noHints,
  points: colours.map((colour, i) => ({ x: 0.3 + 0.2 * i, y: 0.5, radius: 0.1, colour })),
  strokes: [
    {
      points: [
        [0.1, 0.1],
        [0.9, 0.2],
      ],
      radius: 0.02,
      colour: [-40, 30],
    },
  ],
});

/** Opens a colourful picture as a painting. */
export const openPicture = async ({ client }: RealWindow, folder: string, name: string, width = 61, height = 40) =>
  client.paintings.open({ from: { path: await writePng(join(folder, name), colourful(9, width, height)) } });
