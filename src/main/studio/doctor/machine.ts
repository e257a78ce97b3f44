import { readFile, statfs } from 'node:fs/promises';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { PlainError } from '../../../shared/errors/index.ts';
import { formatBytes } from '../../../shared/units.ts';
import { partVersion, productVersion } from './parts.ts';
import type { Finding } from './finding.ts';

const oldestNode = 24;
const littleMemory = 4 * 1024 ** 3;
const littleRoom = 2 * 1024 ** 3;

/** The parts without which training cannot work. */
const parts = ['onnxruntime-node', '@tensorflow/tfjs-core', 'sharp', 'better-sqlite3'] as const;

/** What matters for the speed of matrix products, in the spelling of /proc/cpuinfo. */
const tellingInstructions = ['sse4_2', 'avx', 'avx2', 'fma', 'avx512f', 'avx512_vnni', 'avx512_bf16', 'amx_tile', 'asimd', 'asimddp', 'sve'];

/** The Node this runs on. */
export function nodeFinding(): Finding {
  const ok = Number.parseInt(process.versions.node, 10) >= oldestNode;
  return {
    area: 'node',
    name: 'version',
    value: process.versions.node,
    ok,
    remark: ok ? null : `Node ${oldestNode} or newer is needed; \`npx recast\` brings it along.`,
  };
}

/** The telling instruction sets in the text of /proc/cpuinfo. */
export function instructionsIn(cpuinfo: string): string[] {
  const flags = new Set(/^(?:flags|Features)\s*:\s*(.*)$/m.exec(cpuinfo)?.[1].split(/\s+/));
  return tellingInstructions.filter((name) => flags.has(name));
}

async function instructionsFinding(): Promise<Finding> {
  const finding = { area: 'machine', name: 'instruction sets', ok: null } as const;
  if (platform() !== 'linux') return { ...finding, value: arch(), remark: 'Only Linux tells which ones the processor has.' };
  const found = instructionsIn(await readFile('/proc/cpuinfo', 'utf8'));
  return { ...finding, value: found.length > 0 ? found.join(' ') : arch(), remark: null };
}

/** Memory that this process may use: the machine's, or less where a container sets a limit. */
export function usableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** System, processor, cores, instruction sets, memory. */
export async function machineFindings(): Promise<Finding[]> {
  const memory = usableMemory();
  const enough = memory >= littleMemory;
  const processor = cpus()[0]?.model.trim() ?? arch();
  return [
    { area: 'machine', name: 'recast', value: productVersion(), ok: null, remark: null },
    { area: 'machine', name: 'system', value: `${platform()} ${release()} ${arch()}`, ok: null, remark: null },
    { area: 'machine', name: 'processor', value: `${processor}, ${availableParallelism()} cores`, ok: null, remark: null },
    await instructionsFinding(),
    { area: 'machine', name: 'memory', value: formatBytes(memory), ok: null, remark: enough ? null : 'little: stay with --preset quick' },
  ];
}

/** The nearest folder above a path that exists, with the room on its disk. */
async function roomAt(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (error) {
    if (dirname(path) === path) throw error;
    return roomAt(dirname(path));
  }
}

/** Whether the home folder can be used, and how much room is left on its disk. */
export async function homeFinding(home: string, error: PlainError | null): Promise<Finding> {
  const room = await roomAt(home);
  const remark =
    error !== null ? `${error.message} ${error.remedy}` : room < littleRoom ? 'little: a checkpoint of a large model takes hundreds of megabytes' : null;
  return { area: 'home', name: home, value: `${formatBytes(room)} free`, ok: error === null, remark };
}

/** The versions of the parts. */
export function partFindings(): Finding[] {
  return parts.map((name) => {
    const version = partVersion(name);
    return { area: 'part', name, value: version ?? 'missing', ok: version !== null, remark: version === null ? 'Run `npm ci` again.' : null };
  });
}
