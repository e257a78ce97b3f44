import { join } from 'node:path';
import { architectureTable } from '../../../shared/architectures/index.ts';
import { partLengths } from '../../../shared/architectures/parts.ts';
import type { ProjectKind } from '../../../shared/projectKinds.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { recordCheckpoint } from '../../catalog/checkpoints.ts';
import { addRun, getRun } from '../../catalog/runs.ts';
import { checkIntact } from '../../jobs/intact.ts';
import { checkpointsFolder } from '../../jobs/resume.ts';
import { trainTaskSchema } from '../../jobs/messages.ts';
import { linkCheckpoint } from '../checkpoints/link.ts';
import { checkpointOf } from '../checkpoints/marks.ts';
import type { StudioParts } from '../parts.ts';
import { checkFolders, checkRequest, checkSettings } from '../requests.ts';
import { launchRun } from '../runJob.ts';
import { storedTask } from '../summaries.ts';
import { nobody } from '../types.ts';
import type { Training } from './begin.ts';

/** A setting of the network's group that says how its first weights are drawn, not what it is. */
const shapeless = new Set(['initGain']);

/** Throws BRANCH_MISFIT where settings change what the networks of a checkpoint are. */
function checkFit(checkpoint: string, kind: ProjectKind, before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): void {
  const { settings } = architectureTable[kind];
  const changed = Object.entries(settings)
    .filter(([setting, { group }]) => group === 'network' && !shapeless.has(setting) && before[setting] !== after[setting])
    .map(([setting]) => ({ setting, from: String(before[setting]), to: String(after[setting]) }));
  if (changed.length > 0) throw RecastError.of('BRANCH_MISFIT', { checkpoint, changed });
}

/**
 * Makes a run that begins from a checkpoint with other settings and starts or queues it; gives its id. It trains on the
 * pictures that the checkpoint was trained on, keeps the same ones aside, and its steps go on counting. The checkpoint
 * becomes its own first one, so that it stays whole whatever happens to the run it came from.
 *
 * @throws CHECKPOINT_UNKNOWN, CHECKPOINT_DAMAGED, BRANCH_MISFIT, LENGTH_ALREADY_REACHED, FOLDER_MISSING, REQUEST_REFUSED
 */
export async function branchRun(parts: StudioParts, checkpointId: string, name: string | undefined, training: Partial<Training>): Promise<string> {
  const { catalog, layout, queue } = parts;
  const checkpoint = checkpointOf(parts, checkpointId);
  const parent = getRun(catalog, checkpoint.run_id);
  const manifest = await checkIntact(checkpoint.folder);
  const { preset = null, settings: changes = {}, ...given } = training;
  const stored = storedTask(parent);
  const settings = checkSettings(stored.architecture, { ...manifest.settings, ...changes });
  checkFit(checkpointId, stored.architecture, manifest.settings, { ...settings });
  const lengths = partLengths(stored.architecture, { ...settings }).map(({ steps }) => steps);
  const steps = lengths.every((length) => length > 0) ? lengths.reduce((sum, length) => sum + length, 0) : null;
  if (steps !== null && steps <= checkpoint.step) throw RecastError.of('LENGTH_ALREADY_REACHED', { run: parent.name, step: checkpoint.step, steps });
  const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const whole = { ...stored, seed: manifest.seed, maxMinutes: null, ...fields, settings: { ...settings }, cacheFolder: layout.cache };
  const task = checkRequest(trainTaskSchema, whole);
  checkFolders(task.folders);

  const folderOf = (id: string): string => join(layout.runs, id);
  const placeIn = (folder: string): string => join(checkpointsFolder(folder), `step-${String(checkpoint.step).padStart(8, '0')}`);
  const { step, epoch } = checkpoint;
  const now = Date.now();
  const owned = { project_id: parent.project_id, dataset_id: parent.dataset_id, preset, branched_from: checkpointId };
  const columns = {
    ...owned,
    name: name ?? `${parent.name}, from step ${step}`,
    architecture: task.architecture,
    state: 'queued' as const,
    step,
    epoch,
    created_at: now,
  };
  const enter = catalog.transaction(() => {
    const run = addRun(catalog, columns, folderOf, (id) => ({ ...task, runFolder: folderOf(id), resumeFrom: placeIn(folderOf(id)) }));
    return { run, job: queue.add({ kind: 'train', runId: run.id }) };
  });
  const { run, job } = enter.immediate();
  try {
    await linkCheckpoint(checkpoint.folder, placeIn(run.folder), manifest);
  } catch (error) {
    queue.release(job);
    queue.sweep();
    throw error;
  }
  recordCheckpoint(catalog, { run_id: run.id, folder: placeIn(run.folder), step, epoch, hash: checkpoint.hash, bytes: checkpoint.bytes, created_at: now });
  await launchRun(parts, run, job, nobody);
  return run.id;
}
