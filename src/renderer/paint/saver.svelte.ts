import type { Failure } from '../../shared/contract/procedure.ts';
import { failureOf } from '../connection/failure.ts';

/** What could not be saved is tried again after so many milliseconds: there may be room by then. */
const AGAIN = 4_000;

/** Keeps a document on the studio's side as it changes: one saving at a time, the newest state after it. */
export class Saver<State> {
  /** What was saved last is not what there is. */
  behind = $state(false);
  /** Why the last saving failed; null once one went well. */
  failure = $state.raw<Failure | null>(null);
  readonly #save: (state: State) => Promise<unknown>;
  readonly #pause: number;
  #wanted: { readonly state: State } | null = null;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(save: (state: State) => Promise<unknown>, pause = AGAIN) {
    this.#save = save;
    this.#pause = pause;
  }

  /** The newest state, where that is not saved yet. */
  get unsaved(): State | null {
    return this.#wanted?.state ?? null;
  }

  /** Saves this at once, or as soon as what is being saved has been. */
  want(state: State): void {
    this.#wanted = { state };
    this.behind = true;
    if (!this.#running) void this.again();
  }

  /** Tries what could not be saved; where it cannot be now, it is tried again by itself. Resolves with whether all is saved. */
  async again(): Promise<boolean> {
    if (this.#running) return false;
    clearTimeout(this.#timer);
    this.#running = true;
    try {
      for (let next = this.#wanted; next !== null; next = this.#wanted) {
        await this.#save(next.state);
        if (this.#wanted === next) this.#wanted = null;
      }
      this.behind = false;
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
      this.#timer = setTimeout(() => void this.again(), this.#pause);
    } finally {
      this.#running = false;
    }
    return !this.behind;
  }
}
