import type * as z from 'zod';
import type { Failure, stepsDoneSchema } from '../../shared/contract/procedure.ts';
import { failureOf } from '../connection/failure.ts';

/** How far something is. */
export type StepsDone = z.infer<typeof stepsDoneSchema>;
type Working<Result, Steps> = AsyncGenerator<Steps, Result, void> | AsyncIterator<Steps, Result, void>;

/** Something that takes a while and gives a result: an export, a measuring, an upload. Cancelled by `cancel`. */
export class Work<Result, Steps = StepsDone> {
  running = $state(false);
  progress = $state.raw<Steps | null>(null);
  failure = $state.raw<Failure | null>(null);
  result = $state.raw<Result | null>(null);
  #controller = new AbortController();

  /** Begins, and ends what was running before. Gives the result; null where it failed or was cancelled. */
  async start(open: (signal: AbortSignal) => Promise<Working<Result, Steps>>): Promise<Result | null> {
    this.cancel();
    const controller = new AbortController();
    this.#controller = controller;
    this.running = true;
    this.progress = null;
    this.failure = null;
    this.result = null;
    try {
      const steps = await open(controller.signal);
      for (;;) {
        const next = await steps.next();
        if (controller.signal.aborted) return null;
        if (next.done === true) return (this.result = next.value);
        this.progress = next.value;
      }
    } catch (error) {
      if (!controller.signal.aborted) this.failure = failureOf(error);
      return null;
    } finally {
      if (this.#controller === controller) this.running = false;
    }
  }

  cancel(): void {
    this.#controller.abort();
    this.running = false;
  }
}
