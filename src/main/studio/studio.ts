import { join } from 'node:path';
import type { Catalog } from '../catalog/open.ts';
import { openCatalog } from '../catalog/open.ts';
import { checkpointsOf } from '../catalog/checkpoints.ts';
import { listRuns, updateRun } from '../catalog/runs.ts';
import { benchTaskSchema } from '../jobs/messages.ts';
import { openQueue } from '../jobs/queue.ts';
import { reconcile } from '../jobs/resume.ts';
import { keepCheckpoint } from './checkpoints/marks.ts';
import { openChanges } from './changes.ts';
import { convertPictures } from './convertJob.ts';
import { benchDefaults } from './defaults.ts';
import { startTask } from './engineJob.ts';
import { exportModel } from './exportJob.ts';
import { importWeights } from './importJob.ts';
import { LiveJobs } from './live/jobs.ts';
import type { HomeLayout } from './home.ts';
import { defaultHome, prepareHome } from './home.ts';
import { openLog } from './log.ts';
import type { StudioParts } from './parts.ts';
import { openPictures } from './pictures/parts.ts';
import { resolveCheckpoint, resolveRun } from './references.ts';
import { checkRequest } from './requests.ts';
import { resumeRun, trainRun } from './runJob.ts';
import { describeRun, summarizeCheckpoint, summarizeRun } from './summaries.ts';
import { Costs } from './runs/cost.ts';
import { DiskUsage } from './system/usage.ts';
import { tensorflowIn } from './tensorflow/installation.ts';
import type { Studio, StudioOptions } from './types.ts';

/**
 * Opens a home folder, made when missing, and mends what dead processes left: their runs become
 * `interrupted`, complete checkpoints without a row get one.
 *
 * @throws HOME_UNUSABLE, HOME_FULL, CATALOG_NEWER, CATALOG_DAMAGED, CATALOG_BUSY
 */
export async function openStudio(options: StudioOptions = {}): Promise<Studio> {
  return (await openStudioWithParts(options)).studio;
}

/** The same for hosts of windows, which answer from its parts, too. */
export async function openStudioWithParts(options: StudioOptions = {}): Promise<{ studio: Studio; parts: StudioParts }> {
  const layout = prepareHome(options.home ?? defaultHome());
  const catalog = openCatalog(layout.catalog);
  const queue = openQueue(catalog, { concurrent: options.concurrentJobs ?? 1 });
  const [log, changes] = [openLog(layout.logs), openChanges(() => catalog)];
  const pictures = openPictures(layout, { catalog, changes, log });
  const shared = { jobs: new LiveJobs(), costs: new Costs(), usage: new DiskUsage(), engineEntry: options.engineEntry, engineRuntime: options.engineRuntime };
  const parts: StudioParts = { layout, catalog, queue, log, changes, pictures, ...shared };
  try {
    queue.sweep();
    await mend(catalog, layout);
  } catch (error) {
    closeParts(parts);
    throw error;
  }
  return { studio: makeStudio(parts), parts };
}

/** Brings the rows of all runs in agreement with their folders, wherever the home lies by now. */
async function mend(catalog: Catalog, layout: HomeLayout): Promise<void> {
  for (const { id, folder } of listRuns(catalog)) {
    const place = join(layout.runs, id);
    if (folder !== place) updateRun(catalog, id, { folder: place });
    await reconcile(catalog, { id, folder: place });
  }
}

function closeParts({ queue, catalog, log, changes }: StudioParts): void {
  changes.close();
  queue.close();
  catalog.close();
  log.close();
}

function makeStudio(parts: StudioParts): Studio {
  const { catalog, queue, layout } = parts;
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    const { tracked } = parts.jobs;
    for (const job of tracked) job.stop();
    await Promise.all([parts.pictures.close(), ...tracked.map(({ ended }) => ended)]);
    closeParts(parts);
  }

  return {
    home: layout.home,
    tensorflow: tensorflowIn({ folder: layout.tensorflow, reportFolder: join(layout.logs, 'reports'), engineEntry: parts.engineEntry }),
    train: (request, observer) => trainRun(parts, request, observer),
    resume: (run, overrides, observer) => resumeRun(parts, run, overrides, observer),
    convert: (request, observer) => convertPictures(parts, request, observer),
    importWeights: async (request, observer) => importWeights(parts, request, observer),
    exportModel: async (request, observer) => exportModel(parts, request, observer),
    probe: async (observer) => startTask(parts, { kind: 'probe' }, null, observer),
    bench: async (request, observer) => {
      const task = checkRequest(benchTaskSchema, { ...benchDefaults, ...request, kind: 'bench' });
      return startTask(parts, task, queue.add({ kind: 'bench' }), observer, { kind: 'bench', title: 'bench' });
    },
    runs: () => {
      queue.sweep();
      return listRuns(catalog)
        .filter(({ removed_at }) => removed_at === null)
        .map(summarizeRun);
    },
    run: (reference) => {
      queue.sweep();
      return describeRun(catalog, resolveRun(catalog, reference));
    },
    checkpoints: (run) => checkpointsOf(catalog, resolveRun(catalog, run).id).map(summarizeCheckpoint),
    findCheckpoint: (idOrRun) => summarizeCheckpoint(resolveCheckpoint(catalog, idOrRun)),
    markCheckpoint: (id, kept) => keepCheckpoint(parts, id, kept),
    moveInQueue: (run, place) => queue.move(resolveRun(catalog, run).id, place),
    close: () => (closing ??= closeAll()),
  };
}
