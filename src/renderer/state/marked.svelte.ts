import { studio } from '../connection/connection.svelte.ts';
import type { Marked, MarkField } from './marks.ts';

let last = $state.raw<Marked | null>(null);

/** What was marked last. Reactive. */
export const justMarked = (): Marked | null => last;

const asks = { excluded: studio.data.exclude, heldOut: studio.data.holdOut } as const satisfies Record<MarkField, unknown>;

/** Marks pictures of a project. Views that hold them show it at once; where the studio refuses, they show it taken back, and the failure is thrown. */
export async function markPictures(project: number, ids: readonly number[], field: MarkField, value: boolean): Promise<void> {
  const marked = { ids: new Set(ids), field, value };
  last = marked;
  try {
    await asks[field]({ project, ids: [...ids], value });
  } catch (error) {
    last = { ...marked, value: !value };
    throw error;
  }
}
