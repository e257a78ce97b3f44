import type { Side } from '../../../shared/contract/procedure.ts';
import { studio } from '../../connection/connection.svelte.ts';
import { live } from '../../state/live.svelte.ts';

/** What a project calls its sides. */
export type SideNames = Readonly<Record<Side, string>>;

/** The names of a project's sides; `A` and `B` until they are known. Call while a component is made. */
export function sidesOf(project: () => number): () => SideNames {
  const answer = live((signal) => studio.projects.get({ id: project() }, { signal }), ['projects']);
  return () => answer.value?.sides ?? { a: 'A', b: 'B' };
}
