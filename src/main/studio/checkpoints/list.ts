import type { Checkpoint, ColouringScore, DrawingScore, Score } from '../../../shared/contract/checkpoints.ts';
import type { NamedCheckpoint } from '../../catalog/checkpoints.ts';
import { allCheckpointsOf, checkpointsOf } from '../../catalog/checkpoints.ts';
import type { Catalog } from '../../catalog/open.ts';
import { listRuns } from '../../catalog/runs.ts';
import { scoresOf } from '../../catalog/scores.ts';
import type { Scores } from '../../../shared/scores.ts';
import { isTranslation } from '../../../shared/scores.ts';
import type { StudioParts } from '../parts.ts';
import { runOf } from '../runs/describe.ts';
import { iso, isoOrNull } from '../times.ts';

type ScoresAt = Scores & { step: number };

const asTranslator = (scores: ScoresAt): Score | null => (isTranslation(scores) ? { step: scores.step, cycle: scores.cycle, distance: scores.distance } : null);
const asColourist = (scores: ScoresAt): ColouringScore | null => ('psnr' in scores ? { step: scores.step, psnr: scores.psnr } : null);
const asPainter = (scores: ScoresAt): DrawingScore | null => ('precision' in scores ? scores : null);

/** How good a translator was at every step that was scored, oldest first; none of a colourist. */
export function scoresOfRun({ catalog }: StudioParts, run: string): Score[] {
  return scoresOf(catalog, run).flatMap((scores) => asTranslator(scores) ?? []);
}

/** The same of a colourist; none of a translator. */
export function colouringOfRun({ catalog }: StudioParts, run: string): ColouringScore[] {
  return scoresOf(catalog, run).flatMap((scores) => asColourist(scores) ?? []);
}

/** The same of a painter from words; none of others. */
export function drawingOfRun({ catalog }: StudioParts, run: string): DrawingScore[] {
  return scoresOf(catalog, run).flatMap((scores) => asPainter(scores) ?? []);
}

const meanDistance = ({ distance }: Score): number => (distance.a2b.value + distance.b2a.value) / 2;
const meanPsnr = ({ psnr }: ColouringScore): number => psnr.reduce((sum, { network }) => sum + network.value, 0) / psnr.length;

/** How far from good a model was found to be, to compare it with others of its run; null where that was not looked at. */
function badness(scores: ScoresAt): number | null {
  if (isTranslation(scores)) return meanDistance(scores);
  // Of distances the least is best, of PSNR the most.
  return 'psnr' in scores ? -meanPsnr(scores) : (scores.distance?.value ?? null);
}

/** The best of a run's checkpoints, which come newest first, by its id; null where none was scored. Of equals it is the newest. */
function bestOf(checkpoints: readonly NamedCheckpoint[], scoreAt: ReadonlyMap<number, ScoresAt>): string | null {
  let [best, least] = [null as string | null, Infinity];
  for (const { id, step, removed_at } of checkpoints) {
    const scores = scoreAt.get(step);
    const found = removed_at === null && scores !== undefined ? badness(scores) : null;
    if (found !== null && found < least) [best, least] = [id, found];
  }
  return best;
}

const scoresByStep = (catalog: Catalog, run: string): Map<number, ScoresAt> => new Map(scoresOf(catalog, run).map((scores) => [scores.step, scores]));

/** The checkpoints of a run that are not in the bin, newest first, and which of them is the best so far. */
export function presentOf(catalog: Catalog, run: string): { readonly checkpoint: NamedCheckpoint; readonly best: boolean }[] {
  const rows = checkpointsOf(catalog, run);
  const best = bestOf(rows, scoresByStep(catalog, run));
  return rows.map((checkpoint) => ({ checkpoint, best: checkpoint.id === best }));
}

/** The checkpoints of a run, newest first, those in the bin too. The best is among those that are not. */
function checkpointsOfRun(parts: StudioParts, run: string): Checkpoint[] {
  const scoreAt = scoresByStep(parts.catalog, run);
  const rows = allCheckpointsOf(parts.catalog, run);
  const best = bestOf(rows, scoreAt);
  return rows.map(({ id, run_id, run_name, step, epoch, bytes, kept, created_at, removed_at }) => {
    const scores = scoreAt.get(step);
    return {
      id,
      run: run_id,
      runName: run_name,
      step,
      epoch,
      bytes,
      kept: kept === 1,
      score: scores === undefined ? null : asTranslator(scores),
      colouring: scores === undefined ? null : asColourist(scores),
      drawing: scores === undefined ? null : asPainter(scores),
      best: id === best,
      createdAt: iso(created_at),
      removedAt: isoOrNull(removed_at),
    };
  });
}

/** Checkpoints of a run, or of all runs of a project that are not in the bin, newest first. Throws RUN_UNKNOWN. */
export function listCheckpoints(parts: StudioParts, of: { run: string } | { project: number }): Checkpoint[] {
  if ('run' in of) return checkpointsOfRun(parts, runOf(parts, of.run).id);
  return listRuns(parts.catalog)
    .filter(({ project_id, removed_at }) => project_id === of.project && removed_at === null)
    .flatMap(({ id }) => checkpointsOfRun(parts, id))
    .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : Number(one.createdAt > other.createdAt) * -1));
}
