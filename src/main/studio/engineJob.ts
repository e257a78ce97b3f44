import { join } from 'node:path';
import type { PlainError } from '../../shared/errors/index.ts';
import { plainError } from '../../shared/errors/index.ts';
import { catalogError } from '../catalog/open.ts';
import type { EngineEnd, EngineProcess } from '../jobs/engineProcess.ts';
import { startEngine } from '../jobs/engineProcess.ts';
import type { FromEngine, Task } from '../jobs/messages.ts';
import { failureFrom } from './failures.ts';
import type { JobSubject, LiveJob } from './live/jobs.ts';
import type { StudioParts } from './parts.ts';
import { tensorflowFolder } from './tensorflow/folder.ts';
import type { JobHandle, JobObserver, TaskOutcome } from './types.ts';

/** What is particular to one kind of job. */
export interface JobPlan<Result> {
  readonly task: Task;
  /** Its row in the queue; null for a job that starts at once. */
  readonly queueRow: number | null;
  /** How windows show it; null for one too short to be shown. */
  readonly subject: JobSubject | null;
  readonly reportFolder: string;
  /** Its turn has come. */
  begin?(): void;
  /** Writes down one message. */
  record?(message: FromEngine): void;
  /** Pauses and goes on, in the catalog. */
  paused?(paused: boolean): void;
  /** Writes down how it ended and says so to whoever waits. Called once. */
  finish(end: EngineEnd): Promise<Result>;
  /** The end where the catalog itself fails, so that nothing can be written down. */
  failed(error: PlainError): Result;
}

/** Waits for the job's turn, starts its engine and records what it says, until it has ended and its end is recorded. */
export function startJob<Result>(parts: StudioParts, plan: JobPlan<Result>, observer: JobObserver): JobHandle<Result> {
  const { queue, catalog, layout } = parts;
  const runId = plan.subject?.run;
  const logger = parts.log.logger.child({ job: plan.task.kind, run: runId, conversion: plan.subject?.conversion });
  const cancel = new AbortController();
  let engine: EngineProcess | undefined;
  // The first thing that could not be recorded; the job cannot go on without its records.
  let unrecorded: PlainError | undefined;

  const asPlain = (error: unknown): PlainError => plainError(catalogError(error, layout.catalog));

  function stop(): void {
    cancel.abort();
    engine?.send({ type: 'stop' });
  }

  /** Writes to the catalog from an event; a failure stops the job instead of the program. */
  function write(work: () => void): void {
    if (unrecorded !== undefined) return;
    try {
      work();
    } catch (error) {
      unrecorded = asPlain(error);
      logger.error({ err: error }, 'not recorded');
      stop();
    }
  }

  function onMessage(message: FromEngine): void {
    write(() => plan.record?.(message));
    if (live !== null) tellOf(live, message);
    observer.event(message);
  }

  async function runEngine(): Promise<EngineEnd> {
    if (plan.queueRow !== null && !(await queue.acquire(plan.queueRow, cancel.signal, (position) => observer.queued?.(position))))
      return { ending: 'stopped', result: null };
    plan.begin?.();
    live?.tell({ state: 'starting', startedAt: Date.now() });
    engine = startEngine({
      task: plan.task,
      reportFolder: plan.reportFolder,
      entry: parts.engineEntry,
      environment: { RECAST_TENSORFLOW: tensorflowFolder(layout), RECAST_TRIALS: layout.trials },
      runtime: parts.engineRuntime,
      onMessage,
      onOutput: (text) => {
        logger.info({ output: text }, 'engine');
        live?.log(text);
      },
    });
    logger.info({ engine: engine.pid }, 'engine started');
    const { pid } = engine;
    const { queueRow } = plan;
    if (queueRow !== null && pid !== undefined) write(() => queue.running(queueRow, pid));
    return engine.end;
  }

  async function perform(): Promise<Result> {
    try {
      const ended = await runEngine();
      engine = undefined;
      logger.info({ end: ended }, 'ended');
      const end: EngineEnd = unrecorded === undefined ? ended : { ending: 'failed', error: unrecorded };
      const result = await plan.finish(end);
      tellEnd(end);
      return result;
    } catch (error) {
      logger.error({ err: error }, 'job failed');
      engine?.kill();
      const plain = unrecorded ?? asPlain(error);
      tellEnd({ ending: 'failed', error: plain });
      return plan.failed(plain);
    } finally {
      if (plan.queueRow !== null) releaseQuietly(plan.queueRow);
      changed();
    }
  }

  function tellEnd(end: EngineEnd): void {
    live?.tell({ state: end.ending, failure: 'error' in end ? failureFrom(end.error) : null, endedAt: Date.now() });
  }

  /** The lists in which the job stands are not as they were. */
  function changed(): void {
    if (plan.subject === null) return;
    const { project, run, conversion } = plan.subject;
    parts.changes.tell('activity');
    if (run !== undefined) parts.changes.tell('runs', run);
    if (conversion !== undefined) parts.changes.tell('conversions', conversion);
    if (project !== undefined) parts.changes.tell('projects', project);
  }

  function releaseQuietly(row: number): void {
    try {
      queue.release(row);
    } catch (error) {
      // The row stays until this process ends; the next one that looks finds it dead and removes it.
      logger.error({ err: error, open: catalog.open }, 'not released');
    }
  }

  const outcome = Promise.withResolvers<Result>();
  const controls = { stop, pause: () => tell('pause'), proceed: () => tell('continue'), ended: outcome.promise };
  parts.jobs.track(controls);
  const live = plan.subject === null ? null : parts.jobs.enter(plan.subject, plan.queueRow, controls);
  changed();
  outcome.resolve(perform());
  return {
    ...(runId !== undefined && { runId }),
    stop,
    kill: () => {
      cancel.abort();
      engine?.kill();
    },
    pause: () => tell('pause'),
    continue: () => tell('continue'),
    outcome: outcome.promise,
  };

  function tell(type: 'pause' | 'continue'): void {
    if (engine === undefined) return;
    engine.send({ type });
    write(() => plan.paused?.(type === 'pause'));
    live?.tell({ state: type === 'pause' ? 'paused' : 'running' });
    changed();
  }
}

/** Starts a job that leaves nothing in the catalog. Without a subject, windows do not show it. */
export function startTask(
  parts: StudioParts,
  task: Task,
  queueRow: number | null,
  observer: JobObserver,
  subject: JobSubject | null = null,
): JobHandle<TaskOutcome> {
  return startJob<TaskOutcome>(
    parts,
    {
      task,
      queueRow,
      subject,
      reportFolder: join(parts.layout.logs, 'reports'),
      finish: async (end) =>
        'error' in end ? { ending: end.ending, error: end.error, result: null } : { ending: end.ending, error: null, result: end.result },
      failed: (error) => ({ ending: 'failed', error, result: null }),
    },
    observer,
  );
}

/** What windows are told of a message. */
function tellOf(live: LiveJob, message: FromEngine): void {
  switch (message.type) {
    case 'progress':
      live.tell({ progress: message.progress });
      return;
    case 'prepared':
      live.tell({ state: 'running' });
      return;
    case 'note':
      live.log(message.text);
      return;
    default:
      return;
  }
}
