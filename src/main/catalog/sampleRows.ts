import * as z from 'zod';
import { readJson } from './json.ts';
import type { Catalog } from './open.ts';
import { all, build, change, one } from './query.ts';

/** Held-out pictures of a run at a step: the path below the run's folder by column (`real`, `translated`, `back`, `identity`). */

const filesSchema = z.record(z.string(), z.string());

/** A held-out picture and what the networks made of it. */
export interface SampleRow {
  readonly step: number;
  readonly side: string;
  readonly place: number;
  readonly files: Readonly<Record<string, string>>;
  /** What it was drawn from, where that is a sentence. */
  readonly sentence: string | null;
}

/** Records the rows of a side at a step, in place of those that were there; `sentences` are what they were drawn from, if there are any. */
export function setSampleRows(
  catalog: Catalog,
  runId: string,
  step: number,
  side: string,
  rows: readonly Readonly<Record<string, string>>[],
  sentences: readonly string[] = [],
): void {
  const set = catalog.transaction(() => {
    change(catalog, build.deleteFrom('sample_rows').where('run_id', '=', runId).where('step', '=', step).where('side', '=', side));
    rows.forEach((files, place) => {
      const sentence = sentences[place] ?? null;
      change(catalog, build.insertInto('sample_rows').values({ run_id: runId, step, side, place, files: JSON.stringify(files), sentence }));
    });
  });
  set();
}

/** All rows of a run in the order of steps, sides and places. */
export function sampleRowsOf(catalog: Catalog, runId: string): SampleRow[] {
  const rows = all(catalog, build.selectFrom('sample_rows').selectAll().where('run_id', '=', runId).orderBy('step').orderBy('side').orderBy('place'));
  return rows.map(({ step, side, place, files, sentence }) => ({ step, side, place, files: readJson(filesSchema, files, 'sample_rows.files'), sentence }));
}

/** The path below the run's folder of one picture. */
export function sampleFile(catalog: Catalog, at: { run: string; step: number; side: string; place: number; column: string }): string | undefined {
  const { run, step, side, place, column } = at;
  const found = one(
    catalog,
    build.selectFrom('sample_rows').select('files').where('run_id', '=', run).where('step', '=', step).where('side', '=', side).where('place', '=', place),
  );
  return found === undefined ? undefined : readJson(filesSchema, found.files, 'sample_rows.files')[column];
}

/** The newest step that has rows, with its first side and place; undefined where there is none. */
export function newestSample(catalog: Catalog, runId: string): { step: number; side: string; place: number } | undefined {
  return one(
    catalog,
    build
      .selectFrom('sample_rows')
      .select(['step', 'side', 'place'])
      .where('run_id', '=', runId)
      .orderBy('step', 'desc')
      .orderBy('side')
      .orderBy('place')
      .limit(1),
  );
}
