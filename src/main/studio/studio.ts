import { join } from 'node:path';
import { topics } from '../../shared/contract/changes.ts';
import type { Catalog } from '../catalog/open.ts';
import { openCatalog } from '../catalog/open.ts';
import { checkpointsOf } from '../catalog/checkpoints.ts';
import { listRuns, updateRun } from '../catalog/runs.ts';
import { benchTaskSchema } from '../jobs/messages.ts';
import { openQueue } from '../jobs/queue.ts';
import { reconcile } from '../jobs/resume.ts';
import { keepCheckpoint } from './checkpoints/marks.ts';
import type { Changes } from './changes.ts';
import { openChanges } from './changes.ts';
import { convertPictures } from './convertJob.ts';
import { benchDefaults } from './defaults.ts';
import { startTask } from './engineJob.ts';
import { Canvases } from './drawings/canvases.ts';
import { sweepDrawings } from './drawings/sweep.ts';
import { exportModel } from './exportJob.ts';
import { generatePictures } from './generateJob.ts';
import { importWeights } from './importJob.ts';
import { LiveJobs } from './live/jobs.ts';
import type { HomeLayout } from './home.ts';
import { defaultHome, prepareHome } from './home.ts';
import { openLog } from './log.ts';
import { adoptLost, watchOrphans } from './orphans.ts';
import type { StudioParts } from './parts.ts';
import { PaintingDesk } from './paintings/desk.ts';
import { colorizePicture } from './paintings/export.ts';
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
  const changes = openChanges(() => parts.catalog);
  const shared = {
    changes,
    jobs: new LiveJobs(),
    costs: new Costs(),
    usage: new DiskUsage(),
    canvases: new Canvases(),
    engineEntry: options.engineEntry,
    engineRuntime: options.engineRuntime,
  };
  const open = (home: string): HomeParts => openHome(home, changes, options.concurrentJobs ?? 1);
  const { engineEntry, engineRuntime } = options;
  const withDesk = (home: HomeParts): HomeParts & Pick<StudioParts, 'desk'> => ({ ...home, desk: new PaintingDesk({ ...home, engineEntry, engineRuntime }) });
  const parts: StudioParts = {
    ...withDesk(open(options.home ?? defaultHome())),
    ...shared,
    switchHome: async (home) => {
      const next = withDesk(open(home));
      await mend(next.catalog, next.layout);
      await Promise.all([parts.pictures.close(), parts.desk.close()]);
      closeHome(parts);
      // One cast: everything but this reads its parts anew at every use, and nothing runs while a home is moved.
      Object.assign(parts as { -readonly [Name in keyof StudioParts]: StudioParts[Name] }, next);
      parts.usage.forget();
      for (const topic of topics) changes.tell(topic);
    },
  };
  const stopWatching = lookAfter(parts);
  try {
    parts.queue.sweep();
    await mend(parts.catalog, parts.layout);
  } catch (error) {
    stopWatching();
    closeParts(parts);
    throw error;
  }
  return { studio: makeStudio(parts, stopWatching), parts };
}

/** The parts that belong to a home folder. */
type HomeParts = Pick<StudioParts, 'layout' | 'catalog' | 'queue' | 'log' | 'pictures'>;

function openHome(home: string, changes: Changes, concurrent: number): HomeParts {
  const layout = prepareHome(home);
  const catalog = openCatalog(layout.catalog);
  const log = openLog(layout.logs);
  return {
    layout,
    catalog,
    queue: openQueue(catalog, {
      concurrent,
      onLost: (strays) => void adoptLost(catalog, changes, strays).catch((error: unknown) => log.logger.warn({ err: error }, 'lost jobs not adopted')),
    }),
    log,
    pictures: openPictures(layout, { catalog, changes, log }),
  };
}

function closeHome({ queue, catalog, log }: HomeParts): void {
  queue.close();
  catalog.close();
  log.close();
}

/** Looks after what died, and sweeps up what it left of drawings: beside the work, since a home may have tens of thousands. Returns how to stop. */
function lookAfter(parts: StudioParts): () => void {
  const stopWatching = watchOrphans(parts);
  const sweeping = new AbortController();
  void sweepDrawings(parts, sweeping.signal).catch((error: unknown) => parts.log.logger.warn({ err: error }, 'drawings not swept'));
  return () => {
    stopWatching();
    sweeping.abort();
  };
}

/** Brings the rows of all runs in agreement with their folders, wherever the home lies by now. */
async function mend(catalog: Catalog, layout: HomeLayout): Promise<void> {
  for (const { id, folder } of listRuns(catalog)) {
    const place = join(layout.runs, id);
    if (folder !== place) updateRun(catalog, id, { folder: place });
    await reconcile(catalog, { id, folder: place });
  }
}

function closeParts(parts: StudioParts): void {
  parts.changes.close();
  closeHome(parts);
}

function makeStudio(parts: StudioParts, stopWatching: () => void): Studio {
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    stopWatching();
    const { tracked } = parts.jobs;
    for (const job of tracked) job.stop();
    await Promise.all([parts.pictures.close(), parts.desk.close(), ...tracked.map(({ ended }) => ended)]);
    closeParts(parts);
  }

  return {
    get home() {
      return parts.layout.home;
    },
    tensorflow: tensorflowIn({ folder: parts.layout.tensorflow, reportFolder: join(parts.layout.logs, 'reports'), engineEntry: parts.engineEntry }),
    train: (request, observer) => trainRun(parts, request, observer),
    resume: (run, overrides, observer) => resumeRun(parts, run, overrides, observer),
    convert: (request, observer) => convertPictures(parts, request, observer),
    generate: async (request, observer) => generatePictures(parts, request, observer),
    colorize: async (request, observer) => colorizePicture(parts, request, observer),
    importWeights: async (request, observer) => importWeights(parts, request, observer),
    exportModel: async (request, observer) => exportModel(parts, request, observer),
    probe: async (observer) => startTask(parts, { kind: 'probe' }, null, observer),
    bench: async (request, observer) => {
      const task = checkRequest(benchTaskSchema, { ...benchDefaults, ...request, kind: 'bench' });
      return startTask(parts, task, parts.queue.add({ kind: 'bench' }), observer, { kind: 'bench', title: 'bench' });
    },
    runs: () => {
      parts.queue.sweep();
      return listRuns(parts.catalog)
        .filter(({ removed_at }) => removed_at === null)
        .map(summarizeRun);
    },
    run: (reference) => {
      parts.queue.sweep();
      return describeRun(parts.catalog, resolveRun(parts.catalog, reference));
    },
    checkpoints: (run) => checkpointsOf(parts.catalog, resolveRun(parts.catalog, run).id).map(summarizeCheckpoint),
    findCheckpoint: (idOrRun) => summarizeCheckpoint(resolveCheckpoint(parts.catalog, idOrRun)),
    markCheckpoint: (id, kept) => keepCheckpoint(parts, id, kept),
    moveInQueue: (run, place) => parts.queue.move(resolveRun(parts.catalog, run).id, place),
    close: () => (closing ??= closeAll()),
  };
}
