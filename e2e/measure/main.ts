import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setup } from '../studio/build.ts';
import { measureChart } from './chart.ts';
import { measureChoices, trainMany } from './choices.ts';
import { measureClicks } from './clicks.ts';
import type { Figure } from './figures.ts';
import { table } from './figures.ts';
import { measureFirstPage } from './firstPage.ts';
import { measureFrames, measureGrid } from './grid.ts';
import { measureAdding, measureDoctor } from './host.ts';
import { measurePainting, trainColourists } from './painting.ts';
import type { Measured } from './studio.ts';
import { openMeasured } from './studio.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What can be measured, by name. */
const measures: Readonly<Record<string, (measured: Measured, say: (line: string) => void) => Promise<Figure[]>>> = {
  'first-page': measureFirstPage,
  chart: measureChart,
  clicks: measureClicks,
  choices: measureChoices,
  grid: measureGrid,
  frames: measureFrames,
  painting: measurePainting,
  adding: measureAdding,
  doctor: measureDoctor,
};

/** What is done in the home before the studio opens it. */
const preparations: Readonly<Record<string, (folder: string) => Promise<void>>> = { painting: trainColourists, choices: trainMany };

/** Measures the built window in a real browser, and says which figures are over their marks; 1 if any is. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { folder: { type: 'string' } } });
  const unknown = positionals.filter((name) => !(name in measures));
  if (unknown.length > 0) {
    say(`There is no measure called ${unknown.join(', ')}; there are ${Object.keys(measures).join(', ')}.`);
    return 2;
  }
  setup();
  const kept = values.folder === undefined ? null : resolve(values.folder);
  if (kept !== null) await mkdir(kept, { recursive: true });
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'recast-measure-')));
  const figures: Figure[] = [];
  try {
    for (const name of positionals.length > 0 ? positionals : Object.keys(measures)) {
      say(`\n${name}`);
      await preparations[name]?.(folder);
      const measured = await openMeasured(folder);
      try {
        const [before] = loadavg();
        const found = (await measures[name]?.(measured, say)) ?? [];
        process.stdout.write(`\n${name} (load of the machine before: ${(before ?? NaN).toFixed(1)})\n${table(found)}\n`);
        figures.push(...found);
      } finally {
        await measured.close();
      }
    }
  } finally {
    if (kept === null) await rm(folder, { recursive: true, force: true });
  }
  process.stdout.write(`\n${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown'}, ${process.platform}-${process.arch}\n`);
  return figures.some(({ value, most }) => most !== null && !(value <= most)) ? 1 : 0;
}

process.exitCode = await main();
