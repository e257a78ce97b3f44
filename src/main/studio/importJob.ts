import { randomInt, randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { basename, extname, join, relative, resolve } from 'node:path';
import { architectureTable } from '../../shared/architectures/index.ts';
import type { PlainError } from '../../shared/errors/index.ts';
import type { WrittenImport } from '../../shared/weights.ts';
import { writtenImportSchema } from '../../shared/weights.ts';
import { checkpointsOf, recordCheckpoint } from '../catalog/checkpoints.ts';
import { datasetOf } from '../catalog/projects.ts';
import { addNote } from '../catalog/records.ts';
import { addRun } from '../catalog/runs.ts';
import type { Row } from '../catalog/tables.ts';
import type { EngineEnd } from '../jobs/engineProcess.ts';
import { importWeightsTaskSchema } from '../jobs/messages.ts';
import { startJob } from './engineJob.ts';
import type { StudioParts } from './parts.ts';
import { filedUnder } from './projects/filed.ts';
import { checkRequest, newTask } from './requests.ts';
import { summarizeCheckpoint } from './summaries.ts';
import type { JobHandle, JobObserver } from './types.ts';
import type { ImportOutcome, ImportRequest } from './weightsTypes.ts';

/** Seeds are drawn below this: what begins anew when the training goes on follows from it. */
const SEEDS = 2 ** 31;

/** The file names of an import, for people. */
const fileNames = ({ files }: ImportRequest): string => [...new Set(files.map(({ path }) => basename(path)))].join(', ');

const nameOf = ({ name, files: [first] }: ImportRequest): string => name ?? basename(first.path, extname(first.path));

/**
 * Makes the run of an import: the row, its folder and the row of its checkpoint appear together. The
 * folder was written whole under a name that nobody takes for a run.
 */
function enterRun({ catalog, layout }: StudioParts, request: ImportRequest, place: string, { written, ...imported }: WrittenImport, seed: number): Row<'runs'> {
  const now = Date.now();
  const name = nameOf(request);
  const { architecture, settings } = imported;
  const task = { ...newTask({ architecture, settings, folders: {}, name, seed }), cacheFolder: layout.cache };
  const folderOf = (id: string): string => join(layout.runs, id);
  const enter = catalog.transaction(() => {
    const project = filedUnder(catalog, request, architecture, now);
    const owned = { project_id: project, dataset_id: datasetOf(catalog, project, {}, now).id };
    const ended = { state: 'finished' as const, reason: `Imported from ${fileNames(request)}.`, created_at: now, ended_at: now };
    const run = addRun(catalog, { ...owned, ...ended, name, architecture }, folderOf, (id) => ({ ...task, runFolder: folderOf(id) }));
    renameSync(place, run.folder);
    const { hash, bytes } = written;
    const folder = join(run.folder, relative(place, written.folder));
    recordCheckpoint(catalog, { run_id: run.id, folder, step: 0, epoch: 0, hash, bytes, created_at: now });
    for (const { network, title } of imported.networks) addNote(catalog, run.id, `${network} is ${title}.`, now);
    return run;
  });
  return enter.immediate();
}

/** Imports weights of other programs as a run with a checkpoint of step 0. Throws REQUEST_REFUSED. */
export function importWeights(parts: StudioParts, request: ImportRequest, observer: JobObserver): JobHandle<ImportOutcome> {
  const { catalog, layout } = parts;
  const settings = request.settings ?? {};
  checkRequest(architectureTable.cyclegan.schema, settings);
  const seed = randomInt(SEEDS);
  const files = request.files.map(({ path, direction = null }) => ({ path: resolve(path), direction }));
  // A name that says who writes, so that what a killed host leaves is swept away by the next import.
  const runFolder = join(layout.runs, `.writing-${process.pid}-import-${randomUUID()}`);
  const task = checkRequest(importWeightsTaskSchema, { kind: 'importWeights', files, colourist: request.colourist, settings, runFolder, seed });

  const nothing = (ending: ImportOutcome['ending'], error: PlainError | null): ImportOutcome => {
    rmSync(runFolder, { recursive: true, force: true });
    return { ending, error, result: null, runId: null, checkpoint: null, imported: null };
  };

  async function finish(end: EngineEnd): Promise<ImportOutcome> {
    if ('error' in end) return nothing(end.ending, end.error);
    // Asked to stop before the engine began.
    if (end.result === null) return nothing(end.ending, null);
    const { written, ...imported } = writtenImportSchema.parse(end.result);
    const run = enterRun(parts, request, runFolder, { written, ...imported }, seed);
    parts.changes.tell('runs', run.id);
    parts.changes.tell('checkpoints', run.id);
    parts.changes.tell('projects', run.project_id);
    const [checkpoint] = checkpointsOf(catalog, run.id);
    return { ending: end.ending, error: null, result: imported, runId: run.id, checkpoint: summarizeCheckpoint(checkpoint), imported };
  }

  return startJob<ImportOutcome>(
    parts,
    {
      task,
      queueRow: null,
      subject: { kind: 'import', title: nameOf(request) },
      reportFolder: join(layout.logs, 'reports'),
      finish,
      failed: (error) => nothing('failed', error),
    },
    observer,
  );
}
