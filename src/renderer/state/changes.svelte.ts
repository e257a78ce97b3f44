import type { Change, Topic } from '../../shared/contract/changes.ts';
import { connection, studio } from '../connection/connection.svelte.ts';

type Listener = (changes: readonly Change[]) => void;
const listeners = new Set<Listener>();

/** Topics that a view shows: all of a topic, or what concerns one id of it. */
export type Interest = Topic | { readonly topic: Topic; readonly id: string };

const concerns = (interest: Interest, change: Change): boolean =>
  typeof interest === 'string' ? interest === change.topic : interest.topic === change.topic && (change.id === null || change.id === interest.id);

/** Calls back when something changed that one of the interests names. Returns how to stop. */
export function onChange(interests: readonly Interest[], changed: () => void): () => void {
  const listener: Listener = (changes) => {
    if (changes.some((change) => interests.some((interest) => concerns(interest, change)))) changed();
  };
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Listens to the studio's changes for the whole window, again with every new connection. Call within an effect root. */
export function watchChanges(): void {
  $effect(() => {
    if (connection.generation === 0) return;
    const controller = new AbortController();
    void listen(controller.signal);
    return () => controller.abort();
  });
}

async function listen(signal: AbortSignal): Promise<void> {
  try {
    for await (const changes of await studio.changes.watch(undefined, { signal })) for (const listener of listeners) listener(changes);
  } catch {
    // The connection has gone, or the studio cannot tell: queries ask again with the next connection.
  }
}
