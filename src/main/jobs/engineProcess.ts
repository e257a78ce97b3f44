import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Progress } from '../../shared/progress.ts';
import type { PlainError } from '../../shared/errors/index.ts';
import { plainError, RecastError } from '../../shared/errors/index.ts';
import type { Work } from '../../shared/errors/jobs.ts';
import { explainDeath } from './death.ts';
import type { FromEngine, Task, ToEngine } from './messages.ts';
import { fromEngineSchema, taskSchema, toEngineSchema } from './messages.ts';

/** How much of what the engine prints is kept, in characters. */
const TAIL = 64 * 1024;

/** How long after the exit of the process its last messages are waited for, in milliseconds. */
const LAST_WORDS = 500;

/** How long a process may take to end after its last message, in milliseconds. */
const FAREWELL = 5_000;

/** How an engine process ended. */
export type EngineEnd =
  | { readonly ending: 'finished' | 'stopped'; readonly result: unknown }
  /** It said what went wrong, or showed it by the way it died. */
  | { readonly ending: 'failed'; readonly error: PlainError }
  /** It was killed, by somebody or by `kill()`. */
  | { readonly ending: 'interrupted'; readonly error: PlainError };

export interface EngineOptions {
  readonly task: Task;
  /** Where Node writes its report when it crashes. */
  readonly reportFolder: string;
  /** Every message but the last (`done` or `failed`), which is the end. */
  readonly onMessage: (message: FromEngine) => void;
  /** What the process prints beside its messages: native libraries, Node's warnings. */
  readonly onOutput?: (text: string) => void;
  /** The program to run; the product's own where left out. */
  readonly entry?: string | undefined;
  /** Environment variables over those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The Node to run it on; the one of this process where left out. */
  readonly runtime?: string | undefined;
  /** `below` where left out: see `giveWay`. */
  readonly priority?: 'below' | 'normal';
  /** Flags for Node, before the program. */
  readonly nodeFlags?: readonly string[];
}

/** A running engine process. */
export interface EngineProcess {
  readonly pid: number | undefined;
  send(message: Exclude<ToEngine, { type: 'start' }>): void;
  /** Ends the process and everything it started, at once. */
  kill(): void;
  /** Settles when the process is gone and its last message is in; never rejects. */
  readonly end: Promise<EngineEnd>;
}

/** The engine program: beside the sources in the repository, beside the bundle in a package. */
export function engineEntry(here: string = import.meta.url): string {
  return fileURLToPath(new URL(here.endsWith('.ts') ? '../worker/entry.ts' : './worker.js', here));
}

/**
 * Starts a plain Node process for one task and watches it until it is gone.
 *
 * It leads a process group of its own, so that a Ctrl-C at the terminal reaches only the host; it
 * notices by `disconnect` when the host is gone.
 */
export function startEngine(options: EngineOptions): EngineProcess {
  const task = taskSchema.parse(options.task);
  mkdirSync(options.reportFolder, { recursive: true });
  const reportFlags = ['--report-on-fatalerror', `--report-directory=${options.reportFolder}`, '--report-exclude-env', '--report-exclude-network'];
  const child = spawn(options.runtime ?? process.execPath, [...reportFlags, ...(options.nodeFlags ?? []), options.entry ?? engineEntry()], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...options.environment },
    serialization: 'advanced',
    detached: true,
    windowsHide: true,
  });
  if (child.pid !== undefined && options.priority !== 'normal') giveWay(child.pid);
  const watched = watch(child, options);
  send(child, { type: 'start', task });
  return {
    pid: child.pid,
    send: (message) => send(child, message),
    kill: () => {
      watched.killed();
      killGroup(child);
    },
    end: watched.end,
  };
}

/**
 * Lets everything else on the machine go first, so that windows answer at once while both cores train; an idle machine is
 * as fast as before. Where Linux shares the processors between sessions (autogroups), the process's own session counts.
 */
function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/autogroup`, String(constants.priority.PRIORITY_BELOW_NORMAL));
  } catch {
    // It has ended already, or this system has no such thing: then it runs as it would have.
  }
}

function send(child: ChildProcess, message: ToEngine): void {
  // A process that is gone cannot be told anything; its end says why.
  if (child.connected) child.send(toEngineSchema.parse(message), () => undefined);
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') child.kill('SIGKILL');
  else killQuietly(-child.pid);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in this very moment.
  }
}

/** Listens to a process until it is gone, and then knows how it ended. */
function watch(child: ChildProcess, options: EngineOptions): { end: Promise<EngineEnd>; killed: () => void } {
  let last: Extract<FromEngine, { type: 'done' | 'failed' }> | undefined;
  let fault: RecastError | undefined;
  const work = workOf(options.task);
  let doing = 'while starting';
  let tail = '';
  let killed = false;

  const print = (chunk: Buffer): void => {
    const text = chunk.toString('utf8');
    tail = (tail + text).slice(-TAIL);
    options.onOutput?.(text);
  };
  child.stdout?.on('data', print);
  child.stderr?.on('data', print);

  child.on('message', (raw) => {
    const parsed = fromEngineSchema.safeParse(raw);
    if (!parsed.success) {
      fault ??= RecastError.of('ENGINE_MISUNDERSTOOD', {
        issue: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
        work,
      });
      killGroup(child);
      return;
    }
    const message = parsed.data;
    if (message.type === 'progress') doing = wordsFor(message.progress);
    if (message.type === 'done' || message.type === 'failed') {
      last = message;
      setTimeout(() => killGroup(child), FAREWELL).unref();
    } else options.onMessage(message);
  });

  const end = new Promise<EngineEnd>((resolve) => {
    child.once('error', (error) => {
      // Also emitted for a signal or message that could not be sent; only a process that never was has no number.
      if (child.pid === undefined) resolve({ ending: 'failed', error: plainError(RecastError.of('ENGINE_NOT_STARTED', { reason: error.message }, error)) });
    });
    child.once('exit', (code, signal) => {
      const settle = (): void => {
        clearTimeout(patience);
        resolve(judge(code, signal));
      };
      // `close` comes after the last message and the last line, unless a grandchild holds the pipe open.
      const patience = setTimeout(settle, LAST_WORDS);
      child.once('close', settle);
    });
  });

  function judge(code: number | null, signal: NodeJS.Signals | null): EngineEnd {
    if (fault !== undefined) return { ending: 'failed', error: plainError(fault) };
    if (last?.type === 'done') return { ending: last.stopped ? 'stopped' : 'finished', result: last.result };
    if (last?.type === 'failed') return { ending: 'failed', error: last.error };
    if (killed) return { ending: 'interrupted', error: plainError(RecastError.of('JOB_KILLED', { work })) };
    const { kind, error } = explainDeath({ code, signal, tail, doing, work });
    return { ending: kind === 'killed' ? 'interrupted' : 'failed', error: plainError(error) };
  }

  return { end, killed: () => void (killed = true) };
}

function workOf({ kind }: Pick<Task, 'kind'>): Work {
  if (kind === 'train') return 'training';
  return kind === 'convert' || kind === 'generate' ? 'batch' : 'other';
}

function wordsFor({ phase, done, unit }: Progress): string {
  return done > 0 && unit === 'steps' ? `while ${phase}, after step ${done}` : `while ${phase}`;
}
