import { openExecutor } from '../../engine/executors.ts';
import type { HostTensors } from '../../engine/program.ts';
import { Random } from '../../engine/random.ts';
import type { FromEngine, TrainTask } from '../../jobs/messages.ts';
import { trainTaskSchema } from '../../jobs/messages.ts';
import { thisMachine } from '../../machine.ts';
import { initializeParameters } from '../../nn/parameters.ts';
import { WorkerContext } from '../../worker/context.ts';
import type { LoopPlan, Session } from '../loop.ts';
import { trainLoop } from '../loop.ts';
import type { Position } from '../position.ts';
import { Reporter } from '../reporter.ts';
import type { Start } from '../restore.ts';
import { begin, restore } from '../restore.ts';
import { saveCheckpoint } from '../saver.ts';
import { tinyBatches, tinyRecipe } from './tiny.ts';

/** A task in `runFolder` with everything else small and quiet. */
export function taskIn(runFolder: string, change: Partial<TrainTask> = {}): TrainTask {
  return trainTaskSchema.parse({
    kind: 'train',
    runFolder,
    cacheFolder: `${runFolder}-cache`,
    architecture: 'cyclegan',
    settings: {},
    folders: {},
    seed: 11,
    holdout: 0,
    background: 'white',
    checkpointEvery: { minutes: null, steps: null },
    keepCheckpoints: 100,
    samplesEvery: 0,
    samplePictures: 0,
    resumeFrom: null,
    maxMinutes: null,
    engine: { executor: 'onnx', device: 'cpu', threads: 1, precision: 'fast', memory: 'normal' },
    ...change,
  });
}

/** How a tiny run begins. */
export function tinyStart(seed: number): Start {
  const architecture = {
    recipe: () => tinyRecipe,
    initialize: (_: object, random: Random) => initializeParameters(tinyRecipe.parameters, random),
    translators: () => ({}),
  };
  return begin(architecture, {}, tinyRecipe, seed);
}

/** What a tiny run did. */
export interface TinyRun {
  readonly end: string;
  readonly position: Position;
  readonly messages: readonly FromEngine[];
  readonly state: HostTensors;
  /** The steps that checkpoints were saved at. */
  readonly saved: readonly number[];
}

/** Trains the tiny recipe with the real loop, checkpoints and executor. `during` sees every message and may steer the run. */
export async function runTiny(
  task: TrainTask,
  totalSteps: number,
  options: { plan?: Partial<LoopPlan>; spoiled?: number; during?: (message: FromEngine, context: WorkerContext) => void } = {},
): Promise<TinyRun> {
  const messages: FromEngine[] = [];
  const context = new WorkerContext((message) => {
    messages.push(message);
    options.during?.(message, context);
  });
  const start = task.resumeFrom === null ? tinyStart(task.seed) : await restore(task.resumeFrom, task, tinyRecipe, () => tinyStart(task.seed).state);
  const executor = await openExecutor(task.engine, thisMachine);
  const step = await executor.compile(tinyRecipe.step);
  const state = await executor.createState(tinyRecipe.step.state, start.state);
  const batches = tinyBatches(start.position.batches, options.spoiled);
  const session: Session = { recipe: tinyRecipe, step, state, batches, pools: start.pools, totalSteps, random: Random.fromSeed(1) };
  const plan: LoopPlan = {
    checkpointEvery: task.checkpointEvery,
    samplesEvery: 0,
    deadline: null,
    save: async (at, lastSaved) => {
      await saveCheckpoint(task, session, at, lastSaved, context);
    },
    drawSamples: () => Promise.resolve(),
    score: () => Promise.resolve(),
    ...options.plan,
  };
  const reporter = new Reporter(context, { totalSteps, picturesPerStep: 2, deadline: plan.deadline }, start.position);
  try {
    const { position, end } = await trainLoop(session, start.position, plan, reporter, context);
    const saved = messages.filter((message) => message.type === 'checkpoint').map((message) => message.step);
    return { end, position, messages, state: await state.read(), saved };
  } finally {
    await state.dispose();
    await step.dispose();
    await executor.dispose();
  }
}
