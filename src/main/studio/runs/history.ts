import { setImmediate as turn } from 'node:timers/promises';
import type { Sample } from '../../../shared/contract/runs.ts';
import { projectKinds, sideOfRole } from '../../../shared/projectKinds.ts';
import { metricsAfter } from '../../catalog/metrics.ts';
import { sampleRowsOf } from '../../catalog/sampleRows.ts';
import type { StudioParts } from '../parts.ts';
import { samplePictureUrl } from './addresses.ts';
import { runOf } from './describe.ts';

/** Curves as columns: every series is as long as `step`, null where a point has no such value. */
export interface Columns {
  readonly step: number[];
  readonly series: Record<string, (number | null)[]>;
}

/** Digits of a value: more than a screen has pixels, and half the text. */
const DIGITS = 6;

const shortened = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS)));

/** A run's curves after a step, without holding up the process: 100,000 points take a while. */
export async function curves({ catalog }: StudioParts, run: string, after: number): Promise<Columns> {
  const step: number[] = [];
  const series = new Map<string, (number | null)[]>();
  for (const points of metricsAfter(catalog, run, after)) {
    for (const { step: at, values } of points) {
      for (const [name, value] of Object.entries(values)) {
        let column = series.get(name);
        if (column === undefined) series.set(name, (column = []));
        while (column.length < step.length) column.push(null);
        column.push(shortened(value));
      }
      step.push(at);
    }
    await turn();
  }
  for (const column of series.values()) while (column.length < step.length) column.push(null);
  return { step, series: Object.fromEntries(series) };
}

/** What held-out pictures became, oldest step first. Throws RUN_UNKNOWN. */
export function samplePictures(parts: StudioParts, run: string): Sample[] {
  const { architecture } = runOf(parts, run);
  const { columns, after } = projectKinds[architecture];
  const samples: Sample[] = [];
  for (const { step, side: role, place, files } of sampleRowsOf(parts.catalog, run)) {
    const side = sideOfRole(architecture, role);
    // What older versions drew otherwise.
    if (side === undefined || !(after in files)) continue;
    const there = columns.filter((column) => column in files);
    const row = Object.fromEntries(there.map((column) => [column, samplePictureUrl(run, step, role, place, column)]));
    const last = samples.at(-1);
    if (last?.step === step && last.side === side) last.rows.push(row);
    else samples.push({ step, side, rows: [row] });
  }
  return samples;
}
