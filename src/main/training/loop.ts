import { setImmediate } from 'node:timers/promises';
import { RecastError } from '../../shared/errors/index.ts';
import type { Batch, BatchLoader } from '../data/batches.ts';
import type { CompiledProgram, ExecutorState } from '../engine/executor.ts';
import type { HostTensors } from '../engine/program.ts';
import type { Random } from '../engine/random.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import type { TrainTask } from '../jobs/messages.ts';
import type { Recipe } from '../models/architecture.ts';
import { feedInputs } from './feeds.ts';
import type { ImagePool, PoolDraw } from './imagePool.ts';
import type { Position } from './position.ts';
import type { Reporter } from './reporter.ts';
import { seconds } from './reporter.ts';
import { learningRateAt } from './schedule.ts';
import type { StepWords } from './words.ts';

/** A phase of a run: its name, the steps done before it, and its own. */
export interface PhasePlace {
  readonly name: string;
  readonly begun: number;
  readonly steps: number;
}

/** What moves while a run is trained. */
export interface Session {
  readonly recipe: Recipe;
  readonly step: CompiledProgram;
  /** Parameters and what the optimizer keeps. */
  readonly state: ExecutorState;
  readonly batches: BatchLoader;
  /** By the name of the output that fills them. */
  readonly pools: ReadonlyMap<string, ImagePool>;
  readonly totalSteps: number;
  /** Where the random inputs of steps come from. */
  readonly random: Random;
  /** What the pictures' captions say, for architectures that learn from them. */
  readonly words?: StepWords;
  /** Files of what they are read by, which checkpoints keep. */
  readonly extras?: Readonly<Record<string, Uint8Array>>;
  /** Parameters of earlier phases that this one does not work with, which checkpoints keep. */
  readonly carried?: HostTensors;
  /** Where this phase lies in the run; left out where there is only one. */
  readonly phase?: PhasePlace;
}

/** What happens between steps, and how often. */
export interface LoopPlan {
  readonly checkpointEvery: TrainTask['checkpointEvery'];
  /** Steps between sample sheets; 0 for none. */
  readonly samplesEvery: number;
  /** When the run must end, in `seconds()`; null for no limit. */
  readonly deadline: number | null;
  /** Saves a checkpoint; the one before it, or the beginning, is that of step `lastSaved`. Throws TRAINING_DIVERGED where a weight is no number. */
  save(at: Position, lastSaved: number): Promise<void>;
  drawSamples(at: Position): Promise<void>;
  /** Says how good what was just saved is; in any case where it is the `last` of a run that was not stopped. */
  score(at: Position, last: boolean): Promise<void>;
}

/** Why a loop ended: all steps done, the time was up, or it was asked to stop. */
export type LoopEnd = 'complete' | 'time' | 'stopped';

/** One step, counted from 0 in its phase: draws from the pools, runs the program, fills the pools. Returns the losses by name. */
export async function takeStep(session: Session, batch: Batch, step: number, learningRate: number): Promise<Record<string, number>> {
  const { recipe, pools } = session;
  const draws = new Map<string, PoolDraw>();
  for (const [name, source] of Object.entries(recipe.inputs)) {
    const pool = source.from === 'pool' ? pools.get(source.of) : undefined;
    if (source.from === 'pool' && pool !== undefined) draws.set(source.of, pool.draw(recipe.step.inputs[name].shape));
  }
  const { pictures, shown } = batch;
  const material = { pictures, shown, words: session.words, pools: draws, learningRate, step: step + 1, random: session.random.split(step) };
  const inputs: HostTensors = feedInputs(recipe.inputs, recipe.step.inputs, material);
  const fresh = [...pools].filter(([, pool]) => pool.wantsFresh).map(([name]) => name);
  const outputs = await session.step.run(session.state, inputs, [...recipe.losses, ...fresh]);
  for (const name of fresh) pools.get(name)?.put(outputs[name]);
  return Object.fromEntries(recipe.losses.map((name) => [name, outputs[name].values[0]]));
}

/** A training that has saved nothing yet does so after this many minutes at the latest: what is lost then is little. */
const FIRST_MINUTES = 1;

/** Saves when a number of steps or minutes has passed since the last time, and never the same step twice; so it goes with samples. */
class CheckpointClock {
  readonly #plan: LoopPlan;
  #lastSaved: number;
  #lastDrawn = -1;
  #at = seconds();

  constructor(plan: LoopPlan, step: number) {
    this.#plan = plan;
    this.#lastSaved = step;
  }

  /** The step of the last checkpoint, or that of the beginning. */
  get lastSaved(): number {
    return this.#lastSaved;
  }

  isDue(step: number): boolean {
    const { steps, minutes } = this.#plan.checkpointEvery;
    if (steps !== null && step % steps === 0) return true;
    return minutes !== null && seconds() - this.#at >= 60 * (this.#lastSaved === 0 ? Math.min(minutes, FIRST_MINUTES) : minutes);
  }

  /** Saves, and shows and scores what was saved. */
  async save(at: Position, last = false): Promise<void> {
    if (at.step !== this.#lastSaved) {
      await this.#plan.save(at, this.#lastSaved);
      await this.#plan.score(at, last);
      await this.draw(at);
    }
    this.#lastSaved = at.step;
    this.#at = seconds();
  }

  /** Draws samples, never of the same step twice. */
  async draw(at: Position): Promise<void> {
    if (this.#plan.samplesEvery === 0 || at.step === this.#lastDrawn) return;
    this.#lastDrawn = at.step;
    await this.#plan.drawSamples(at);
  }
}

/**
 * Trains from a position to the end, to the deadline or until asked to stop, and saves there. It knows
 * no architecture: the recipe says what a step needs. Whatever it does between steps, the weights
 * after a given step depend on the position it began at and on nothing else.
 *
 * @throws TRAINING_DIVERGED at the first loss that is no number; nothing is saved then
 */
export async function trainLoop(
  session: Session,
  from: Position,
  plan: LoopPlan,
  reporter: Reporter,
  context: TaskContext,
): Promise<{ position: Position; end: LoopEnd }> {
  const { recipe, totalSteps } = session;
  const { begun, steps } = session.phase ?? { begun: 0, steps: totalSteps };
  const checkpoints = new CheckpointClock(plan, from.step);
  let position = from;
  let end: LoopEnd = 'complete';
  reporter.phase('training');
  while (position.step < begun + steps) {
    // Messages of the host and the loader's decoders get their turn here: a step may block the thread.
    await setImmediate();
    if (context.paused) {
      await checkpoints.save(position);
      await context.whenRunning();
      reporter.resumed();
    }
    if (context.stop.aborted) end = 'stopped';
    else if (plan.deadline !== null && seconds() >= plan.deadline) end = 'time';
    if (end !== 'complete') break;
    const batch = await session.batches.next();
    const learningRate = learningRateAt(recipe.schedule, position.step - begun, steps);
    const losses = await takeStep(session, batch, position.step - begun, learningRate);
    position = { step: position.step + 1, epoch: batch.epoch, losses, batches: batch.after };
    for (const [loss, value] of Object.entries(losses)) {
      if (!Number.isFinite(value)) throw RecastError.of('TRAINING_DIVERGED', { step: position.step, what: `the loss ${loss}`, saved: checkpoints.lastSaved });
    }
    reporter.step(position, learningRate);
    if (checkpoints.isDue(position.step)) await checkpoints.save(position);
    if (plan.samplesEvery > 0 && (position.step % plan.samplesEvery === 0 || position.step === totalSteps)) await checkpoints.draw(position);
  }
  await checkpoints.save(position, end !== 'stopped');
  return { position, end };
}
