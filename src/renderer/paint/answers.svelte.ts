import type { Failure } from '../../shared/contract/procedure.ts';
import { failureOf, isAbort } from '../connection/failure.ts';
import type { Hints } from './hints.ts';
import type { Answer } from './surface/surface.ts';

/** How good an answer is: the quick one while painting, or the final one. */
export type Quality = 'preview' | 'full';

/** An answer, and whether it is the final one though only a preview was asked for. */
export interface Answered {
  readonly answer: Answer;
  readonly final: boolean;
}

/** Asks for the colours of hints. Null where a newer question has taken its place. */
export type Ask = (hints: Hints, quality: Quality, signal: AbortSignal) => Promise<Answered | null>;

/**
 * The network's answers to hints. One question is on its way at a time; what changes meanwhile is asked as one after it, so that
 * answers keep coming while a hand moves. When it rests, the final answer is asked for, and called off when it moves again.
 */
export class Answers {
  /** The newest answer; null before the first. */
  answer = $state.raw<Answer | null>(null);
  /** How good the answer shown is, and whether it is one to the hints as they are now. */
  quality = $state<Quality | null>(null);
  /** A question is on its way. */
  asking = $state(false);
  failure = $state.raw<Failure | null>(null);
  readonly #ask: Ask;
  #wanted: Hints | null = null;
  #running = false;
  #ended = false;
  #final: AbortController | null = null;
  #resting = true;
  readonly #end = new AbortController();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Wants the colours of hints. While a hand is moving the final answer is not asked for. */
  want(hints: Hints, resting: boolean): void {
    this.#wanted = hints;
    this.#resting = resting;
    this.quality = this.quality === null ? null : 'preview';
    this.#final?.abort();
    if (!this.#running) void this.#run();
  }

  /** Shows no answer, as when there is nobody to ask. */
  clear(): void {
    this.#wanted = null;
    this.#final?.abort();
    this.answer = null;
    this.quality = null;
    this.failure = null;
  }

  /** Asks no more. */
  end(): void {
    this.#ended = true;
    this.#end.abort();
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.asking = true;
    try {
      while (this.#wanted !== null && !this.#ended) {
        const hints: Hints = this.#wanted;
        this.#wanted = null;
        const final = await this.#show(hints, 'preview', this.#end.signal);
        if (final || this.#isWanted() || !this.#resting) continue;
        this.#final = new AbortController();
        await this.#show(hints, 'full', AbortSignal.any([this.#final.signal, this.#end.signal]));
      }
      this.failure = null;
    } catch (error) {
      if (!this.#ended) this.failure = failureOf(error);
    } finally {
      this.#running = false;
      this.asking = false;
    }
  }

  /** Apart, because what other calls change meanwhile is nothing the compiler sees. */
  #isWanted(): boolean {
    return this.#wanted !== null;
  }

  /** Gives whether what is shown is final. */
  async #show(hints: Hints, quality: Quality, signal: AbortSignal): Promise<boolean> {
    try {
      const answered = await this.#ask(hints, quality, signal);
      if (answered === null || signal.aborted) return false;
      const final = answered.final || quality === 'full';
      this.answer = answered.answer;
      this.quality = final && !this.#isWanted() ? 'full' : 'preview';
      this.failure = null;
      return final;
    } catch (error) {
      if (signal.aborted || (isAbort(error) && this.#isWanted())) return false;
      throw error;
    }
  }
}
