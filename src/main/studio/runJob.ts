import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { PlainError } from '../../shared/errors/index.ts';
import { RecastError } from '../../shared/errors/index.ts';
import { checkpointsOf } from '../catalog/checkpoints.ts';
import { cutAfter } from '../catalog/metrics.ts';
import { datasetOf } from '../catalog/projects.ts';
import { addNote, clearSkipped } from '../catalog/records.ts';
import { addRun, endRun, failureColumns, findRun, getRun, updateRun } from '../catalog/runs.ts';
import type { Row, RunState } from '../catalog/tables.ts';
import type { EngineEnd } from '../jobs/engineProcess.ts';
import type { FromEngine, TrainTask } from '../jobs/messages.ts';
import { trainTaskSchema } from '../jobs/messages.ts';
import { newestIntact, reconcile } from '../jobs/resume.ts';
import { warnOfRoom } from './diskRoom.ts';
import { STAGE_ONE_FOLDER } from '../jobs/stageOne.ts';
import { checkCaptionsFile } from './captions/choose.ts';
import { linkCheckpoint } from './checkpoints/link.ts';
import { startJob } from './engineJob.ts';
import type { StudioParts } from './parts.ts';
import { filedUnder } from './projects/filed.ts';
import { resolveRun } from './references.ts';
import { checkFolders, checkRequest, checkSettings, nameOf, newTask } from './requests.ts';
import { recordRun } from './runRecorder.ts';
import { foldersOf } from './runs/folders.ts';
import { checkStage, stageOneOf } from './runs/stageOne.ts';
import { storedTask, summarizeCheckpoint } from './summaries.ts';
import type { Ending, JobHandle, JobObserver, ResumeOverrides, RunOutcome, TrainRequest } from './types.ts';

/** How often an engine without a host is looked after, in milliseconds. */
const ORPHAN_POLL = 100;

const stateOfEnding: Record<Ending, RunState> = { finished: 'finished', stopped: 'stopped', interrupted: 'interrupted', failed: 'failed' };

/** Makes a run and starts or queues it. Throws REQUEST_REFUSED, what `stageOneOf` throws, CAPTIONS_UNREADABLE, FOLDER_MISSING and what the settings' rules throw. */
export async function trainRun(parts: StudioParts, request: TrainRequest, observer: JobObserver): Promise<JobHandle<RunOutcome>> {
  const { catalog, layout, queue } = parts;
  const task = { ...newTask(request), cacheFolder: layout.cache };
  const stageOne = await stageOneOf(catalog, task, request.stageOne);
  if (task.captions !== undefined) await checkCaptionsFile(task.captions);
  const folderOf = (id: string): string => join(layout.runs, id);
  const now = Date.now();
  // Run and job appear together: a run under way that no job stands for is taken for one whose host died.
  const enter = catalog.transaction(() => {
    const project = filedUnder(catalog, request, task.architecture, now);
    const dataset = datasetOf(catalog, project, task.folders, now);
    const owned = { project_id: project, dataset_id: dataset.id, preset: request.preset ?? null };
    const run = addRun(catalog, { ...owned, name: nameOf(request), architecture: task.architecture, state: 'queued', created_at: now }, folderOf, (id) => ({
      ...task,
      runFolder: folderOf(id),
    }));
    return { run, job: queue.add({ kind: 'train', runId: run.id }) };
  });
  const { run, job } = enter.immediate();
  try {
    if (stageOne !== null) await linkCheckpoint(stageOne.checkpoint.folder, join(run.folder, STAGE_ONE_FOLDER), stageOne.manifest);
  } catch (error) {
    queue.release(job);
    queue.sweep();
    throw error;
  }
  return launchRun(parts, run, job, observer);
}

/** Goes on with a run. Throws STAGE_PASSED, STAGE_NOT_LEARNED, STAGE_WITHOUT_FIRST, RUN_UNKNOWN, RUN_AMBIGUOUS, RUN_BUSY, RESUME_WITHOUT_FOLDERS, RESUME_WITH_FOLDERS, RESUME_FOLDER_MOVED, FOLDER_MISSING, CHECKPOINT_NEWER, REQUEST_REFUSED. */
export async function resumeRun(parts: StudioParts, reference: string, overrides: ResumeOverrides, observer: JobObserver): Promise<JobHandle<RunOutcome>> {
  const { catalog, layout, queue } = parts;
  const { id } = resolveRun(catalog, reference);
  await outlastOrphan(parts, id, observer);
  const run = getRun(catalog, id);
  const stored = storedTask(run);
  const settings = { ...checkSettings(stored.architecture, { ...stored.settings, ...overrides.settings }) };
  const given = Object.fromEntries(
    Object.entries({ ...overrides, folders: foldersOf(run, stored, overrides.folders ?? {}) }).filter(([, value]) => value !== undefined),
  );
  // A home may have moved since: its folders are where they are now.
  const places = { runFolder: run.folder, cacheFolder: layout.cache };
  const next = checkRequest(trainTaskSchema, { ...stored, maxMinutes: null, ...given, settings, ...places });
  checkFolders(next.folders);

  // Taking the run and looking whether it is free are one transaction: of two resumes one is refused.
  const enter = catalog.transaction(() => {
    const { state } = getRun(catalog, id);
    if (state === 'queued' || state === 'starting' || state === 'running' || state === 'paused') throw RecastError.of('RUN_BUSY', { run: id, state });
    const dataset = datasetOf(catalog, run.project_id, next.folders, Date.now());
    updateRun(catalog, id, { state: 'queued', ...failureColumns(null), ended_at: null, dataset_id: dataset.id });
    return queue.add({ kind: 'train', runId: id });
  });
  const job = enter.immediate();
  try {
    const resumed = await resumePoint(parts, run, next);
    return await launchRun(parts, resumed, job, observer);
  } catch (error) {
    const { state, reason, remedy, error: failure, ended_at, dataset_id } = run;
    updateRun(catalog, id, { state, reason, remedy, error: failure, ended_at, dataset_id });
    queue.release(job);
    throw error;
  }
}

/** Where the run's last host was killed, waits for its engine, which saves and ends by itself. */
async function outlastOrphan({ queue }: StudioParts, id: string, observer: JobObserver): Promise<void> {
  if (queue.isOrphaned(id)) observer.event({ type: 'note', text: 'The program that watched this run was ended; waiting until its engine has saved.' });
  for (queue.sweep(); queue.isOrphaned(id); queue.sweep()) await setTimeout(ORPHAN_POLL);
}

/** Finds where to go on and stores the task that does so. */
async function resumePoint({ catalog }: StudioParts, run: Row<'runs'>, task: TrainTask): Promise<Row<'runs'>> {
  await reconcile(catalog, run);
  const checkpoint = await newestIntact(catalog, run.id, (error) => addNote(catalog, run.id, `${error.message} It was set aside.`, Date.now()));
  await checkStage(task, checkpoint ?? undefined, run.folder);
  const store = catalog.transaction(() => {
    cutAfter(catalog, run.id, checkpoint?.step ?? 0);
    clearSkipped(catalog, run.id);
    updateRun(catalog, run.id, { task: JSON.stringify({ ...task, resumeFrom: checkpoint?.folder ?? null }) });
    return getRun(catalog, run.id);
  });
  return store.immediate();
}

/** Starts or queues a run that has its row, its task and its place in the queue. */
export async function launchRun(parts: StudioParts, run: Row<'runs'>, job: number, observer: JobObserver): Promise<JobHandle<RunOutcome>> {
  const [newest] = checkpointsOf(parts.catalog, run.id);
  const { keepCheckpoints } = storedTask(run);
  return launch(parts, run, job, await warnOfRoom(parts.layout.home, keepCheckpoints, newest?.bytes ?? null), observer);
}

function launch(parts: StudioParts, run: Row<'runs'>, job: number, warning: string | null, observer: JobObserver): JobHandle<RunOutcome> {
  const { catalog } = parts;
  const recorder = recordRun(catalog, run);
  if (warning !== null) {
    addNote(catalog, run.id, warning, Date.now());
    observer.event({ type: 'note', text: warning });
  }

  function outcome(ending: Ending, error: PlainError | null, result: unknown): RunOutcome {
    const [newest] = catalog.open ? checkpointsOf(catalog, run.id) : [];
    return { runId: run.id, ending, error, result, step: recorder.step, checkpoint: newest === undefined ? null : summarizeCheckpoint(newest) };
  }

  async function finish(end: EngineEnd): Promise<RunOutcome> {
    const error = 'error' in end ? end.error : null;
    recorder.flush();
    // A checkpoint whose message was lost with the process.
    await reconcile(catalog, run);
    // Gone with its home's catalog rows, or taken over after this host was silent: then its state is not ours.
    if (findRun(catalog, run.id) !== undefined) endRun(catalog, run.id, stateOfEnding[end.ending], error, Date.now());
    return outcome(end.ending, error, 'result' in end ? end.result : null);
  }

  return startJob(
    parts,
    {
      task: storedTask(run),
      queueRow: job,
      subject: { kind: 'train', title: run.name, project: run.project_id, run: run.id },
      reportFolder: join(run.folder, 'reports'),
      begin: () => updateRun(catalog, run.id, { state: 'starting', started_at: Date.now() }),
      record: (message) => {
        recorder.record(message);
        tellChanges(parts, run, message);
      },
      paused: (paused) => updateRun(catalog, run.id, { state: paused ? 'paused' : 'running' }),
      finish,
      failed: (error) => {
        tryToEnd(parts, run.id, error);
        return outcome('failed', error, null);
      },
    },
    observer,
  );
}

/** What lists and pages have to ask for anew after a message. */
function tellChanges({ changes }: StudioParts, run: Row<'runs'>, { type }: FromEngine): void {
  // Runs say how many checkpoints they have: a first one is what lets them be branched.
  const ofRun: ReadonlySet<FromEngine['type']> = new Set(['prepared', 'sample', 'note', 'skipped', 'checkpoint', 'checkpointRemoved']);
  if (ofRun.has(type)) changes.tell('runs', run.id);
  if (type === 'prepared' || type === 'sample') changes.tell('projects', run.project_id);
  if (type === 'checkpoint' || type === 'checkpointRemoved' || type === 'scored') changes.tell('checkpoints', run.id);
}

/** Where little could be recorded, the state of the run may still fit; if not, the next process that looks finds the run abandoned. */
function tryToEnd({ catalog, log }: StudioParts, id: string, error: PlainError): void {
  try {
    endRun(catalog, id, 'failed', error, Date.now());
  } catch (cause) {
    log.logger.error({ err: cause, run: id }, 'end not recorded');
  }
}
