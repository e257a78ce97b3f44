import type { Change, Topic } from '../../shared/contract/changes.ts';
import type { Catalog } from '../catalog/open.ts';
import { Bell, elapse } from './live/bell.ts';

/** Changes within this time come together, in milliseconds. */
const TOGETHER = 100;

/** How often it is looked whether another process has changed the catalog, in milliseconds. */
const LOOK_EVERY = 500;

/** What another process may have changed: it is known only that it changed something. */
const ELSEWHERE: readonly Topic[] = ['projects', 'runs', 'checkpoints', 'conversions', 'activity'];

/** What changes under the feet of windows. */
export interface Changes {
  /** Rings at every change, also those that other processes made to the catalog. */
  readonly bell: Bell;
  /** Says that something changed; `id` narrows it. */
  tell(topic: Topic, id?: string | number | null): void;
  /** What changed since the call, each change once, those within 100 ms together. Ends when the signal aborts. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<Change[], void>;
  close(): void;
}

/** Opens the changes of a studio. With a catalog, looks twice a second whether another process has changed that. */
export function openChanges(catalog?: () => Catalog): Changes {
  const bell = new Bell();
  const collectors = new Set<(change: Change) => void>();

  function tell(topic: Topic, id: string | number | null = null): void {
    const change = { topic, id: id === null ? null : String(id) };
    for (const collect of collectors) collect(change);
    bell.ring();
  }

  let version: unknown;
  function look(): void {
    try {
      // Moves only when another connection has changed the file.
      const now = catalog?.().pragma('data_version', { simple: true });
      if (version !== undefined && now !== version) for (const topic of ELSEWHERE) tell(topic);
      version = now;
    } catch {
      // Closed or held at this moment: the next look tells.
    }
  }
  look();
  const timer = setInterval(look, LOOK_EVERY);
  timer.unref();

  return {
    bell,
    tell,
    watch: (signal) => collect(collectors, signal),
    close: () => clearInterval(timer),
  };
}

/** Collects from now on, not from when the first value is asked for. */
function collect(collectors: Set<(change: Change) => void>, signal: AbortSignal | undefined): AsyncGenerator<Change[], void> {
  const waiting = new Map<string, Change>();
  let wake = (): void => undefined;
  const take = (change: Change): void => {
    waiting.set(`${change.topic} ${change.id ?? ''}`, change);
    wake();
  };
  const onAbort = (): void => wake();
  collectors.add(take);
  signal?.addEventListener('abort', onAbort);

  async function* values(): AsyncGenerator<Change[], void> {
    try {
      while (signal?.aborted !== true) {
        if (waiting.size === 0) {
          await new Promise<void>((resolve) => (wake = resolve));
          continue;
        }
        await elapse(TOGETHER, signal);
        const changes = [...waiting.values()];
        waiting.clear();
        yield changes;
      }
    } finally {
      collectors.delete(take);
      signal?.removeEventListener('abort', onAbort);
    }
  }
  return values();
}
