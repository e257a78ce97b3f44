import type { Project } from '../../shared/contract/projects.ts';
import { studio } from '../connection/connection.svelte.ts';
import type { Live } from './live.svelte.ts';
import { live } from './live.svelte.ts';
import { where } from './router.svelte.ts';

/** The number of the project that the address names; null on pages that belong to none. Reactive. */
export function openProjectId(): number | null {
  const id = Number(where().parameters['project']);
  return Number.isInteger(id) && id > 0 ? id : null;
}

/** The project that the address names, kept true while the component lives. */
export function openProject(): Live<Project> {
  return live(
    (signal) => {
      const id = openProjectId();
      return id === null ? null : studio.projects.get({ id }, { signal });
    },
    ['projects', 'runs'],
  );
}
