import type { Job } from '../../shared/contract/activity.ts';
import { studio } from '../connection/connection.svelte.ts';
import type { Stream } from './stream.svelte.ts';
import { stream } from './stream.svelte.ts';

let jobs = $state.raw<Stream<Job[]> | null>(null);

/** Listens to what runs, for the whole window. Call within an effect root. */
export function watchActivity(): void {
  jobs = stream((signal) => studio.activity.watch(undefined, { signal }));
}

/** What runs, waits and ended lately; undefined until the studio has told. Reactive. */
export const activity = (): Job[] | undefined => jobs?.value;

/** Why it is not known. */
export const activityFailure = () => jobs?.failure ?? null;

/** Whether a job takes the machine's time now. */
export const isRunning = (job: Job): boolean => job.state === 'running' || job.state === 'starting';
