import { setImmediate as turn } from 'node:timers/promises';
import type { Sample } from '../../../shared/contract/runs.ts';
import { sideSchema } from '../../../shared/contract/procedure.ts';
import { metricsAfter } from '../../catalog/metrics.ts';
import { sampleRowsOf } from '../../catalog/sampleRows.ts';
import type { StudioParts } from '../parts.ts';
import { samplePictureUrl } from './addresses.ts';

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

/** What held-out pictures became, oldest step first. */
export function samplePictures({ catalog }: StudioParts, run: string): Sample[] {
  const samples: (Sample & { rows: Sample['rows'] })[] = [];
  for (const { step, side: stored, place, files } of sampleRowsOf(catalog, run)) {
    const side = sideSchema.safeParse(stored);
    // Only translators go there and back.
    if (!side.success || !('translated' in files) || !('back' in files)) continue;
    const url = (column: string): string => samplePictureUrl(run, step, stored, place, column);
    const row = { real: url('real'), translated: url('translated'), back: url('back'), identity: 'identity' in files ? url('identity') : null };
    const last = samples.at(-1);
    if (last?.step === step && last.side === side.data) last.rows.push(row);
    else samples.push({ step, side: side.data, rows: [row] });
  }
  return samples;
}
