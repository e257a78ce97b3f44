import type { PaintWord } from '../jobs/messages.ts';
import type { Report, TaskContext } from '../jobs/taskContext.ts';

/** A task's view of its host, with the host's hand on it. */
export class WorkerContext implements TaskContext {
  readonly report: (message: Report) => void;
  readonly #stop = new AbortController();
  #gate: PromiseWithResolvers<undefined> | null = null;

  #unheard: PaintWord[] = [];
  #listener: ((ask: PaintWord) => void) | null = null;

  constructor(report: (message: Report) => void) {
    this.report = report;
  }

  get stop(): AbortSignal {
    return this.#stop.signal;
  }

  get paused(): boolean {
    return this.#gate !== null;
  }

  whenRunning(): Promise<void> {
    return this.#gate?.promise ?? Promise.resolve();
  }

  hear(listener: (ask: PaintWord) => void): void {
    this.#listener = listener;
    for (const ask of this.#unheard.splice(0)) listener(ask);
  }

  /** Somebody who paints asks something. */
  paint(ask: PaintWord): void {
    if (this.#listener === null) this.#unheard.push(ask);
    else this.#listener(ask);
  }

  pause(): void {
    if (!this.stop.aborted) this.#gate ??= Promise.withResolvers();
  }

  /** Ends a pause. */
  proceed(): void {
    this.#gate?.resolve(undefined);
    this.#gate = null;
  }

  /** Asks the task to end; also ends a pause. */
  requestStop(): void {
    this.#stop.abort();
    this.proceed();
  }
}
