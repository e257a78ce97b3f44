import { join } from 'node:path';
import type { Failure } from '../../../shared/contract/procedure.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { EngineProcess } from '../../jobs/engineProcess.ts';
import { startEngine } from '../../jobs/engineProcess.ts';
import type { FromEngine, PaintAnswer, PaintAsk } from '../../jobs/messages.ts';
import { failureFrom } from '../failures.ts';
import type { StudioParts } from '../parts.ts';
import { readSettings } from '../system/settings.ts';
import { tensorflowFolder } from '../tensorflow/folder.ts';

/** How long the engine stays without being asked, in milliseconds: its weights take memory that a training may want. */
const IDLE = 5 * 60_000;

/** Answers that are kept for windows to fetch. */
const MOST_KEPT = 32;

/** An ask without what the desk adds. */
export type DeskAsk = PaintAsk extends infer Ask ? (Ask extends PaintAsk ? Omit<Ask, 'id'> : never) : never;

/** What came of an ask. */
export interface Answered {
  readonly answer: PaintAnswer;
  /** Why the engine had to be started again for it. */
  readonly restarted: Failure | null;
}

interface Waiting {
  readonly ask: PaintAsk;
  /** Aborted once nobody waits for it any more. */
  readonly signal: AbortSignal | undefined;
  /** Set once it was handed to a second engine. */
  restarted: Failure | null;
  settle(answered: Answered): void;
  fail(error: Error): void;
}

type DeskParts = Pick<StudioParts, 'layout' | 'log' | 'engineEntry' | 'engineRuntime'>;

/**
 * The engine of whoever paints, describes or tries a checkpoint on a picture: started at the first ask, kept warm between them, ended when nobody asks for a while. One
 * that dies is started again and asked again, once; what was asked waits meanwhile, and hears why.
 */
export class PaintingDesk {
  readonly #parts: DeskParts;
  readonly #idle: number;
  readonly #waiting = new Map<number, Waiting>();
  readonly #kept = new Map<string, Uint8Array>();
  #engine: EngineProcess | null = null;
  #ending: NodeJS.Timeout | undefined;
  #asks = 0;
  #closed = false;

  /** @param idle milliseconds without an ask after which the engine ends */
  constructor(parts: DeskParts, idle: number = IDLE) {
    this.#parts = parts;
    this.#idle = idle;
  }

  /** The engine's process, while there is one. */
  get pid(): number | undefined {
    return this.#engine?.pid;
  }

  /** How many asks there were so far: a revision for those that have none of their own, of which the newest counts. */
  get asks(): number {
    return this.#asks;
  }

  /**
   * Asks the engine. Rejects with what it says, and with how it ended where it did so twice.
   *
   * @param signal aborted where nobody waits any more, as when a page is left: the engine leaves off what it does for it, and the answer is nothing
   */
  ask(asked: DeskAsk, signal?: AbortSignal): Promise<Answered> {
    const ask = { ...asked, id: ++this.#asks };
    return new Promise((settle, fail) => {
      this.#waiting.set(ask.id, { ask, signal, restarted: null, settle, fail });
      this.#send(ask);
      const forget = (): void => {
        if (this.#waiting.has(ask.id)) this.#engine?.send({ type: 'paint', ask: { do: 'forget', id: ask.id } });
      };
      if (signal?.aborted) forget();
      else signal?.addEventListener('abort', forget, { once: true });
    });
  }

  /** Keeps bytes for a window to fetch; gives their key. The oldest give way. */
  keep(bytes: Uint8Array): string {
    const key = `${this.#asks}-${this.#kept.size}-${Date.now().toString(36)}`;
    this.#kept.set(key, bytes);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return key;
  }

  /** Bytes that were kept; undefined once they have given way. */
  kept(key: string): Uint8Array | undefined {
    return this.#kept.get(key);
  }

  /** Ends the engine and waits until it is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#ending);
    const engine = this.#engine;
    engine?.kill();
    await engine?.end;
  }

  #send(ask: PaintAsk): void {
    clearTimeout(this.#ending);
    this.#engine ??= this.#start();
    this.#engine.send({ type: 'paint', ask });
  }

  #start(): EngineProcess {
    const { layout, log, engineEntry, engineRuntime } = this.#parts;
    const engine = startEngine({
      task: { kind: 'paint', engine: readSettings(layout).engine },
      reportFolder: join(layout.logs, 'reports'),
      entry: engineEntry,
      runtime: engineRuntime,
      environment: { RECAST_TENSORFLOW: tensorflowFolder(layout), RECAST_TRIALS: layout.trials },
      // Somebody looks at the canvas: this one does not give way to a training.
      priority: 'normal',
      onMessage: (message) => this.#hear(message),
      onOutput: (text) => log.logger.info({ output: text }, 'painting engine'),
    });
    log.logger.info({ engine: engine.pid }, 'painting engine started');
    void engine.end.then((end) => {
      log.logger.info({ engine: engine.pid, end }, 'painting engine ended');
      if (this.#engine === engine) this.#engine = null;
      this.#askAgain(
        'error' in end ? RecastError.revive(end.error) : RecastError.of('JOB_KILLED', { work: 'other' }),
        'error' in end ? failureFrom(end.error) : null,
      );
    });
    return engine;
  }

  #hear(message: FromEngine): void {
    if (message.type !== 'painted' && message.type !== 'unpainted') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'painted') waiting?.settle({ answer: message.answer, restarted: waiting.restarted });
    else waiting?.fail(RecastError.revive(message.error));
    if (this.#waiting.size === 0) this.#endLater();
  }

  #endLater(): void {
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => this.#engine?.send({ type: 'stop' }), this.#idle).unref();
  }

  /** The engine is gone: whoever still waits is asked for once more. */
  #askAgain(error: Error, failure: Failure | null): void {
    for (const waiting of [...this.#waiting.values()]) {
      if (waiting.signal?.aborted) {
        this.#waiting.delete(waiting.ask.id);
        waiting.settle({ answer: { do: 'nothing' }, restarted: null });
        continue;
      }
      if (this.#closed || (waiting.restarted !== null && failure !== null)) {
        this.#waiting.delete(waiting.ask.id);
        waiting.fail(error);
        continue;
      }
      // One that ended because nobody asked had not heard of this one yet, and there is nothing to tell.
      waiting.restarted = failure;
      this.#send(waiting.ask);
    }
  }
}
