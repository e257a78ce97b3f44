import type { Project } from '../../shared/contract/projects.ts';
import { connection, studio } from '../connection/connection.svelte.ts';
import { Work } from './work.svelte.ts';

/** The sample project: whether it can be made, and its making. */
class Sample {
  available = $state(false);
  readonly work = new Work<Project>();

  make(): Promise<Project | null> {
    return this.work.start((signal) => studio.projects.createSample(undefined, { signal }));
  }
}

/** See `Sample`. */
export const sample = new Sample();

/** Asks whether a sample project can be made. Call within an effect root. */
export function watchSample(): void {
  $effect(() => {
    if (connection.generation === 0) return;
    studio.projects.sampleAvailable().then(
      (available) => (sample.available = available),
      () => undefined,
    );
  });
}
