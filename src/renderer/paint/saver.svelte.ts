import type { Failure } from '../../shared/contract/procedure.ts';
import { failureOf } from '../connection/failure.ts';

/** Keeps a document on the studio's side as it changes: one saving at a time, the newest state after it. */
export class Saver<State> {
  /** What was saved last is not what there is. */
  behind = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly #save: (state: State) => Promise<unknown>;
  #wanted: { readonly state: State } | null = null;
  #running = false;

  constructor(save: (state: State) => Promise<unknown>) {
    this.#save = save;
  }

  /** Saves this at once, or as soon as what is being saved has been. */
  want(state: State): void {
    this.#wanted = { state };
    this.behind = true;
    if (!this.#running) void this.again();
  }

  /** Tries what could not be saved. */
  async again(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.failure = null;
    try {
      for (let next = this.#wanted; next !== null; next = this.#wanted) {
        await this.#save(next.state);
        if (this.#wanted === next) this.#wanted = null;
      }
      this.behind = false;
    } catch (error) {
      this.failure = failureOf(error);
    } finally {
      this.#running = false;
    }
  }
}
