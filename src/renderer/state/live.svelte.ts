import type { Failure } from '../../shared/contract/procedure.ts';
import { connection } from '../connection/connection.svelte.ts';
import { failureOf, isAbort } from '../connection/failure.ts';
import type { Interest } from './changes.svelte.ts';
import { onChange } from './changes.svelte.ts';

/** An answer of the studio that stays true: it is asked again when what it shows has changed. */
export interface Live<Value> {
  /** Undefined until the first answer; the last answer after that, also while asking again. */
  readonly value: Value | undefined;
  /** Why there is no newer answer. */
  readonly failure: Failure | null;
  /** Nothing to show yet. */
  readonly loading: boolean;
  /** Asks now. */
  again(): void;
}

/**
 * Asks and keeps the answer true while the component lives. Reactive values that `ask` reads at once (before its first `await`)
 * make it a new question: the old answer is dropped. `ask` may return null for "nothing to ask".
 * Give `interests` as a function where they depend on reactive values.
 */
export function live<Value>(ask: (signal: AbortSignal) => Promise<Value> | null, interests: readonly Interest[] | (() => readonly Interest[])): Live<Value> {
  let value = $state.raw<Value>();
  let failure = $state.raw<Failure | null>(null);
  let asking = $state(true);
  let revision = $state(0);
  let answered = -1;
  let generation = -1;
  // A change while an answer is on its way is asked about after it, so that many changes cannot keep the answer away.
  let late = false;
  const again = (): void => {
    if (asking && value !== undefined) late = true;
    else revision++;
  };
  const settled = (): void => {
    asking = false;
    if (!late) return;
    late = false;
    revision++;
  };

  $effect(() => onChange(typeof interests === 'function' ? interests() : interests, again));

  $effect(() => {
    const same = revision !== answered || connection.generation !== generation;
    answered = revision;
    generation = connection.generation;
    late = false;
    const controller = new AbortController();
    const question = ask(controller.signal);
    // Asked again for the same thing: what is shown stays until the answer is there.
    if (!same) {
      value = undefined;
      failure = null;
    }
    if (question === null) {
      asking = false;
      return;
    }
    asking = true;
    question.then(
      (answer) => {
        if (controller.signal.aborted) return;
        value = answer;
        failure = null;
        settled();
      },
      (error: unknown) => {
        if (controller.signal.aborted || (isAbort(error) && connection.state !== 'open')) return;
        failure = failureOf(error);
        settled();
      },
    );
    return () => controller.abort();
  });

  return {
    get value() {
      return value;
    },
    get failure() {
      return failure;
    },
    get loading() {
      return asking && value === undefined && failure === null;
    },
    again: () => {
      revision++;
    },
  };
}
