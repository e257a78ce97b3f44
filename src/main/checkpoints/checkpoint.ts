import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { RecastError } from '../../shared/errors/index.ts';
import type { HostTensors } from '../engine/program.ts';
import type { ParameterLayout, ParameterTree } from '../nn/parameters.ts';
import { PYTORCH_AXES } from '../nn/parameters.ts';
import { sha256, sweepLeftovers, syncFolder, workName, writeError, writeSynced } from './files.ts';
import { fromPytorch, toPytorch } from './layouts.ts';
import type { Manifest } from './manifest.ts';
import { FORMAT_VERSION, hashManifest, MANIFEST_FILE, readManifest } from './manifest.ts';
import { makePlace, stepName } from './retention.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';

const OPTIMIZER_FILE = 'optimizer.safetensors';
const POOL_FILE = 'pool.safetensors';

/** Everything that is saved: a description and three kinds of tensors. */
export interface CheckpointContent {
  readonly description: Omit<Manifest, 'formatVersion' | 'networks' | 'files' | 'hash'>;
  /** What the parameters look like: gives each its PyTorch layout. */
  readonly tree: ParameterTree;
  /** Every parameter of the tree by its full name, in the layout of the networks here. */
  readonly parameters: HostTensors;
  /** What else the training step keeps, under its own names and layouts: `adam.m.<parameter>`. */
  readonly optimizer: HostTensors;
  /** The pictures of each pool, `[pictures, H, W, C]`. */
  readonly pools: HostTensors;
  /** Further files by their names: a vocabulary. */
  readonly extras?: Readonly<Record<string, Uint8Array>>;
}

/** A checkpoint that lies complete and synced on the disk. */
export interface WrittenCheckpoint {
  readonly folder: string;
  readonly hash: string;
  readonly bytes: number;
}

/** A checkpoint whose description was read; its tensors are read, and their hashes checked, when asked for. */
export interface Checkpoint {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Parameters by full name in the layout of the networks here: all, or those of some networks. */
  parameters(networks?: readonly string[]): Promise<HostTensors>;
  optimizer(): Promise<HostTensors>;
  pools(): Promise<HostTensors>;
  /** A further file; null where it has none of that name. */
  extra(name: string): Promise<Uint8Array | null>;
}

const networkOf = (parameter: string): string => parameter.slice(0, parameter.indexOf('.'));
const bytesOf = (tensors: HostTensors): number => Object.values(tensors).reduce((sum, { values }) => sum + values.byteLength, 0);

/** One network's file: names without the network's, PyTorch's layouts, and beside them which layout each has here. */
function encodeNetwork(network: string, content: CheckpointContent): Uint8Array {
  const tensors: Record<string, HostTensors[string]> = {};
  const layouts: Record<string, ParameterLayout> = {};
  for (const [name, { layout }] of Object.entries(content.tree)) {
    if (networkOf(name) !== network) continue;
    const short = name.slice(network.length + 1);
    tensors[short] = toPytorch(content.parameters[name], layout);
    layouts[short] = layout;
  }
  const { architecture, step } = content.description;
  return encodeSafetensors(tensors, { format: 'pt', architecture, network, step: String(step), layouts: JSON.stringify(layouts) });
}

async function writeFiles(folder: string, content: CheckpointContent): Promise<Manifest> {
  const networks = [...new Set(Object.keys(content.tree).map(networkOf))];
  const encoders: [string, () => Uint8Array][] = [
    ...networks.map((network): [string, () => Uint8Array] => [`${network}.safetensors`, () => encodeNetwork(network, content)]),
    [OPTIMIZER_FILE, () => encodeSafetensors(content.optimizer)],
    [POOL_FILE, () => encodeSafetensors(content.pools)],
    ...Object.entries(content.extras ?? {}).map(([name, bytes]): [string, () => Uint8Array] => [name, () => bytes]),
  ];
  const files: Manifest['files'] = [];
  for (const [name, encode] of encoders) {
    const bytes = encode();
    await writeSynced(join(folder, name), bytes);
    files.push({ name, bytes: bytes.length, sha256: sha256(bytes) });
  }
  const description = { formatVersion: FORMAT_VERSION, ...content.description, networks, files } as const;
  const manifest: Manifest = { ...description, hash: hashManifest(description) };
  await writeSynced(join(folder, MANIFEST_FILE), new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`));
  await syncFolder(folder);
  return manifest;
}

/**
 * Saves a checkpoint as the folder `step-<steps>` below `parent`: written under a temporary name, each
 * file and both folders synced, then renamed, so that it is there whole or not at all. One of the same
 * step, from before a resume took another way, is replaced; if it is marked and differs, it stays and
 * the new one's name gets a part of its hash.
 *
 * @throws DISK_FULL, CHECKPOINT_UNWRITABLE: nothing of the new one stays behind and earlier ones are intact
 */
export async function writeCheckpoint(parent: string, content: CheckpointContent): Promise<WrittenCheckpoint> {
  const needed = bytesOf(content.parameters) + bytesOf(content.optimizer) + bytesOf(content.pools);
  const name = stepName(content.description.step);
  const temporary = join(parent, workName('writing', name));
  try {
    await mkdir(parent, { recursive: true });
    await sweepLeftovers(parent);
    await mkdir(temporary);
    const manifest = await writeFiles(temporary, content);
    const folder = await makePlace(join(parent, name), temporary, manifest.hash);
    await rename(temporary, folder);
    await syncFolder(parent);
    return { folder, hash: manifest.hash, bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0) };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw await writeError(error, parent, needed);
  }
}

const layoutNames = Object.keys(PYTORCH_AXES) as [ParameterLayout, ...ParameterLayout[]];
const layoutsSchema = z.record(z.string(), z.enum(layoutNames));

async function readChecked(folder: string, manifest: Manifest, name: string): Promise<Uint8Array> {
  const path = join(folder, name);
  const damaged = (reason: string, cause?: unknown): RecastError => RecastError.of('CHECKPOINT_DAMAGED', { path, reason }, cause);
  const expected = manifest.files.find((file) => file.name === name);
  if (expected === undefined) throw damaged('the checkpoint has no such file.');
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw damaged('the file cannot be opened.', error);
  }
  if (bytes.length !== expected.bytes) throw damaged(`it has ${bytes.length} bytes instead of ${expected.bytes}.`);
  if (sha256(bytes) !== expected.sha256) throw damaged('its contents were changed after it was written (its SHA-256 differs).');
  return bytes;
}

function decodeNetwork(network: string, bytes: Uint8Array, source: string): HostTensors {
  const { tensors, metadata } = decodeSafetensors(bytes, source);
  const layouts = layoutsSchema.parse(JSON.parse(metadata['layouts'] ?? '{}'));
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${network}.${name}`, fromPytorch(tensor, layouts[name] ?? 'same')]));
}

/** Opens the checkpoint in `folder`. Throws CHECKPOINT_DAMAGED or CHECKPOINT_NEWER, here or when its tensors are read. */
export async function readCheckpoint(folder: string): Promise<Checkpoint> {
  const manifest = await readManifest(folder);
  const decode = async (name: string): Promise<HostTensors> => decodeSafetensors(await readChecked(folder, manifest, name), join(folder, name)).tensors;
  return {
    folder,
    manifest,
    parameters: async (networks = manifest.networks) => {
      const read: Record<string, HostTensors[string]> = {};
      for (const network of networks) {
        const name = `${network}.safetensors`;
        Object.assign(read, decodeNetwork(network, await readChecked(folder, manifest, name), join(folder, name)));
      }
      return read;
    },
    optimizer: () => decode(OPTIMIZER_FILE),
    pools: () => decode(POOL_FILE),
    extra: async (name) => (manifest.files.some((file) => file.name === name) ? readChecked(folder, manifest, name) : null),
  };
}
