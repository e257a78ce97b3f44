import { setTimeout as delay } from 'node:timers/promises';
import type { Change, Topic } from '../../shared/contract/changes.ts';

/** Changes within so many milliseconds come together. */
const TOGETHER = 100;

/** What changes in the studio, from whoever changes it to whoever shows it. */
export interface Changes {
  /** Says that something changed; without an id all of the topic. */
  tell(topic: Topic, id?: string | number): void;
  /** What changed, as it comes, each once, until `signal` aborts. Nothing is lost between two lists. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<Change[]>;
}

const keyOf = ({ topic, id }: Change): string => JSON.stringify([topic, id]);

/** Makes the feed of a studio. */
export function openChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  return {
    tell: (topic, id) => {
      const change = { topic, id: id === undefined ? null : String(id) };
      for (const hear of listeners) hear(change);
    },
    async *watch(signal) {
      const waiting = new Map<string, Change>();
      let wake: () => void = () => undefined;
      const hear = (change: Change): void => {
        waiting.set(keyOf(change), change);
        wake();
      };
      const end = (): void => wake();
      listeners.add(hear);
      signal?.addEventListener('abort', end);
      try {
        while (signal?.aborted !== true) {
          if (waiting.size === 0) {
            await new Promise<void>((resolve) => (wake = resolve));
            continue;
          }
          await delay(TOGETHER);
          const changes = [...waiting.values()];
          waiting.clear();
          yield changes;
        }
      } finally {
        listeners.delete(hear);
        signal?.removeEventListener('abort', end);
      }
    },
  };
}
