import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve } from 'node:path';

/** How much of what a program prints is kept, in characters. */
const TAIL = 64 * 1024;

/** npm as a program and its first arguments. */
export interface Npm {
  readonly program: string;
  readonly first: readonly string[];
  readonly shell: boolean;
}

/** The npm that runs us, else the one beside Node, else the one on the path (`scripts/install.mjs` looks in the same places). */
export function findNpm(): Npm {
  const beside = dirname(process.execPath);
  const candidates = [
    process.env['npm_execpath'],
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    resolve(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = candidates.find((path): path is string => path !== undefined && basename(path) === 'npm-cli.js' && existsSync(path));
  if (script !== undefined) return { program: process.execPath, first: [script], shell: false };
  return { program: 'npm', first: [], shell: process.platform === 'win32' };
}

/** How a program ended, and the end of what it printed. */
export interface CommandEnd {
  /** Null where it could not be started. */
  readonly code: number | NodeJS.Signals | null;
  readonly output: string;
}

/** Where a program runs. */
export interface CommandPlace {
  readonly folder: string;
  /** Environment variables over those of this process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Told the number of the process. */
  readonly onStart: (pid: number) => void;
}

/** Ends a process and, where it leads a group, everything that it started. */
export function endGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended by itself in this very moment.
  }
}

/**
 * Runs a program to its end in a process group of its own, all of which goes when `signal` aborts. Its
 * `node` is the one that runs us.
 *
 * @throws an `AbortError` when aborted
 */
export function runCommand(
  { program, first, shell }: Npm,
  args: readonly string[],
  { folder, environment, signal, onStart }: CommandPlace,
): Promise<CommandEnd> {
  signal.throwIfAborted();
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(program, [...first, ...args], {
    cwd: folder,
    env: { ...process.env, PATH: path, ...environment },
    shell,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let output = '';
  const keep = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-TAIL));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  if (child.pid !== undefined) onStart(child.pid);
  const end = (): void => {
    if (child.pid !== undefined) endGroup(child.pid);
  };
  signal.addEventListener('abort', end, { once: true });
  return new Promise((settle, reject) => {
    child.once('error', (error) => settle({ code: null, output: error.message }));
    child.once('close', (code, by) => {
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason as Error);
      else settle({ code: code ?? by, output });
    });
  });
}
