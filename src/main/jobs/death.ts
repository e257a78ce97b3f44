import { RecastError } from '../../shared/errors/index.ts';
import type { Work } from '../../shared/errors/jobs.ts';

/** What is known of an engine process that ended without saying how. */
export interface Death {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it printed. */
  readonly tail: string;
  /** What it did last: "while compiling". */
  readonly doing: string;
  /** What its task was part of. */
  readonly work: Work;
}

/** The kinds of end that a process does not announce. */
export type DeathKind = 'outOfMemory' | 'crashed' | 'killed' | 'exited';

/**
 * Exit codes with a meaning: 128 plus a signal, as a shell or a container gives them, and Windows'
 * status codes. A full memory aborts (134), is killed by the system (137), or, in a convolution that
 * is too large, reads beyond its array (139).
 */
const KINDS_BY_CODE: Readonly<Record<number, DeathKind>> = {
  129: 'killed',
  130: 'killed',
  132: 'crashed',
  134: 'outOfMemory',
  135: 'crashed',
  136: 'crashed',
  137: 'outOfMemory',
  139: 'outOfMemory',
  143: 'killed',
  // Windows: no memory, commitment limit, access violation, stack overflow, fail fast, illegal instruction, Ctrl-C, ended with the session.
  0xc0000017: 'outOfMemory',
  0xc000012d: 'outOfMemory',
  0xc0000005: 'outOfMemory',
  0xc00000fd: 'crashed',
  0xc0000409: 'outOfMemory',
  0xc000001d: 'crashed',
  0xc000013a: 'killed',
  0x40010004: 'killed',
};

const KINDS_BY_SIGNAL: Partial<Record<NodeJS.Signals, DeathKind>> = {
  SIGABRT: 'outOfMemory',
  SIGKILL: 'outOfMemory',
  SIGSEGV: 'outOfMemory',
  SIGTERM: 'killed',
  SIGINT: 'killed',
  SIGHUP: 'killed',
  SIGQUIT: 'killed',
};

/** What Node, C++, ONNX Runtime, TensorFlow and CUDA print when memory runs out. */
const MEMORY_WORDS =
  /heap out of memory|Array buffer allocation failed|std::bad_alloc|bad_array_new_length|Failed to allocate memory|CUDA out of memory|CUDA_ERROR_OUT_OF_MEMORY|OOM when allocating/i;

function kindOf({ code, signal, tail }: Death): DeathKind {
  if (MEMORY_WORDS.test(tail)) return 'outOfMemory';
  if (signal !== null) return KINDS_BY_SIGNAL[signal] ?? 'crashed';
  return (code === null ? undefined : KINDS_BY_CODE[code]) ?? 'exited';
}

function lastLines(tail: string): string {
  const lines = tail.split(/\r?\n/).map((line) => line.trim());
  // A stack trace hides the line that matters: Node prints `Error: ...` above it.
  const telling = lines.filter((line) => line !== '' && !line.startsWith('at ') && !/^Node\.js v/.test(line));
  return telling.slice(-4).join(' | ').slice(-600);
}

/** Says in a plain sentence how an engine process ended that did not say so itself, and what to do. */
export function explainDeath(death: Death): { kind: DeathKind; error: RecastError } {
  const kind = kindOf(death);
  const { code, signal, doing, work } = death;
  const how = signal ?? `code ${code === null ? 'unknown' : code > 0xffff ? `0x${code.toString(16)}` : code}`;
  switch (kind) {
    case 'outOfMemory':
      return { kind, error: RecastError.of('ENGINE_OUT_OF_MEMORY', { doing, how, work }) };
    case 'crashed':
      return { kind, error: RecastError.of('ENGINE_CRASHED', { doing, how, work }) };
    case 'killed':
      return { kind, error: RecastError.of('ENGINE_KILLED', { doing, how, work }) };
    case 'exited':
      return { kind, error: RecastError.of('ENGINE_EXITED', { doing, code: code ?? 0, last: lastLines(death.tail), work }) };
  }
}
