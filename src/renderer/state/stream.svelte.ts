import type { Failure } from '../../shared/contract/procedure.ts';
import { connection } from '../connection/connection.svelte.ts';
import { failureOf } from '../connection/failure.ts';

/** The latest value of a stream of the studio. */
export interface Stream<Value> {
  /** Undefined until the first value. */
  readonly value: Value | undefined;
  readonly failure: Failure | null;
  /** The studio has no more to say. */
  readonly ended: boolean;
}

/**
 * Listens to a stream while the component lives, and again when the connection has come back. Reactive values that `open` reads
 * at once make it another stream: the last value is dropped. `open` may return null for "nothing to listen to".
 */
export function stream<Value>(open: (signal: AbortSignal) => Promise<AsyncIterable<Value>> | null): Stream<Value> {
  let value = $state.raw<Value>();
  let failure = $state.raw<Failure | null>(null);
  let ended = $state(false);
  let generation = 0;

  async function listen(opening: Promise<AsyncIterable<Value>>, signal: AbortSignal): Promise<void> {
    try {
      for await (const next of await opening) {
        if (signal.aborted) return;
        value = next;
        failure = null;
      }
      if (!signal.aborted) ended = true;
    } catch (error) {
      // A connection that went is shown once for the whole window, and this comes back with it.
      if (!signal.aborted && connection.state === 'open') failure = failureOf(error);
    }
  }

  $effect(() => {
    const reconnected = connection.generation !== generation;
    generation = connection.generation;
    const controller = new AbortController();
    const opening = open(controller.signal);
    if (!reconnected) value = undefined;
    ended = false;
    failure = null;
    if (opening !== null) void listen(opening, controller.signal);
    return () => controller.abort();
  });

  return {
    get value() {
      return value;
    },
    get failure() {
      return failure;
    },
    get ended() {
      return ended;
    },
  };
}
