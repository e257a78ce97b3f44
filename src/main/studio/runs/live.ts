import type { RunLive } from '../../../shared/contract/runs.ts';
import type { Progress } from '../../../shared/progress.ts';
import { listJobs } from '../../catalog/jobs.ts';
import { latestMetric } from '../../catalog/metrics.ts';
import type { ListedRun } from '../../catalog/runs.ts';
import { findListedRun } from '../../catalog/runs.ts';
import { Bell, follow } from '../live/bell.ts';
import { runJobId } from '../live/jobs.ts';
import type { StudioParts } from '../parts.ts';

/** Progress comes this often at most, in milliseconds. */
const EVERY = 100;

/** Places in the queue by job, 1 is next. */
export function positions({ catalog }: StudioParts): Map<number, number> {
  const waiting = listJobs(catalog).filter(({ state }) => state === 'waiting');
  return new Map(waiting.map(({ id }, index) => [id, index + 1]));
}

/** How far a run of another process is, by what that has recorded. */
export function recordedProgress({ catalog }: StudioParts, run: ListedRun): Progress | null {
  if (run.started_at === null) return null;
  const { learningRate: _rate, memory = 0, picturesPerSecond = null, secondsLeft = null, ...losses } = latestMetric(catalog, run.id)?.values ?? {};
  const { step: done, total_steps: total, epoch } = run;
  return { phase: 'training', done, total, unit: 'steps', secondsLeft, picturesPerSecond, epoch, losses, memory };
}

function liveOf(parts: StudioParts, id: string): RunLive | undefined {
  const run = findListedRun(parts.catalog, id);
  if (run === undefined) return undefined;
  const own = parts.jobs.find(runJobId(id));
  const row = listJobs(parts.catalog).find(({ run_id }) => run_id === id);
  const position = row?.state === 'waiting' ? (positions(parts).get(row.id) ?? null) : null;
  if (own !== undefined && own.endedAt === null) return { state: own.state, position, progress: own.progress };
  return { state: run.state, position, progress: row === undefined ? (own?.progress ?? null) : recordedProgress(parts, run) };
}

/** The live state of a run, whichever process does it, at most ten times a second. Ends when the signal aborts. */
export async function* watchRun(parts: StudioParts, id: string, signal: AbortSignal | undefined): AsyncGenerator<RunLive, void> {
  const bell = bellOf(parts);
  try {
    yield* follow(bell, EVERY, () => liveOf(parts, id), signal);
  } finally {
    bell.close();
  }
}

/** Rings with the jobs of this process and with everything else that changes. */
export function bellOf({ jobs, changes }: StudioParts): Bell & { close(): void } {
  const bell = new Bell();
  const ends = [jobs.bell, changes.bell].map((one) => one.listen(() => bell.ring()));
  return Object.assign(bell, {
    close: () => {
      for (const end of ends) end();
    },
  });
}
