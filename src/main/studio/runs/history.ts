import { setImmediate as turn } from 'node:timers/promises';
import type { Sample } from '../../../shared/contract/runs.ts';
import { packSteps, packValues } from '../../../shared/columns.ts';
import { projectKinds, sideOfRole } from '../../../shared/projectKinds.ts';
import { metricsAfter } from '../../catalog/metrics.ts';
import { sampleRowsOf } from '../../catalog/sampleRows.ts';
import type { StudioParts } from '../parts.ts';
import { samplePictureUrl } from './addresses.ts';
import { runOf } from './describe.ts';

/** Curves as packed columns: every series is as long as `step`, NaN where a point has no such value. */
export interface Columns {
  readonly step: Blob;
  readonly series: Record<string, Blob>;
}

/** A run's curves after a step, without holding up the process: 100,000 points take a while. */
export async function curves({ catalog }: StudioParts, run: string, after: number): Promise<Columns> {
  const step: number[] = [];
  const series = new Map<string, number[]>();
  for (const points of metricsAfter(catalog, run, after)) {
    for (const { step: at, values } of points) {
      for (const [name, value] of Object.entries(values)) {
        let column = series.get(name);
        if (column === undefined) series.set(name, (column = []));
        while (column.length < step.length) column.push(NaN);
        column.push(value);
      }
      step.push(at);
    }
    await turn();
  }
  for (const column of series.values()) while (column.length < step.length) column.push(NaN);
  return { step: packSteps(step), series: Object.fromEntries([...series].map(([name, column]) => [name, packValues(column)])) };
}

/** What held-out pictures became, oldest step first. Throws RUN_UNKNOWN. */
export function samplePictures(parts: StudioParts, run: string): Sample[] {
  const { architecture } = runOf(parts, run);
  const { columns, after } = projectKinds[architecture];
  const samples: Sample[] = [];
  for (const { step, side: role, place, files, sentence } of sampleRowsOf(parts.catalog, run)) {
    const side = sideOfRole(architecture, role);
    // What older versions drew otherwise.
    if (side === undefined || !(after in files)) continue;
    const there = columns.filter((column) => column in files);
    const row = Object.fromEntries(there.map((column) => [column, samplePictureUrl(run, step, role, place, column)]));
    const last = samples.at(-1);
    if (last?.step === step && last.side === side) {
      last.rows.push(row);
      last.sentences.push(sentence);
    } else samples.push({ step, side, rows: [row], sentences: [sentence] });
  }
  return samples;
}
