import { RecastError } from '../../../shared/errors/index.ts';
import { listJobs } from '../../catalog/jobs.ts';
import type { Row } from '../../catalog/tables.ts';
import type { LiveJob } from '../live/jobs.ts';
import { conversionJobId, runJobId } from '../live/jobs.ts';
import type { StudioParts } from '../parts.ts';
import { listActivity } from './list.ts';

function titleOf(parts: StudioParts, id: string): string {
  return listActivity(parts).find((job) => job.id === id)?.title ?? id;
}

/** The queue's row of a job, of whichever process. */
function rowOf({ catalog, jobs }: StudioParts, id: string): Row<'jobs'> | undefined {
  const own = jobs.find(id);
  return listJobs(catalog).find((row) => {
    if (own?.queueRow === row.id) return true;
    if (row.run_id !== null && runJobId(row.run_id) === id) return true;
    return (row.conversion_id !== null && conversionJobId(row.conversion_id) === id) || `queue-${row.id}` === id;
  });
}

/** The job of this process that waits or runs. Throws JOB_ELSEWHERE where another does it, JOB_UNKNOWN where none does. */
function ownJob(parts: StudioParts, id: string): LiveJob {
  const own = parts.jobs.find(id);
  if (own !== undefined && own.endedAt === null) return own;
  const row = rowOf(parts, id);
  if (row !== undefined) throw RecastError.of('JOB_ELSEWHERE', { title: titleOf(parts, id), pid: row.host_pid });
  throw RecastError.of('JOB_UNKNOWN', { job: id });
}

/** Pauses a running job. One that is paused already stays so. Throws JOB_NOT_RUNNING, JOB_ELSEWHERE, JOB_UNKNOWN. */
export function pauseJob(parts: StudioParts, id: string): void {
  const job = ownJob(parts, id);
  if (job.state === 'queued') throw RecastError.of('JOB_NOT_RUNNING', { title: job.subject.title, state: 'waiting' });
  if (job.state !== 'paused') job.controls.pause();
}

/** Ends a pause. Throws JOB_NOT_RUNNING, JOB_ELSEWHERE, JOB_UNKNOWN. */
export function proceedJob(parts: StudioParts, id: string): void {
  const job = ownJob(parts, id);
  if (job.state === 'queued') throw RecastError.of('JOB_NOT_RUNNING', { title: job.subject.title, state: 'waiting' });
  if (job.state === 'paused') job.controls.proceed();
}

/** Takes a waiting job out of the queue; a running one saves and ends. Throws JOB_ELSEWHERE, JOB_UNKNOWN. */
export function stopJob(parts: StudioParts, id: string): void {
  ownJob(parts, id).controls.stop();
}

/** Moves a waiting job, of whichever process, to a place; 1 is next. Throws JOB_NOT_WAITING. */
export function moveJob(parts: StudioParts, id: string, place: number): void {
  const row = rowOf(parts, id);
  if (row === undefined || !parts.queue.moveJob(row.id, place)) throw RecastError.of('JOB_NOT_WAITING', { title: titleOf(parts, id) });
  parts.changes.tell('activity');
}
