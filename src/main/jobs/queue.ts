import { hostname } from 'node:os';
import { RecastError } from '../../shared/errors/index.ts';
import { addJob, listJobs, removeJob, updateJob } from '../catalog/jobs.ts';
import { activeConversions, updateConversion } from '../catalog/conversions.ts';
import type { Catalog } from '../catalog/open.ts';
import { endRun, failureColumns, runsInState } from '../catalog/runs.ts';
import type { Row } from '../catalog/tables.ts';
import { isAlive, markProcess } from './processIdentity.ts';

/** All in milliseconds. */
const HEARTBEAT = 5_000;
const POLL = 200;
const SWEEP = 1_000;
/** Without a sign of life for this long, a job of another machine or container is lost. */
const SILENCE = 60_000;
/** An engine whose host has died may save for this long before it is killed. */
const ORPHAN_GRACE = 5 * 60_000;

const activeStates = ['queued', 'starting', 'running', 'paused'] as const;

/** Runs and conversions that are recorded as under way, but that no job stands for. */
export interface Strays {
  readonly runs: readonly string[];
  readonly conversions: readonly number[];
}

export interface QueueOptions {
  /** Jobs that may run at once, over all processes of the home. */
  readonly concurrent: number;
  readonly machine?: string;
  readonly now?: () => number;
  /** Told what was found lost and has been recorded as interrupted. */
  readonly onLost?: (strays: Strays) => void;
}

/** What waits for the engine. */
export interface QueuedJob {
  readonly kind: string;
  readonly runId?: string;
  readonly conversionId?: number;
}

/** The queue of engine jobs of a home, shared by all its processes through the catalog. */
export interface JobQueue {
  /** Enters a job at the end; gives its number. */
  add(job: QueuedJob): number;
  /**
   * Waits until the job's turn has come and takes the engine for it.
   *
   * @returns false when `signal` aborted or the job was taken out of the queue
   */
  acquire(job: number, signal: AbortSignal, onPosition: (position: number) => void): Promise<boolean>;
  /** Records which process does the job, so that others see it live even when this host is gone. */
  running(job: number, enginePid: number): void;
  /** Whether the host of a run is gone and its engine still saves. */
  isOrphaned(runId: string): boolean;
  /** The job has ended. */
  release(job: number): void;
  /** Moves a waiting run to a place, 1 is next. Throws RUN_NOT_QUEUED. */
  move(runId: string, place: number): void;
  /** Moves any waiting job to a place; false where it does not wait. */
  moveJob(job: number, place: number): boolean;
  /** Removes the jobs of dead processes and marks their runs interrupted. */
  sweep(): void;
  close(): void;
}

/** Opens the queue of a catalog for this process. */
export function openQueue(catalog: Catalog, options: QueueOptions): JobQueue {
  const machine = options.machine ?? hostname();
  const now = options.now ?? Date.now;
  const self = markProcess(process.pid);
  const own = new Set<number>();
  const heart = setInterval(() => {
    for (const job of own) attempt(() => updateJob(catalog, job, { heartbeat: now() }));
  }, HEARTBEAT);
  heart.unref();

  function hostLives(job: Row<'jobs'>): boolean {
    if (own.has(job.id)) return true;
    const silent = now() - job.heartbeat > SILENCE;
    // Numbers of processes mean something on their own machine only.
    if (job.machine !== machine) return !silent;
    return isAlive({ pid: job.host_pid, identity: job.host_identity }) && (job.host_identity !== null || !silent);
  }

  function engineLives(job: Row<'jobs'>): boolean {
    return job.machine === machine && job.engine_pid !== null && isAlive({ pid: job.engine_pid, identity: job.engine_identity });
  }

  function isLost(job: Row<'jobs'>): boolean {
    if (hostLives(job)) return false;
    if (!engineLives(job)) return true;
    const { engine_pid, engine_identity, heartbeat } = job;
    if (engine_pid !== null && engine_identity !== null && now() - heartbeat > ORPHAN_GRACE) attempt(() => process.kill(engine_pid, 'SIGKILL'));
    return false;
  }

  function strays(): Strays {
    const jobs = listJobs(catalog);
    const runs = new Set(jobs.map((job) => job.run_id));
    const conversions = new Set(jobs.map((job) => job.conversion_id));
    return {
      runs: runsInState(catalog, activeStates).flatMap(({ id }) => (runs.has(id) ? [] : [id])),
      conversions: activeConversions(catalog).flatMap(({ id }) => (conversions.has(id) ? [] : [id])),
    };
  }

  const clear = catalog.transaction((lost: readonly Row<'jobs'>[]): Strays => {
    for (const job of lost) removeJob(catalog, job.id);
    const { runs, conversions } = strays();
    for (const id of runs) endRun(catalog, id, 'interrupted', RecastError.of('HOST_LOST', { work: 'training' }), now());
    for (const id of conversions) {
      const error = RecastError.of('HOST_LOST', { work: 'batch' });
      updateConversion(catalog, id, { state: 'interrupted', reason: error.message, error: failureColumns(error).error, ended_at: now() });
    }
    return { runs, conversions };
  });

  function sweep(): void {
    const lost = listJobs(catalog).filter(isLost);
    const { runs, conversions } = strays();
    // Without a finding, nothing is written: readers then never wait for each other.
    if (lost.length + runs.length + conversions.length === 0) return;
    const cleared = clear.immediate(lost);
    options.onLost?.(cleared);
  }

  /** What the queue says about a job: granted, gone, or its place among those that wait. */
  function standing(id: number): 'free' | 'gone' | number {
    const jobs = listJobs(catalog);
    const waiting = jobs.filter((job) => job.state === 'waiting');
    const place = waiting.findIndex((job) => job.id === id);
    if (place < 0) return 'gone';
    return place === 0 && jobs.length - waiting.length < options.concurrent ? 'free' : place + 1;
  }

  const take = catalog.transaction((id: number): boolean => standing(id) === 'free' && updateJob(catalog, id, { state: 'running', heartbeat: now() }));

  function release(id: number): void {
    own.delete(id);
    removeJob(catalog, id);
  }

  const rearrange = catalog.transaction((isMeant: (job: Row<'jobs'>) => boolean, place: number): boolean => {
    const waiting = listJobs(catalog).filter((job) => job.state === 'waiting');
    const job = waiting.find(isMeant);
    if (job === undefined) return false;
    const others = waiting.filter((other) => other !== job);
    others.splice(Math.max(0, place - 1), 0, job);
    others.forEach(({ id }, index) => updateJob(catalog, id, { place: index + 1 }));
    return true;
  });

  return {
    add: ({ kind, runId, conversionId }) => {
      const at = now();
      const id = addJob(catalog, {
        kind,
        run_id: runId ?? null,
        conversion_id: conversionId ?? null,
        machine,
        host_pid: self.pid,
        host_identity: self.identity,
        heartbeat: at,
        created_at: at,
      });
      own.add(id);
      return id;
    },
    acquire: async (id, signal, onPosition) => {
      let told: number | undefined;
      let swept = now();
      for (;;) {
        if (signal.aborted) {
          release(id);
          return false;
        }
        const place = standing(id);
        if (place === 'gone') {
          own.delete(id);
          return false;
        }
        if (place === 'free' && take.immediate(id)) return true;
        if (typeof place === 'number' && place !== told) onPosition((told = place));
        await elapse(POLL, signal);
        if (now() - swept < SWEEP) continue;
        swept = now();
        sweep();
      }
    },
    running: (id, enginePid) => {
      const { pid, identity } = markProcess(enginePid);
      updateJob(catalog, id, { engine_pid: pid, engine_identity: identity });
    },
    isOrphaned: (runId) => listJobs(catalog).some((job) => job.run_id === runId && !hostLives(job) && engineLives(job)),
    release,
    move: (runId, place) => {
      if (!rearrange.immediate((job) => job.run_id === runId, place)) throw RecastError.of('RUN_NOT_QUEUED', { run: runId });
    },
    moveJob: (id, place) => rearrange.immediate((job) => job.id === id, place),
    sweep,
    close: () => {
      clearInterval(heart);
      for (const id of own) attempt(() => removeJob(catalog, id));
      own.clear();
    },
  };
}

/** For upkeep that must not end the process when it fails: the next one tries again. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // A full disk, or a process that ended by itself.
  }
}

function elapse(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}
