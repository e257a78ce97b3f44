import type { Checkpoint, ColouringScore, DrawingScore, Score } from '../../../shared/contract/checkpoints.ts';
import { allCheckpointsOf } from '../../catalog/checkpoints.ts';
import { listRuns } from '../../catalog/runs.ts';
import { scoresOf } from '../../catalog/scores.ts';
import { isTranslation } from '../../../shared/scores.ts';
import type { StudioParts } from '../parts.ts';
import { runOf } from '../runs/describe.ts';
import { iso, isoOrNull } from '../times.ts';

const meanDistance = ({ distance }: Score): number => (distance.a2b.value + distance.b2a.value) / 2;

/** How good a translator was at every step that was scored, oldest first; none of a colourist. */
export function scoresOfRun({ catalog }: StudioParts, run: string): Score[] {
  return scoresOf(catalog, run)
    .filter(isTranslation)
    .map(({ step, cycle, distance }) => ({ step, cycle, distance }));
}

/** How good a colourist was at every step that was scored, oldest first; none of a translator. */
export function colouringOfRun({ catalog }: StudioParts, run: string): ColouringScore[] {
  return scoresOf(catalog, run).flatMap((scores) => ('psnr' in scores ? [{ step: scores.step, psnr: scores.psnr }] : []));
}

/** How good a painter from words was at every step that was scored, oldest first; none of others. */
export function drawingOfRun({ catalog }: StudioParts, run: string): DrawingScore[] {
  return scoresOf(catalog, run).flatMap((scores) => ('precision' in scores ? [scores] : []));
}

const meanPsnr = ({ psnr }: ColouringScore): number => psnr.reduce((sum, { network }) => sum + network.value, 0) / psnr.length;

/** The checkpoints of a run, newest first, those in the bin too. The best is among those that are not. */
function checkpointsOfRun(parts: StudioParts, run: string): Checkpoint[] {
  const scores = new Map(scoresOfRun(parts, run).map((score) => [score.step, score]));
  const colouring = new Map(colouringOfRun(parts, run).map((score) => [score.step, score]));
  const drawing = new Map(drawingOfRun(parts, run).map((score) => [score.step, score]));
  const rows = allCheckpointsOf(parts.catalog, run);
  const scored = rows.flatMap(({ id, step, removed_at }) => {
    const [score, coloured, drawn] = [scores.get(step), colouring.get(step), drawing.get(step)?.distance ?? undefined];
    if (removed_at !== null) return [];
    if (drawn !== undefined) return [{ id, distance: drawn.value }];
    // Of distances the least is best, of PSNR the most.
    if (coloured !== undefined) return [{ id, distance: -meanPsnr(coloured) }];
    return score === undefined ? [] : [{ id, distance: meanDistance(score) }];
  });
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (least, one) => (least === undefined || one.distance < least.distance ? one : least),
    undefined,
  );
  return rows.map(({ id, run_id, run_name, step, epoch, bytes, kept, created_at, removed_at }) => ({
    id,
    run: run_id,
    runName: run_name,
    step,
    epoch,
    bytes,
    kept: kept === 1,
    score: scores.get(step) ?? null,
    colouring: colouring.get(step) ?? null,
    drawing: drawing.get(step) ?? null,
    best: id === best?.id,
    createdAt: iso(created_at),
    removedAt: isoOrNull(removed_at),
  }));
}

/** Checkpoints of a run, or of all runs of a project that are not in the bin, newest first. Throws RUN_UNKNOWN. */
export function listCheckpoints(parts: StudioParts, of: { run: string } | { project: number }): Checkpoint[] {
  if ('run' in of) return checkpointsOfRun(parts, runOf(parts, of.run).id);
  return listRuns(parts.catalog)
    .filter(({ project_id, removed_at }) => project_id === of.project && removed_at === null)
    .flatMap(({ id }) => checkpointsOfRun(parts, id))
    .toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : Number(one.createdAt > other.createdAt) * -1));
}
