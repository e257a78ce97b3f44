import type { Progress, TrainingPart } from '../../shared/progress.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import { Pace } from './pace.ts';
import type { Position } from './position.ts';

const PROGRESS_SECONDS = 0.1;
const METRICS_SECONDS = 1;

/** Seconds on a clock that only goes forward. */
export function seconds(): number {
  return performance.now() / 1000;
}

/** What the reporter must know of a run to say how long it takes. */
export interface RunLength {
  readonly totalSteps: number;
  /** The step at which its present phase ends, and what the phases after it take in seconds, null where that is not known; left out where there is one. */
  readonly phase?: { readonly end: number; readonly after: number | null };
  /** Pictures a step, of all sides together. */
  readonly picturesPerStep: number;
  /** When the run must end, in `seconds()`; null for no limit. */
  readonly deadline: number | null;
  /** What is learned by now, where a run has parts. */
  readonly part?: TrainingPart | undefined;
}

/**
 * Tells the host how training goes: progress at most ten times a second, and once a second a point of
 * the curves whose losses are the means over the steps since the point before.
 */
export class Reporter {
  readonly #context: TaskContext;
  readonly #length: RunLength;
  readonly #pace: Pace;
  #position: Position;
  #progressAt = Number.NEGATIVE_INFINITY;
  #metricsAt = Number.NEGATIVE_INFINITY;
  #sums: Record<string, number> = {};
  #summed = 0;

  constructor(context: TaskContext, length: RunLength, from: Position) {
    this.#context = context;
    this.#length = length;
    this.#position = from;
    this.#pace = new Pace(seconds(), from.step);
  }

  /** Says that another phase has begun. */
  phase(phase: Progress['phase']): void {
    this.#progressAt = seconds();
    this.#context.report({ type: 'progress', progress: this.#progress(phase) });
  }

  /** Leaves the time since the last step out of the pace. */
  resumed(): void {
    this.#pace.restart(seconds());
    this.phase('training');
  }

  /** Takes in a finished step with its learning rate, and reports what is due. The last step is always reported. */
  step(position: Position, learningRate: number): void {
    const now = seconds();
    this.#position = position;
    this.#pace.note(now, position.step);
    for (const [name, loss] of Object.entries(position.losses)) this.#sums[name] = (this.#sums[name] ?? 0) + loss;
    this.#summed++;
    const isLast = position.step === this.#length.totalSteps;
    if (isLast || now - this.#metricsAt >= METRICS_SECONDS) this.#reportMetrics(now, learningRate);
    if (isLast || now - this.#progressAt >= PROGRESS_SECONDS) this.phase('training');
  }

  #reportMetrics(now: number, learningRate: number): void {
    this.#metricsAt = now;
    const means = Object.entries(this.#sums).map(([name, sum]): [string, number] => [name, sum / this.#summed]);
    const { picturesPerSecond, secondsLeft, memory } = this.#progress('training');
    const measured = { learningRate, memory, ...(picturesPerSecond === null ? {} : { picturesPerSecond }), ...(secondsLeft === null ? {} : { secondsLeft }) };
    this.#context.report({
      type: 'metrics',
      step: this.#position.step,
      epoch: this.#position.epoch,
      values: { ...Object.fromEntries(means), ...measured },
    });
    this.#sums = {};
    this.#summed = 0;
  }

  /** What is left at a rate of the present phase; null where later phases have no forecast and no time is set. */
  #secondsLeft(rate: number, allowed: number): number | null {
    const { totalSteps, phase = { end: totalSteps, after: 0 } } = this.#length;
    const needed = phase.after === null ? Number.POSITIVE_INFINITY : (phase.end - this.#position.step) / rate + phase.after;
    const left = Math.min(allowed, needed);
    return Number.isFinite(left) ? left : null;
  }

  #progress(phase: Progress['phase']): Progress {
    const { totalSteps, picturesPerStep, deadline, part } = this.#length;
    const rate = this.#pace.stepsPerSecond;
    const allowed = deadline === null ? Number.POSITIVE_INFINITY : Math.max(0, deadline - seconds());
    return {
      phase,
      ...(part !== undefined && { part }),
      done: this.#position.step,
      total: totalSteps,
      unit: 'steps',
      secondsLeft: rate === null ? null : this.#secondsLeft(rate, allowed),
      picturesPerSecond: rate === null ? null : rate * picturesPerStep,
      epoch: this.#position.epoch,
      losses: { ...this.#position.losses },
      memory: process.memoryUsage.rss(),
    };
  }
}
