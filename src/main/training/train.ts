import type { ArchitectureName } from '../../shared/architectures/index.ts';
import { architectureTable } from '../../shared/architectures/index.ts';
import { RecastError } from '../../shared/errors/index.ts';
import { trainingPartSchema } from '../../shared/progress.ts';
import type { TrainResult } from '../../shared/trainResult.ts';
import type { Dataset } from '../data/dataset.ts';
import { openDataset } from '../data/dataset.ts';
import type { HostTensors } from '../engine/program.ts';
import { openExecutor } from '../engine/executors.ts';
import { thisMachine } from '../machine.ts';
import type { TrainTask } from '../jobs/messages.ts';
import type { TaskContext, TaskResult, TaskRunner } from '../jobs/taskContext.ts';
import type { Phase, PhasePictures, Recipe } from '../models/architecture.ts';
import { architectureOf } from '../models/index.ts';
import { captionsOf } from './captions.ts';
import { forecast } from './forecast.ts';
import type { LoopEnd, LoopPlan } from './loop.ts';
import { trainLoop } from './loop.ts';
import type { RecipeAt } from './memory.ts';
import { checkMemory } from './memory.ts';
import { openPhase, openWords } from './phase.ts';
import type { PhaseMaterials } from './phase.ts';
import { numberOf, phasesOf, placesOf } from './phases.ts';
import { Reporter, seconds } from './reporter.ts';
import type { Start } from './restore.ts';
import { begin } from './restore.ts';
import { startOf } from './start.ts';
import { saveCheckpoint } from './saver.ts';

/** A phase before the first step. */
function reportPhase(context: TaskContext, phase: 'starting' | 'reading pictures' | 'compiling', done = 0, total: number | null = null): void {
  const memory = process.memoryUsage.rss();
  context.report({
    type: 'progress',
    progress: { phase, done, total, unit: 'pictures', secondsLeft: null, picturesPerSecond: null, epoch: null, losses: {}, memory },
  });
}

function openPictures(task: TrainTask, settings: PhasePictures, recipe: Recipe, excluded: TrainTask['excluded'], context: TaskContext): Promise<Dataset> {
  reportPhase(context, 'reading pictures');
  let reportedAt = seconds();
  return openDataset(
    {
      folders: task.folders,
      excluded,
      heldOut: task.heldOut,
      cacheFolder: task.cacheFolder,
      size: settings.size,
      loadSize: settings.loadSize,
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

/** What is ready before the first phase begins. */
interface Prepared {
  readonly phases: readonly Phase[];
  /** The phase that the run begins or goes on in. */
  readonly first: number;
  readonly places: readonly { readonly begun: number; readonly steps: number }[];
  readonly start: Start;
  /** Every parameter of all phases as far as it is known: initial, or learned. */
  readonly parameters: HostTensors;
  readonly materials: PhaseMaterials;
}

/** Opens the pictures of every phase; phases that see them alike share them. */
async function openAll(phases: readonly Phase[], task: TrainTask, excluded: TrainTask['excluded'], resources: AsyncDisposableStack, context: TaskContext) {
  const opened = new Map<string, Dataset>();
  for (const { pictures, recipe } of phases) {
    const key = JSON.stringify(pictures);
    if (opened.has(key)) continue;
    const dataset = await openPictures(task, pictures, recipe, excluded, context);
    resources.defer(() => dataset.close());
    opened.set(key, dataset);
  }
  return ({ pictures }: Phase): Dataset => {
    const dataset = opened.get(JSON.stringify(pictures));
    if (dataset === undefined) throw new Error('the pictures of a phase were never opened');
    return dataset;
  };
}

/** Makes everything ready, in the order in which it can fail soonest, and leaves closing it to `resources`. Null where it was stopped meanwhile. */
async function prepare(task: TrainTask, resources: AsyncDisposableStack, context: TaskContext): Promise<Prepared | null> {
  const { architecture, settings } = architectureOf(task.architecture, task.settings);
  const phases = phasesOf(architecture, settings);
  const executor = await openExecutor(task.engine, thisMachine);
  resources.defer(() => executor.dispose());
  const memory = await checkMemory({ recipe: architecture.recipe(settings), settings: task.settings }, executor, recipesOf(task.architecture));
  const fresh = begin(architecture, settings, phases[0].recipe, task.seed);
  const start = await startOf(task, phases, architecture.entry?.(settings) ?? null, fresh);
  if (start.fresh.length > 0) context.report({ type: 'note', text: `Imported without ${start.fresh.join(', ')}: begun anew.` });

  const painter = architecture.painter?.(settings) ?? null;
  const [side] = phases[0].recipe.sides;
  const captions = painter === null ? null : await captionsOf(task, side, painter, context);
  const datasetOf = await openAll(phases, task, captions?.excluded ?? task.excluded, resources, context);
  const first = numberOf(phases, start.phase?.name ?? null);
  const places = placesOf(phases, first, { begun: start.phase?.begun ?? 0, done: start.position.step }, (phase) => datasetOf(phase).stepsPerEpoch);
  const totalSteps = places.reduce((_, { begun, steps }) => begun + steps, 0);
  const dataset = datasetOf(phases[0]);
  const device = { executor: executor.kind, device: executor.device, memoryBytes: memory.total };
  context.report({ type: 'prepared', ...device, pictures: countOf(dataset, 'trained'), heldOut: countOf(dataset, 'heldOut'), totalSteps });
  if (context.stop.aborted) return null;
  reportPhase(context, 'compiling');
  const given = captions?.given ?? null;
  if (given !== null && start.embeddings !== null && start.embeddings.hash !== given.hash)
    throw RecastError.of('EMBEDDINGS_CHANGED', { path: task.embeddings ?? '' });
  const words = painter === null || captions === null ? null : { painter, captions: captions.byPicture, given, side, vocabulary: start.vocabulary };
  const studio = words === null ? null : await openWords(words, task.seed, dataset, executor, resources);
  return {
    phases,
    first,
    places,
    start,
    parameters: { ...fresh.state, ...start.carried, ...start.state },
    materials: { task, executor, datasetOf, totalSteps, studio },
  };
}

/** Runs the phases one after the other and says how it went. */
async function runPhases({ phases, first, places, start, parameters, materials }: Prepared, context: TaskContext): Promise<TaskResult> {
  const { task, totalSteps } = materials;
  const deadline = task.maxMinutes === null ? null : seconds() + task.maxMinutes * 60;
  const waits = { count: 0, seconds: 0 };
  let trainingSeconds = 0;
  let [from, known] = [start.position, parameters];
  let end: LoopEnd = 'complete';
  const lengths = places.map(({ steps }) => steps);
  const after = await forecast(phases.slice(first), lengths, { state: parameters, pools: new Map() }, materials.executor, deadline !== null, context);
  for (const [index, place] of places.entries()) {
    await using resources = new AsyncDisposableStack();
    const phase = phases[first + index];
    if (index > 0) {
      reportPhase(context, 'compiling');
      from = { ...from, batches: null };
    }
    const entering = { phase, place, from, known, start: index === 0 ? start : null };
    const { session, draw, score } = await openPhase(materials, entering, resources, context);
    const picturesPerStep = phase.recipe.batchSize * phase.recipe.sides.length;
    const length = { totalSteps, picturesPerStep, deadline, phase: { end: place.begun + place.steps, after: after[index] } };
    const reporter = new Reporter(context, { ...length, part: trainingPartSchema.safeParse(phase.name).data }, from);
    const plan: LoopPlan = {
      checkpointEvery: task.checkpointEvery,
      samplesEvery: task.samplesEvery,
      deadline,
      save: async (at, lastSaved) => {
        reporter.phase('saving');
        await saveCheckpoint(task, session, at, lastSaved, context);
      },
      drawSamples: draw,
      score,
    };
    const entered = seconds();
    ({ position: from, end } = await trainLoop(session, from, plan, reporter, context));
    trainingSeconds += seconds() - entered;
    waits.count += session.batches.waits.count;
    waits.seconds += session.batches.waits.seconds;
    if (end !== 'complete') break;
    known = { ...known, ...(await session.state.read(Object.keys(phase.recipe.step.state).filter((name) => name in phase.recipe.parameters))) };
  }
  const result: TrainResult = { end, step: from.step, totalSteps, losses: { ...from.losses }, trainingSeconds, waits };
  return { stopped: end === 'stopped', result };
}

/**
 * Trains a run from its beginning or from a checkpoint, through all its phases, to the end of its schedule, its time, or
 * until it is asked to stop. Its result is a `TrainResult`.
 *
 * @throws every code of training, checkpoints, pictures, captions and devices
 */
export const runTraining: TaskRunner<'train'> = async (task, context) => {
  reportPhase(context, 'starting');
  await using resources = new AsyncDisposableStack();
  try {
    const prepared = await prepare(task, resources, context);
    return prepared === null ? stoppedEarly : await runPhases(prepared, context);
  } catch (error) {
    // What reading pictures throws when it is stopped.
    if (context.stop.aborted && error === context.stop.reason) return stoppedEarly;
    throw error;
  }
};
