import * as z from 'zod';
import type { ArchitectureName } from '../../shared/architectures/index.ts';
import { architectureTable } from '../../shared/architectures/index.ts';
import { loadSizeOf } from '../../shared/architectures/length.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { TrainResult } from '../../shared/trainResult.ts';
import type { Dataset } from '../data/dataset.ts';
import { openDataset } from '../data/dataset.ts';
import type { HostTensors } from '../engine/program.ts';
import { openExecutor } from '../engine/executors.ts';
import { Random } from '../engine/random.ts';
import { thisMachine } from '../machine.ts';
import type { TrainTask } from '../jobs/messages.ts';
import type { TaskContext, TaskResult, TaskRunner } from '../jobs/taskContext.ts';
import type { Recipe } from '../models/architecture.ts';
import { architectureOf } from '../models/index.ts';
import type { LoopPlan, Session } from './loop.ts';
import { trainLoop } from './loop.ts';
import type { RecipeAt } from './memory.ts';
import { checkMemory } from './memory.ts';
import type { Position } from './position.ts';
import { Reporter, seconds } from './reporter.ts';
import { begin, restore } from './restore.ts';
import { Sampler } from './samples.ts';
import { saveCheckpoint } from './saver.ts';
import { SCORED_COLOURINGS, SCORED_PICTURES, Scorer } from './scorer.ts';
import { prepareProbe, prepareSheets } from './sheets.ts';
import { totalStepsOf } from './schedule.ts';

/** What the settings of every architecture say about pictures and length. */
const commonSettingsSchema = z.object({
  size: z.number().int(),
  loadSize: z.number().int(),
  preprocess: z.enum(['resize-and-crop', 'crop', 'scale-width', 'scale-width-and-crop', 'none']),
  flip: z.boolean(),
  batch: z.number().int(),
  epochs: z.number().int(),
  decayEpochs: z.number().int(),
  steps: z.number().int(),
});
type CommonSettings = z.infer<typeof commonSettingsSchema>;

/** A phase before the first step. */
function reportPhase(context: TaskContext, phase: 'starting' | 'reading pictures' | 'compiling', done = 0, total: number | null = null): void {
  const memory = process.memoryUsage.rss();
  context.report({
    type: 'progress',
    progress: { phase, done, total, unit: 'pictures', secondsLeft: null, picturesPerSecond: null, epoch: null, losses: {}, memory },
  });
}

function openPictures(task: TrainTask, settings: CommonSettings, recipe: Recipe, context: TaskContext): Promise<Dataset> {
  reportPhase(context, 'reading pictures');
  let reportedAt = seconds();
  return openDataset(
    {
      folders: task.folders,
      excluded: task.excluded,
      heldOut: task.heldOut,
      cacheFolder: task.cacheFolder,
      size: settings.size,
      loadSize: loadSizeOf(settings),
      preprocess: settings.preprocess,
      flip: settings.flip,
      background: task.background,
      holdout: task.holdout,
      seed: task.seed,
      batch: settings.batch,
      ...(recipe.partnerOf !== undefined && { partnerOf: recipe.partnerOf }),
      ...(recipe.colourful !== undefined && { colourful: recipe.colourful }),
    },
    {
      onProgress: (done, total) => {
        if (done < total && seconds() - reportedAt < 0.1) return;
        reportedAt = seconds();
        reportPhase(context, 'reading pictures', done, total);
      },
      onSkipped: (side, files) => {
        if (files.length > 0) context.report({ type: 'skipped', side, files: [...files] });
      },
      onNote: (text) => {
        context.report({ type: 'note', text });
      },
      signal: context.stop,
    },
  );
}

/** Recipes at other settings than the task's, for finding some that need less memory. */
function recipesOf<Name extends ArchitectureName>(name: Name): RecipeAt {
  const { schema, rules } = architectureTable[name];
  return (settings) => {
    const checked = schema.safeParse(settings);
    if (!checked.success) return null;
    try {
      rules.check(checked.data, new Set());
    } catch (error) {
      if (error instanceof RecastError) return null;
      throw error;
    }
    const { architecture, settings: complete } = architectureOf(name, checked.data);
    return architecture.recipe(complete);
  };
}

const countOf = (dataset: Dataset, kind: 'trained' | 'heldOut'): Record<string, number> =>
  Object.fromEntries(Object.entries(dataset.sides).map(([side, files]) => [side, files[kind].length]));

/** The end of a run that was stopped before it began: there is nothing to save. */
const stoppedEarly: TaskResult = {
  stopped: true,
  result: { end: 'stopped', step: null, totalSteps: null, losses: {}, trainingSeconds: 0, waits: { count: 0, seconds: 0 } } satisfies TrainResult,
};

/** Everything that the loop needs. */
interface Prepared {
  readonly session: Session;
  readonly sampler: Sampler;
  /** Null where there is nothing to score. */
  readonly scorer: Scorer | null;
  /** Where the run begins or goes on. */
  readonly from: Position;
}

/** Runs the prepared session to its end and says how it went. */
async function runSession(task: TrainTask, { session, sampler, scorer, from }: Prepared, context: TaskContext): Promise<TaskResult> {
  const begun = seconds();
  const deadline = task.maxMinutes === null ? null : begun + task.maxMinutes * 60;
  const { recipe, totalSteps } = session;
  const reporter = new Reporter(context, { totalSteps, picturesPerStep: recipe.batchSize * recipe.sides.length, deadline }, from);
  const plan: LoopPlan = {
    checkpointEvery: task.checkpointEvery,
    samplesEvery: task.samplesEvery,
    deadline,
    save: async (at, lastSaved) => {
      reporter.phase('saving');
      await saveCheckpoint(task, session, at, lastSaved, context);
    },
    drawSamples: (at) => sampler.draw(session.state, at.step, context),
    score: async (at) => scorer?.score(session.state, at.step, at.step === totalSteps, context),
  };
  const { position, end } = await trainLoop(session, from, plan, reporter, context);
  const { waits } = session.batches;
  const result: TrainResult = { end, step: position.step, totalSteps, losses: { ...position.losses }, trainingSeconds: seconds() - begun, waits: { ...waits } };
  return { stopped: end === 'stopped', result };
}

/** Makes everything ready, in the order in which it can fail soonest, and leaves closing it to `resources`. Null where it was stopped meanwhile. */
async function prepare(task: TrainTask, resources: AsyncDisposableStack, context: TaskContext): Promise<Prepared | null> {
  const { architecture, settings } = architectureOf(task.architecture, task.settings);
  const common = commonSettingsSchema.parse(settings);
  const recipe = architecture.recipe(settings);
  const executor = await openExecutor(task.engine, thisMachine);
  resources.defer(() => executor.dispose());
  const memory = await checkMemory({ recipe, settings: task.settings }, executor, recipesOf(task.architecture));
  const initialize = (): HostTensors => begin(architecture, settings, recipe, task.seed).state;
  const start = task.resumeFrom === null ? begin(architecture, settings, recipe, task.seed) : await restore(task.resumeFrom, task, recipe, initialize);
  if (start.fresh.length > 0) context.report({ type: 'note', text: `Imported without ${start.fresh.join(', ')}: begun anew.` });

  const dataset = await openPictures(task, common, recipe, context);
  resources.defer(() => dataset.close());
  const totalSteps = totalStepsOf(common, dataset.stepsPerEpoch);
  const device = { executor: executor.kind, device: executor.device, memoryBytes: memory.total };
  context.report({ type: 'prepared', ...device, pictures: countOf(dataset, 'trained'), heldOut: countOf(dataset, 'heldOut'), totalSteps });
  if (context.stop.aborted) return null;

  reportPhase(context, 'compiling');
  const step = await executor.compile(recipe.step);
  resources.defer(() => step.dispose());
  const drawn = task.samplesEvery > 0 ? task.samplePictures : 0;
  const sheets = await prepareSheets(recipe.samples, Math.max(drawn, SCORED_PICTURES), dataset, executor);
  for (const { program } of sheets) resources.defer(() => program.dispose());
  const probe = await prepareProbe(recipe.colouring, SCORED_COLOURINGS, dataset, executor);
  resources.defer(() => probe?.program.dispose());
  const state = await executor.createState(recipe.step.state, start.state);
  resources.defer(() => state.dispose());
  const batches = dataset.batches(start.position.batches);
  resources.defer(() => batches.close());
  return {
    session: { recipe, step, state, batches, pools: start.pools, totalSteps, random: Random.fromSeed(task.seed).split('inputs') },
    sampler: Sampler.of(sheets, drawn, task.runFolder),
    scorer: Scorer.of(sheets, probe),
    from: start.position,
  };
}

/**
 * Trains a run from its beginning or from a checkpoint, to the end of its schedule, its time, or until
 * it is asked to stop. Its result is a `TrainResult`.
 *
 * @throws every code of training, checkpoints, pictures and devices
 */
export const runTraining: TaskRunner<'train'> = async (task, context) => {
  reportPhase(context, 'starting');
  await using resources = new AsyncDisposableStack();
  try {
    const prepared = await prepare(task, resources, context);
    return prepared === null ? stoppedEarly : await runSession(task, prepared, context);
  } catch (error) {
    // What reading pictures throws when it is stopped.
    if (context.stop.aborted && error === context.stop.reason) return stoppedEarly;
    throw error;
  }
};
