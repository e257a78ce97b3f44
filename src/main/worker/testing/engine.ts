import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromEngine, ToEngine } from '../../jobs/messages.ts';
import { fromEngineSchema } from '../../jobs/messages.ts';

const entry = fileURLToPath(new URL('../entry.ts', import.meta.url));

/** How an engine process ended. */
export interface EngineDeath {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A real engine process under a test's hand. */
export class TestEngine {
  readonly process: ChildProcess;
  readonly messages: FromEngine[] = [];
  /** Settles when the process is gone and all it sent and printed is in. */
  readonly death: Promise<EngineDeath>;
  #watchers: ((message: FromEngine) => void)[] = [];
  #printed = '';

  constructor() {
    this.process = fork(entry, [], { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const print = (chunk: Buffer): void => void (this.#printed += chunk.toString());
    this.process.stdout?.on('data', print);
    this.process.stderr?.on('data', print);
    this.process.on('message', (raw) => {
      const message = fromEngineSchema.parse(raw);
      this.messages.push(message);
      for (const watcher of this.#watchers) watcher(message);
    });
    this.death = new Promise((resolve) => {
      this.process.on('exit', (code, signal) => {
        // Node sends no \`close\` after a disconnect from this side.
        if (!this.process.connected) resolve({ code, signal });
        else this.process.on('close', () => resolve({ code, signal }));
      });
    });
  }

  /** What it printed so far, on both streams. */
  get printed(): string {
    return this.#printed;
  }

  /** The last message so far. */
  get last(): FromEngine | undefined {
    return this.messages.at(-1);
  }

  tell(message: ToEngine): void {
    this.process.send(message);
  }

  /** Resolves at the first message from now on that fits; rejects when the process ends before. */
  async until(fits: (message: FromEngine) => boolean): Promise<FromEngine> {
    const found = new Promise<FromEngine>((resolve) => this.#watchers.push((message) => fits(message) && resolve(message)));
    const gone = this.death.then((death) => {
      throw new Error(`the engine ended (${JSON.stringify(death)}), last message ${JSON.stringify(this.last)}: ${this.printed}`);
    });
    return Promise.race([found, gone]);
  }

  /** Kills it as the kernel would, and waits until it is gone. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.death;
  }
}
