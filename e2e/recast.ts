import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import type { JsonLine, JsonLineOf } from '../src/main/hosts/cli/json.ts';
import { jsonLineSchema } from '../src/main/hosts/cli/json.ts';

const entry = fileURLToPath(new URL('../src/main/hosts/cli/entry.ts', import.meta.url));

/** Settings of the smallest training there is: a step takes milliseconds. */
export const tiny = ['--size', '16', '--layers', '2', '--ngf', '4', '--ndf', '4', '--blocks', '1', '--seed', '1', '--samples-every', '0'];

/** How a command ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The lines of `--json`, each held against its schema. */
  readonly lines: readonly JsonLine[];
}

/** A `recast` process under way. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until a line of `--json` of this type fits. Rejects when the process ends first. */
  line<Type extends JsonLine['type']>(type: Type, fits?: (line: JsonLineOf<Type>) => boolean): Promise<JsonLineOf<Type>>;
}

const parse = (out: string): JsonLine[] =>
  out
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{'))
    .map((line) => jsonLineSchema.parse(JSON.parse(line)));

/** Starts the real command line in a process of its own. */
export function startRecast(...argv: string[]): Running {
  const child = spawn(process.execPath, [entry, ...argv], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  let over = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      over = true;
      resolve({ code, out, err, lines: parse(out) });
    });
  });
  return {
    process: child,
    ended,
    async line(type, fits = () => true) {
      for (;;) {
        const isMeant = (line: JsonLine): line is JsonLineOf<typeof type> => line.type === type;
        const found = parse(out).filter(isMeant).find(fits);
        if (found !== undefined) return found;
        if (over) throw new Error(`recast ${argv.join(' ')} ended without a line "${type}":\n${out}${err}`);
        await wait(20);
      }
    },
  };
}

/** Runs a command to its end. */
export function recast(...argv: string[]): Promise<Ended> {
  return startRecast(...argv).ended;
}

/** The process ids of a process's children. Linux only: read from /proc. */
export function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter(Boolean).map(Number);
}

/** The process ids of the engines that a host has started. Linux only. */
export function enginesOf(pid: number): number[] {
  return childrenOf(pid).filter((child) => /worker\.[jt]s/.test(readFileSync(`/proc/${child}/cmdline`, 'utf8')));
}

/** Draws `count` small pictures of one kind: a disc (side a) or a square (side b) in changing colours. */
export async function drawPictures(folder: string, kind: 'disc' | 'square', count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    const shape = kind === 'disc' ? '<circle cx="10" cy="10" r="7"' : '<rect x="4" y="4" width="12" height="12"';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="white"/>${shape} fill="hsl(${index * 40}, 70%, 50%)"/></svg>`;
    await sharp(Buffer.from(svg))
      .png()
      .toFile(join(folder, `${kind} ${index}.png`));
  }
}
