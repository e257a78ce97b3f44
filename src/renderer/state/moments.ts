import type { Checkpoint, ColouringScore, DrawingScore, Score } from '../../shared/contract/checkpoints.ts';
import type { Direction } from '../../shared/contract/procedure.ts';
import type { Sample } from '../../shared/contract/runs.ts';

/** A step of a training at which there is something to look at. */
export interface Moment {
  readonly step: number;
  /** The checkpoint at exactly this step. */
  readonly checkpoint: Checkpoint | null;
  readonly score: Score | null;
  /** How good a colourist was; null where that was not looked at, and of translators. */
  readonly colouring: ColouringScore | null;
  /** How good a painter from words was; null where that was not looked at, and of others. */
  readonly drawing: DrawingScore | null;
  /** The step of the newest samples that had been drawn by then; null where there were none. */
  readonly sampleStep: number | null;
}

/** Every step with samples, a checkpoint or a score, oldest first. */
export function momentsOf(
  samples: readonly Sample[],
  checkpoints: readonly Checkpoint[],
  scores: readonly Score[],
  colouring: readonly ColouringScore[] = [],
  drawing: readonly DrawingScore[] = [],
): Moment[] {
  const present = checkpoints.filter((checkpoint) => checkpoint.removedAt === null);
  const checkpointAt = new Map(present.map((checkpoint) => [checkpoint.step, checkpoint]));
  const scoreAt = new Map(scores.map((score) => [score.step, score]));
  const colouringAt = new Map(colouring.map((score) => [score.step, score]));
  const drawingAt = new Map(drawing.map((score) => [score.step, score]));
  const drawn = new Set(samples.map(({ step }) => step));
  const steps = [...new Set([...drawn, ...checkpointAt.keys(), ...scoreAt.keys(), ...colouringAt.keys(), ...drawingAt.keys()])].toSorted((a, b) => a - b);
  let sampleStep: number | null = null;
  return steps.map((step) => {
    if (drawn.has(step)) sampleStep = step;
    const checkpoint = checkpointAt.get(step) ?? null;
    return {
      step,
      checkpoint,
      score: scoreAt.get(step) ?? checkpoint?.score ?? null,
      colouring: colouringAt.get(step) ?? checkpoint?.colouring ?? null,
      drawing: drawingAt.get(step) ?? checkpoint?.drawing ?? null,
      sampleStep,
    };
  });
}

/** The moment of the best checkpoint; null before any was judged. */
export function bestOf(moments: readonly Moment[]): Moment | null {
  return moments.find(({ checkpoint }) => checkpoint?.best === true) ?? null;
}

/** The moment with a checkpoint that is nearest to a step; null where there is no checkpoint. */
export function nearestCheckpoint(moments: readonly Moment[], step: number): Moment | null {
  const candidates = moments.filter(({ checkpoint }) => checkpoint !== null);
  return candidates.reduce<Moment | null>(
    (nearest, moment) => (nearest === null || Math.abs(moment.step - step) < Math.abs(nearest.step - step) ? moment : nearest),
    null,
  );
}

/** A point of a curve of scores, with one standard error; zero where it has none. */
export interface ScorePoint {
  readonly step: number;
  readonly value: number;
  readonly error: number;
}

/** Only translators are scored by the way to the other side and back. */
const isThereAndBack = (direction: Direction): direction is 'a2b' | 'b2a' => direction === 'a2b' || direction === 'b2a';

/** How far translated pictures are from real ones, by step. */
export const distances = (moments: readonly Moment[], direction: Direction): ScorePoint[] =>
  moments.flatMap(({ step, score }) => (score === null || !isThereAndBack(direction) ? [] : [{ step, ...score.distance[direction] }]));

/** How much pictures change on their way there and back, by step. */
export const cycles = (moments: readonly Moment[], direction: Direction): ScorePoint[] =>
  moments.flatMap(({ step, score }) =>
    score === null || !isThereAndBack(direction) ? [] : [{ step, value: direction === 'a2b' ? score.cycle.a : score.cycle.b, error: 0 }],
  );

/** How near a colourist came to the real pictures, the mean over all numbers of hints, by step. */
export const closeness = (moments: readonly Moment[]): ScorePoint[] =>
  moments.flatMap(({ step, colouring }) =>
    colouring === null ? [] : [{ step, value: colouring.psnr.reduce((sum, { network }) => sum + network.value, 0) / colouring.psnr.length, error: 0 }],
  );
