import type { Job } from '../../../shared/contract/activity.ts';
import { listConversions } from '../../catalog/conversions.ts';
import { listJobs } from '../../catalog/jobs.ts';
import { findListedRun, runsEndedLately } from '../../catalog/runs.ts';
import type { Row } from '../../catalog/tables.ts';
import { failureOf } from '../failures.ts';
import { follow } from '../live/bell.ts';
import type { LiveJob } from '../live/jobs.ts';
import { conversionJobId, runJobId } from '../live/jobs.ts';
import type { StudioParts } from '../parts.ts';
import { bellOf, positions, recordedProgress } from '../runs/live.ts';
import { isoOrNull } from '../times.ts';

/** The list is told anew this often at most, in milliseconds. */
const EVERY = 250;

/** How many of the jobs that ended are listed. */
const MOST_ENDED = 50;

const kinds: Readonly<Record<string, Job['kind']>> = { train: 'train', convert: 'convert', measure: 'measure', bench: 'bench' };

function ownJob(job: LiveJob, position: number | null): Job {
  const { id, subject, state, progress, failure, startedAt, endedAt } = job;
  const { kind, title, project = null, run = null, conversion = null } = subject;
  return { id, kind, title, state, project, run, conversion, position, progress, failure, startedAt: isoOrNull(startedAt), endedAt: isoOrNull(endedAt) };
}

function runJob(run: Row<'runs'>): Job {
  const { id, name, project_id, state, started_at, ended_at } = run;
  const times = { startedAt: isoOrNull(started_at), endedAt: isoOrNull(ended_at) };
  return {
    id: runJobId(id),
    kind: 'train',
    title: name,
    state,
    project: project_id,
    run: id,
    conversion: null,
    position: null,
    progress: null,
    failure: failureOf(run),
    ...times,
  };
}

function conversionJob(conversion: Row<'conversions'>): Job {
  const { id, title, input, state, created_at, ended_at } = conversion;
  const times = { startedAt: isoOrNull(created_at), endedAt: isoOrNull(ended_at) };
  const failure = failureOf(conversion);
  return {
    id: conversionJobId(id),
    kind: 'convert',
    title: title === '' ? input : title,
    state,
    project: null,
    run: null,
    conversion: id,
    position: null,
    progress: null,
    failure,
    ...times,
  };
}

/** A job in the queue that another process does. */
function foreignJob(parts: StudioParts, row: Row<'jobs'>, position: number | null): Job {
  const run = row.run_id === null ? undefined : findListedRun(parts.catalog, row.run_id);
  if (run !== undefined) return { ...runJob(run), position, progress: recordedProgress(parts, run), endedAt: null };
  const conversion = row.conversion_id === null ? undefined : listConversions(parts.catalog).find(({ id }) => id === row.conversion_id);
  if (conversion !== undefined) return { ...conversionJob(conversion), position, endedAt: null };
  const kind = kinds[row.kind] ?? 'measure';
  const state = row.state === 'waiting' ? 'queued' : 'running';
  const nothing = { project: null, run: null, conversion: null, progress: null, failure: null, endedAt: null };
  return { id: `queue-${row.id}`, kind, title: row.kind, state, position, ...nothing, startedAt: isoOrNull(row.created_at) };
}

/** What runs, what waits in the order of the queue, and what ended lately, newest first: of all processes of the home. */
export function listActivity(parts: StudioParts): Job[] {
  const { catalog, jobs } = parts;
  const places = positions(parts);
  const placeOf = (row: number | null): number | null => (row === null ? null : (places.get(row) ?? null));
  const own = jobs.all();
  const ownRows = new Set(own.flatMap(({ queueRow, endedAt }) => (queueRow === null || endedAt !== null ? [] : [queueRow])));
  const active = [
    ...own.filter(({ endedAt }) => endedAt === null).map((job) => ownJob(job, placeOf(job.queueRow))),
    ...listJobs(catalog)
      .filter(({ id }) => !ownRows.has(id))
      .map((row) => foreignJob(parts, row, placeOf(row.id))),
  ];
  const met = new Set(active.map(({ id }) => id));
  const ended = [
    ...own.filter(({ endedAt }) => endedAt !== null).map((job) => ownJob(job, null)),
    ...runsEndedLately(catalog, MOST_ENDED).map(runJob),
    ...listConversions(catalog)
      .filter(({ ended_at }) => ended_at !== null)
      .slice(0, MOST_ENDED)
      .map(conversionJob),
  ].filter(({ id }) => !met.has(id) && met.add(id) !== undefined);
  const running = active.filter(({ position }) => position === null);
  const waiting = active.filter(({ position }) => position !== null).toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0));
  const byEnd = ended.toSorted((one, other) => ((one.endedAt ?? '') < (other.endedAt ?? '') ? 1 : -1));
  return [...running, ...waiting, ...byEnd.slice(0, MOST_ENDED)];
}

/** The list as it changes, at most four times a second. Ends when the signal aborts. */
export async function* watchActivity(parts: StudioParts, signal: AbortSignal | undefined): AsyncGenerator<Job[], void> {
  const bell = bellOf(parts);
  try {
    yield* follow(bell, EVERY, () => listActivity(parts), signal);
  } finally {
    bell.close();
  }
}
