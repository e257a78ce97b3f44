import type { Failure } from '../../shared/contract/procedure.ts';
import type { Upload as Sent } from '../../shared/contract/uploads.ts';
import { uploadKind } from '../../shared/contract/uploads.ts';
import { connection, studio } from '../connection/connection.svelte.ts';
import { failureOf } from '../connection/failure.ts';
import type { Brought, Bundle } from './dropped.ts';

const atOnce = 3;

/** The files of a bundle that are worth sending. */
export const usableFiles = (bundle: Bundle): readonly Brought[] => bundle.files.filter(({ path }) => uploadKind(path) !== null);

/** Sends a bundle to the host, and goes on where it was interrupted. */
export class Upload {
  readonly name: string;
  readonly files: readonly Brought[];
  /** Bytes that have arrived, and all. */
  sent = $state(0);
  readonly total: number;
  filesSent = $state(0);
  secondsLeft = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  running = $state(false);
  #id: string | null = null;
  #controller = new AbortController();

  constructor(bundle: Bundle) {
    this.name = bundle.name;
    this.files = usableFiles(bundle);
    this.total = this.files.reduce((sum, { file }) => sum + file.size, 0);
  }

  /** Sends what has not arrived yet. Gives the folder on the host; null where it was cancelled or failed: then it can be started again. */
  async start(): Promise<string | null> {
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    this.running = true;
    this.failure = null;
    try {
      for (let attempt = 0; ; attempt++) {
        const upload = await studio.uploads.begin({
          name: this.name,
          files: this.files.map(({ path, file }) => ({ path, bytes: file.size })),
        });
        this.#id = upload.id;
        try {
          await this.#send(upload, signal);
          return upload.folder;
        } catch (error) {
          // A connection that broke: what has arrived stays, and the rest follows.
          if (signal.aborted || attempt >= 5 || !(error instanceof TypeError)) throw error;
          await connection.link();
        }
      }
    } catch (error) {
      if (!signal.aborted) this.failure = failureOf(error);
      return null;
    } finally {
      this.running = false;
    }
  }

  /** Ends it and removes what has arrived. */
  async cancel(): Promise<void> {
    this.#controller.abort();
    if (this.#id !== null) await studio.uploads.abort({ id: this.#id });
  }

  async #send(upload: Sent, signal: AbortSignal): Promise<void> {
    const missing = [...upload.missing];
    this.filesSent = this.files.length - missing.length;
    this.sent = this.total - missing.reduce((sum, { index, from }) => sum + (this.files[index]?.file.size ?? 0) - from, 0);
    const [startedAt, startedWith] = [performance.now(), this.sent];
    const sender = async (): Promise<void> => {
      for (let next = missing.shift(); next !== undefined; next = missing.shift()) {
        const brought = this.files[next.index];
        if (brought === undefined) continue;
        const response = await fetch(`/uploads/${upload.id}/${next.index}?from=${next.from}`, {
          method: 'PUT',
          body: brought.file.slice(next.from),
          signal,
        });
        if (!response.ok) throw new Error(await response.text());
        this.sent += brought.file.size - next.from;
        this.filesSent++;
        const rate = (this.sent - startedWith) / (performance.now() - startedAt);
        if (rate > 0) this.secondsLeft = (this.total - this.sent) / rate / 1000;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sender));
  }
}
