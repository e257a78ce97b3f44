import type { Scores } from '../../shared/scores.ts';
import { scoresSchema } from '../../shared/scores.ts';
import { readJson } from './json.ts';
import type { Catalog } from './open.ts';
import { all, build, change } from './query.ts';

/** Records how good a run was at a step. */
export function setScores(catalog: Catalog, runId: string, step: number, scores: Scores, now: number): void {
  const readings = JSON.stringify(scores);
  const insert = build.insertInto('scores').values({ run_id: runId, step, readings, created_at: now });
  change(
    catalog,
    insert.onConflict((conflict) => conflict.columns(['run_id', 'step']).doUpdateSet({ readings, created_at: now })),
  );
}

/** How good a run was at every step that was looked at, in order. */
export function scoresOf(catalog: Catalog, runId: string): (Scores & { step: number })[] {
  const rows = all(catalog, build.selectFrom('scores').select(['step', 'readings']).where('run_id', '=', runId).orderBy('step'));
  return rows.map(({ step, readings }) => ({ step, ...readJson(scoresSchema, readings, 'scores.readings') }));
}
