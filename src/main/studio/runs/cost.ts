import { cpus, totalmem } from 'node:os';
import * as z from 'zod';
import type { Cost } from '../../../shared/contract/runs.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { sideOfRole } from '../../../shared/projectKinds.ts';
import { partLengths } from '../../../shared/architectures/parts.ts';
import { measureResultSchema } from '../../../shared/measureResult.ts';
import { trainingPartSchema } from '../../../shared/progress.ts';
import { readJson } from '../../catalog/json.ts';
import { findMeasurement, setMeasurement } from '../../catalog/measurements.ts';
import type { Row } from '../../catalog/tables.ts';
import { scanFolder } from '../../data/folder.ts';
import type { MeasureTask, TrainTask } from '../../jobs/messages.ts';
import { measureTaskSchema } from '../../jobs/messages.ts';
import { trainDefaults } from '../defaults.ts';
import { startTask } from '../engineJob.ts';
import type { StudioParts } from '../parts.ts';
import { usableCounts } from '../pictures/usableCounts.ts';
import { checkRequest, newTask } from '../requests.ts';
import type { JobHandle, JobObserver, TaskOutcome, TrainRequest } from '../types.ts';
import { nobody } from '../types.ts';

/** Steps that are timed, after one to warm up. */
const STEPS = 12;

/** Settings that change nothing about what a step costs. */
const costless = new Set(
  [
    ['steps', 'epochs', 'decayEpochs', 'learningRate', 'beta1', 'initGain', 'flip', 'loadSize', 'preprocess', 'cycleA', 'cycleB'],
    ['wordSteps', 'wordEpochs', 'largeSteps', 'largeEpochs', 'wordRate', 'divergence'],
  ].flat(),
);

/** A sample picture on the disk, against its pixels as bytes: PNG of a photo. */
const PNG_SHARE = 0.7;

const sizeSchema = z.object({ size: z.number(), largeSize: z.number().optional() });

const partSecondsSchema = z.partialRecord(trainingPartSchema, z.number());

/** The machine, the settings that matter and the engine, as text. */
function subjectOf({ architecture, settings, engine }: Pick<TrainTask, 'architecture' | 'settings' | 'engine'>): string {
  const telling = Object.entries(settings)
    .filter(([name]) => !costless.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const processors = cpus();
  return JSON.stringify([[processors[0]?.model ?? '', processors.length, totalmem(), process.platform], architecture, telling, engine]);
}

/** The task that finds out what a training costs. */
function measureTask({ architecture, settings, engine }: Pick<TrainTask, 'architecture' | 'settings' | 'engine'>, steps: number): MeasureTask {
  return checkRequest(measureTaskSchema, { kind: 'measure', architecture, settings, engine, steps });
}

function remember({ catalog }: StudioParts, subject: string, result: unknown): Row<'measurements'> {
  const { secondsPerStep, partSeconds, memoryBytes, checkpointBytes } = measureResultSchema.parse(result);
  const times = { seconds_per_step: secondsPerStep, part_seconds: partSeconds === null ? null : JSON.stringify(partSeconds) };
  const found = { subject, ...times, memory_bytes: memoryBytes, checkpoint_bytes: checkpointBytes, created_at: Date.now() };
  setMeasurement(catalog, found);
  return found;
}

/** What trainings cost on this machine: remembered, or found out by an engine process without making a step, one at a time. */
export class Costs {
  #last: Promise<unknown> = Promise.resolve();

  /** Throws what the engine says where it cannot tell, and the signal's reason where nobody waits for it any more when its turn comes. */
  async of(parts: StudioParts, request: TrainRequest, signal?: AbortSignal): Promise<Cost> {
    const task = newTask(request);
    const subject = subjectOf(task);
    const found = findMeasurement(parts.catalog, subject) ?? (await this.#estimate(parts, task, subject, signal));
    return costOf(parts, request, task, found);
  }

  #estimate(parts: StudioParts, task: Omit<TrainTask, 'runFolder'>, subject: string, signal: AbortSignal | undefined): Promise<Row<'measurements'>> {
    const estimate = this.#last.then(async () => {
      signal?.throwIfAborted();
      const known = findMeasurement(parts.catalog, subject);
      if (known !== undefined) return known;
      const { error, result } = await startTask(parts, measureTask(task, 0), null, nobody).outcome;
      if (error !== null) throw RecastError.revive(error);
      return remember(parts, subject, result);
    });
    // One that fails must not hold up those behind it.
    this.#last = estimate.catch(() => undefined);
    return estimate;
  }
}

/** Starts making some steps of a training, when nothing else runs. */
export function measureSteps(parts: StudioParts, request: TrainRequest, title: string, observer: JobObserver): JobHandle<TaskOutcome> {
  const task = measureTask(newTask(request), STEPS);
  return startTask(parts, task, parts.queue.add({ kind: 'measure' }), observer, { kind: 'measure', title, project: request.projectId ?? null });
}

/** Remembers what such steps have told, and the cost by it. Throws JOB_KILLED where it was stopped before there was anything. */
export async function measuredCost(parts: StudioParts, request: TrainRequest, outcome: TaskOutcome): Promise<Cost> {
  const task = newTask(request);
  const measured = measureResultSchema.safeParse(outcome.result);
  if (!measured.success || measured.data.secondsPerStep === null) throw RecastError.of('JOB_KILLED', { work: 'other' });
  return costOf(parts, request, task, remember(parts, subjectOf(task), measured.data));
}

/** Pictures that a side is trained on, by its folders where nobody has listed them yet: those that are not left out or held out. */
async function countTrained(task: Omit<TrainTask, 'runFolder'>, side: string, listed: number): Promise<number> {
  const excluded = new Set(task.excluded[side]);
  let found = listed;
  if (listed === 0)
    for (const folder of [task.folders[side]].flat()) found += (await scanFolder(folder)).files.filter(({ path }) => !excluded.has(path)).length;
  const held = Math.max(task.heldOut[side]?.length ?? 0, Math.min(32, Math.ceil(task.holdout * found)));
  return Math.max(1, found - held);
}

/** Steps of each part of a training. */
async function stepsOf(parts: StudioParts, task: Omit<TrainTask, 'runFolder'>, project: number | undefined): Promise<number[]> {
  const lengths = partLengths(task.architecture, task.settings);
  if (lengths.every(({ steps }) => steps > 0)) return lengths.map(({ steps }) => steps);
  const listed = project === undefined ? { a: 0, b: 0 } : usableCounts(parts, project);
  const counts = await Promise.all(
    Object.keys(task.folders).map((role) => {
      const side = sideOfRole(task.architecture, role);
      return countTrained(task, role, side === undefined ? 0 : listed[side]);
    }),
  );
  const pictures = Math.max(...counts);
  return lengths.map(({ steps, epochs, batch }) => (steps > 0 ? steps : epochs * Math.max(1, Math.floor(pictures / batch))));
}

/** How long so many steps take, part by part; null where that was not measured. */
function secondsOf(
  { architecture, settings }: Pick<TrainTask, 'architecture' | 'settings'>,
  byPart: readonly number[],
  found: Row<'measurements'>,
): number | null {
  if (found.seconds_per_step === null) return null;
  const known = found.part_seconds === null ? {} : readJson(partSecondsSchema, found.part_seconds, 'measurements.part_seconds');
  const lengths = partLengths(architecture, settings);
  const last = found.seconds_per_step;
  return lengths.reduce((sum, { part }, index) => sum + byPart[index] * (part === null ? last : (known[part] ?? last)), 0);
}

async function costOf(parts: StudioParts, request: TrainRequest, task: Omit<TrainTask, 'runFolder'>, found: Row<'measurements'>): Promise<Cost> {
  const { settings, keepCheckpoints, samplesEvery, samplePictures } = { ...trainDefaults, ...task };
  const { size: small, largeSize: size = small } = sizeSchema.parse(settings);
  const byPart = await stepsOf(parts, task, request.projectId);
  const steps = byPart.reduce((sum, some) => sum + some, 0);
  const seconds = secondsOf(task, byPart, found);
  // Two made pictures beside each held-out one, on single files and once more on sheets.
  const sampleBytes = Object.keys(task.folders).length * samplePictures * 5 * size * size * 3 * PNG_SHARE;
  const samples = samplesEvery > 0 ? Math.ceil(steps / samplesEvery) * sampleBytes : 0;
  return {
    steps,
    secondsPerStep: seconds === null || steps === 0 ? found.seconds_per_step : seconds / steps,
    seconds,
    memoryBytes: found.memory_bytes,
    // One more while it is written.
    diskBytes: Math.round((keepCheckpoints + 1) * found.checkpoint_bytes + samples),
    settings,
  };
}
