import type { Job } from '../../shared/contract/activity.ts';

/**
 * Decides what of the jobs' progress is said aloud: every tenth of a job that runs, and every change of a state. The function that it
 * gives is told a job whenever it changes, and answers the share that is done, or null for "nothing new".
 */
export function announcements(): (job: Job) => number | null {
  const heard = new Map<string, { state: Job['state']; tenth: number }>();
  return (job) => {
    const { progress } = job;
    const share = progress?.total ? Math.min(1, progress.done / progress.total) : 0;
    const tenth = Math.floor(share * 10);
    const before = heard.get(job.id);
    heard.set(job.id, { state: job.state, tenth });
    // What had ended before the window was opened is no news.
    if (before === undefined) return job.state === 'running' || job.state === 'starting' ? share : null;
    return before.state !== job.state || (job.state === 'running' && before.tenth !== tenth) ? share : null;
  };
}
