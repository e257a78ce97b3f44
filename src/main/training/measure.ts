import type { BatchLoader } from '../data/batches.ts';
import { openExecutor } from '../engine/executors.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import type { MeasureResult } from '../../shared/measureResult.ts';
import { trainingPartSchema } from '../../shared/progress.ts';
import { thisMachine } from '../machine.ts';
import type { TaskContext, TaskRunner } from '../jobs/taskContext.ts';
import type { Executor } from '../engine/executor.ts';
import type { Recipe } from '../models/architecture.ts';
import { architectureOf } from '../models/index.ts';
import type { Session } from './loop.ts';
import { takeStep } from './loop.ts';
import { RESERVED_BYTES } from './memory.ts';
import { numberOf, phasesOf } from './phases.ts';
import { seconds } from './reporter.ts';
import type { Start } from './restore.ts';
import { begin } from './restore.ts';
import { randomWords } from './words.ts';

/** Timed steps end after so many seconds, however few they were by then, but not before there are three. */
const LONGEST = 20;
const FEWEST = 3;

/** Bytes of a real number. */
const FLOAT = 4;

/** Random pictures for every step: what they show takes a network no time. */
function randomBatches(recipe: Recipe): BatchLoader {
  const random = Random.fromSeed(1);
  const pictureOf = (side: string): HostTensor => {
    const input = Object.entries(recipe.inputs).find(([, source]) => source.from === 'pictures' && source.side === side);
    if (input === undefined) throw new Error(`no input of the recipe takes pictures of side ${side}`);
    const { shape } = recipe.step.inputs[input[0]];
    return { shape, values: Float32Array.from({ length: sizeOf(shape) }, () => 2 * random.uniform() - 1) };
  };
  const pictures: HostTensors = Object.fromEntries(recipe.sides.map((side) => [side, pictureOf(side)]));
  return {
    waits: { count: 0, seconds: 0 },
    next: () => Promise.resolve({ pictures, shown: {}, epoch: 0, after: { epoch: 0, index: 0 } }),
    close: () => Promise.resolve(),
  };
}

function report(context: TaskContext, phase: 'compiling' | 'training', done: number, total: number): void {
  const memory = process.memoryUsage.rss();
  context.report({
    type: 'progress',
    progress: { phase, done, total, unit: 'steps', secondsLeft: null, picturesPerSecond: null, epoch: null, losses: {}, memory },
  });
}

/** The middle of some times. */
function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Makes a step to warm up and then times some; the median in seconds, or null where it was asked to stop before. */
async function timeSteps(session: Session, steps: number, onStep: (step: number) => void, context: TaskContext): Promise<number | null> {
  const times: number[] = [];
  const started = seconds();
  for (let step = 0; step <= steps; step++) {
    await new Promise(setImmediate);
    if (context.stop.aborted) return null;
    const from = seconds();
    await takeStep(session, await session.batches.next(), step, session.recipe.schedule.learningRate);
    if (step > 0) times.push(seconds() - from);
    onStep(step);
    if (times.length >= FEWEST && seconds() - started > LONGEST) break;
  }
  return median(times);
}

/** What a checkpoint takes on the disk: parameters, the optimizer's moments and the pools. */
function checkpointBytes({ step, pools, inputs }: Recipe): number {
  const state = Object.values(step.state).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const pooled = pools.reduce((sum, { of, size }) => {
    const input = Object.entries(inputs).find(([, source]) => source.from === 'pool' && source.of === of);
    return input === undefined ? sum : sum + size * sizeOf(step.inputs[input[0]].shape.slice(1));
  }, 0);
  return FLOAT * (state + pooled);
}

/** The time of a step of one phase, in seconds; null where it was asked to stop before. */
export async function timePhase(
  recipe: Recipe,
  { state: initial, pools }: Pick<Start, 'state' | 'pools'>,
  executor: Executor,
  steps: number,
  onStep: (step: number) => void,
  context: TaskContext,
): Promise<number | null> {
  await using resources = new AsyncDisposableStack();
  const step = await executor.compile(recipe.step);
  resources.defer(() => step.dispose());
  const own = Object.fromEntries(Object.entries(initial).filter(([name]) => name in recipe.step.state));
  const state = await executor.createState(recipe.step.state, own);
  resources.defer(() => state.dispose());
  const session = { recipe, step, state, batches: randomBatches(recipe), pools, totalSteps: steps, random: Random.fromSeed(1), words: randomWords };
  return await timeSteps(session, steps, onStep, context);
}

/**
 * Says what a training costs on this machine: its memory by the estimate that a run is refused by, the size of its
 * checkpoints, and, where steps are asked for, the time of one by making them with fresh weights and random pictures.
 *
 * @returns a `MeasureResult`
 * @throws DEVICE_UNUSABLE
 */
export const runMeasure: TaskRunner<'measure'> = async (task, context) => {
  const { architecture, settings } = architectureOf(task.architecture, task.settings);
  // What comes before a run's entry it has from another run.
  const all = phasesOf(architecture, settings);
  const phases = all.slice(numberOf(all, architecture.entry?.(settings) ?? null));
  // The very recipe that is timed: an executor takes its program for another one otherwise, and traces it twice.
  const { recipe } = phases[phases.length - 1];
  await using resources = new AsyncDisposableStack();
  const executor = await openExecutor(task.engine, thisMachine);
  resources.defer(() => executor.dispose());
  const { total } = await executor.estimate(recipe.step);
  let secondsPerStep: number | null = null;
  const partSeconds: NonNullable<MeasureResult['partSeconds']> = {};
  for (const [index, phase] of phases.entries()) {
    if (task.steps === 0 || context.stop.aborted) break;
    const progress = { done: index * task.steps, total: phases.length * task.steps };
    report(context, 'compiling', progress.done, progress.total);
    const { recipe: timed } = phase;
    const onStep = (step: number): void => report(context, 'training', progress.done + step, progress.total);
    secondsPerStep = await timePhase(timed, begin(architecture, settings, timed, 1), executor, task.steps, onStep, context);
    const part = trainingPartSchema.safeParse(phase.name).data;
    if (part !== undefined && secondsPerStep !== null) partSeconds[part] = secondsPerStep;
  }
  const parts = Object.keys(partSeconds).length;
  const result: MeasureResult = {
    // Without its last part the time of a training is not known.
    secondsPerStep: parts > 0 && parts < phases.length ? null : secondsPerStep,
    partSeconds: parts === phases.length ? partSeconds : null,
    memoryBytes: Math.round(total + RESERVED_BYTES),
    checkpointBytes: checkpointBytes(recipe),
  };
  return { stopped: context.stop.aborted, result };
};
