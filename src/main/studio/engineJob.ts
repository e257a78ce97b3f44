import type { PlainError } from '../../shared/errors/index.ts';
import { plainError } from '../../shared/errors/index.ts';
import { catalogError } from '../catalog/open.ts';
import type { EngineEnd, EngineProcess } from '../jobs/engineProcess.ts';
import { startEngine } from '../jobs/engineProcess.ts';
import type { FromEngine, Task } from '../jobs/messages.ts';
import type { StudioParts } from './parts.ts';
import type { JobHandle, JobObserver } from './types.ts';

/** What is particular to one kind of job. */
export interface JobPlan<Result> {
  readonly task: Task;
  /** Its row in the queue; null for a job that starts at once. */
  readonly queueRow: number | null;
  readonly runId?: string;
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
  const logger = parts.log.logger.child({ job: plan.task.kind, run: plan.runId });
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
    observer.event(message);
  }

  async function runEngine(): Promise<EngineEnd> {
    if (plan.queueRow !== null && !(await queue.acquire(plan.queueRow, cancel.signal, (position) => observer.queued?.(position))))
      return { ending: 'stopped', result: null };
    plan.begin?.();
    engine = startEngine({
      task: plan.task,
      reportFolder: plan.reportFolder,
      entry: parts.engineEntry,
      onMessage,
      onOutput: (text) => logger.info({ output: text }, 'engine'),
    });
    logger.info({ engine: engine.pid }, 'engine started');
    const { pid } = engine;
    const { queueRow } = plan;
    if (queueRow !== null && pid !== undefined) write(() => queue.running(queueRow, pid));
    return engine.end;
  }

  async function live(): Promise<Result> {
    try {
      const end = await runEngine();
      engine = undefined;
      logger.info({ end }, 'ended');
      return await plan.finish(unrecorded === undefined ? end : { ending: 'failed', error: unrecorded });
    } catch (error) {
      logger.error({ err: error }, 'job failed');
      engine?.kill();
      return plan.failed(unrecorded ?? asPlain(error));
    } finally {
      if (plan.queueRow !== null) releaseQuietly(plan.queueRow);
    }
  }

  function releaseQuietly(row: number): void {
    try {
      queue.release(row);
    } catch (error) {
      // The row stays until this process ends; the next one that looks finds it dead and removes it.
      logger.error({ err: error, open: catalog.open }, 'not released');
    }
  }

  return {
    ...(plan.runId !== undefined && { runId: plan.runId }),
    stop,
    kill: () => {
      cancel.abort();
      engine?.kill();
    },
    pause: () => tell('pause'),
    continue: () => tell('continue'),
    outcome: live(),
  };

  function tell(type: 'pause' | 'continue'): void {
    if (engine === undefined) return;
    engine.send({ type });
    write(() => plan.paused?.(type === 'pause'));
  }
}
