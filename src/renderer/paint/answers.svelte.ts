import type { Failure } from '../../shared/contract/procedure.ts';
import { failureOf, isAbort } from '../connection/failure.ts';
import type { Hints } from './hints.ts';
import type { Answer } from './surface/surface.ts';

/** For so long, in milliseconds, the processor is left to the drawing of a preview before the full answer takes all of it. */
const DRAWN = 25;

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
  /** Hints whose preview is to be asked for, and those whose final answer is when the hand rests. */
  #wanted: Hints | null = null;
  #unfinished: Hints | null = null;
  #running = false;
  #ended = false;
  #final: AbortController | null = null;
  #resting = true;
  /** Counts how often it was cleared: what was asked before is of no interest after. */
  #cleared = 0;
  /** Ends a pause. */
  #proceed = (): void => undefined;
  readonly #end = new AbortController();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Wants the colours of hints. While a hand is moving the final answer is not asked for: see `rest`. */
  want(hints: Hints, resting: boolean): void {
    this.#wanted = hints;
    this.#resting = resting;
    this.quality = this.quality === null ? null : 'preview';
    this.#final?.abort();
    this.#proceed();
    if (!this.#running) void this.#run();
  }

  /** The hand has come to rest at the hints that were wanted last: their preview is on its way or there, and only the final answer is missing. */
  rest(): void {
    this.#resting = true;
    if (!this.#running) void this.#run();
  }

  /** Shows no answer, as when there is nobody to ask. */
  clear(): void {
    this.#cleared++;
    this.#wanted = null;
    this.#unfinished = null;
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
      while (!this.#ended) {
        const [hints, unfinished]: (Hints | null)[] = [this.#wanted, this.#unfinished];
        const cleared = this.#cleared;
        this.#wanted = null;
        this.#unfinished = null;
        if (hints !== null) {
          const final = await this.#show(hints, 'preview', this.#end.signal);
          if (final || this.#isWanted() || cleared !== this.#cleared) continue;
          this.#unfinished = hints;
          if (this.#resting) await this.#pause();
        } else if (unfinished !== null && this.#resting) {
          this.#final = new AbortController();
          await this.#show(unfinished, 'full', AbortSignal.any([this.#final.signal, this.#end.signal]));
        } else {
          this.#unfinished = unfinished;
          break;
        }
      }
      this.failure = null;
    } catch (error) {
      if (!this.#ended) this.failure = failureOf(error);
    } finally {
      this.#running = false;
      this.asking = false;
    }
  }

  /** Lets a preview be drawn, unless the hand moves on. */
  #pause(): Promise<void> {
    return new Promise((proceed) => {
      this.#proceed = proceed;
      setTimeout(proceed, DRAWN);
    });
  }

  /** Apart, because what other calls change meanwhile is nothing the compiler sees. */
  #isWanted(): boolean {
    return this.#wanted !== null;
  }

  /** Gives whether what is shown is final. */
  async #show(hints: Hints, quality: Quality, signal: AbortSignal): Promise<boolean> {
    const cleared = this.#cleared;
    try {
      const answered = await this.#ask(hints, quality, signal);
      if (answered === null || signal.aborted || cleared !== this.#cleared) return false;
      const final = answered.final || quality === 'full';
      this.answer = answered.answer;
      this.quality = final && !this.#isWanted() ? 'full' : 'preview';
      this.failure = null;
      return final;
    } catch (error) {
      if (signal.aborted || cleared !== this.#cleared || (isAbort(error) && this.#isWanted())) return false;
      throw error;
    }
  }
}
