import type { BrowserWindow } from 'electron';
import { Notification, powerSaveBlocker } from 'electron';
import type { StudioParts } from '../../studio/parts.ts';
import { readSettings } from '../../studio/system/settings.ts';
import type { LiveJob } from '../../studio/live/jobs.ts';
import type { DesktopWords } from './words.ts';

/** A job that took this long is worth a word when it ends, in milliseconds. */
const LONG = 60_000;

const atWork = ({ state }: LiveJob): boolean => state === 'starting' || state === 'running';

/** Whether something would be lost by quitting without saving. */
export const isBusy = (parts: StudioParts): boolean => parts.jobs.all().some((job) => atWork(job) || job.state === 'paused');

/** What the taskbar shows of the jobs: the share that is done of the one at work, 2 for one that cannot say, -1 for none. */
export function shareDone(jobs: readonly LiveJob[]): number {
  const job = jobs.find(atWork);
  if (job === undefined) return -1;
  const { progress } = job;
  return progress === null || progress.total === null || progress.total === 0 ? 2 : Math.min(1, progress.done / progress.total);
}

/**
 * What the system does for the jobs while they run: progress in the taskbar, a machine that stays awake (a setting), a
 * notification when a long one has ended and nobody looks (a setting). Ends with the returned function.
 */
export function accompanyJobs(window: BrowserWindow, parts: StudioParts, words: () => DesktopWords): () => void {
  const { jobs, layout } = parts;
  let blocker: number | null = null;
  const told = new Set<LiveJob>();

  const keepAwake = (wanted: boolean): void => {
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (!wanted && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };

  const tellEnd = (job: LiveJob): void => {
    told.add(job);
    const took = (job.endedAt ?? 0) - (job.startedAt ?? Infinity);
    if (took < LONG || window.isFocused() || !readSettings(layout).notify || !Notification.isSupported()) return;
    const { ended, failed } = words();
    const note = new Notification({ title: job.subject.title, body: job.failure === null ? ended : `${failed}: ${job.failure.message}` });
    note.on('click', () => {
      window.show();
      window.focus();
    });
    note.show();
  };

  const look = (): void => {
    const all = jobs.all();
    if (!window.isDestroyed()) window.setProgressBar(shareDone(all));
    keepAwake(all.some(atWork) && readSettings(layout).keepAwake);
    for (const job of all) if (job.endedAt !== null && !told.has(job)) tellEnd(job);
    for (const job of told) if (!all.includes(job)) told.delete(job);
  };

  const stop = jobs.bell.listen(look);
  return () => {
    stop();
    keepAwake(false);
  };
}
