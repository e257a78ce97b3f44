import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { RecastError } from '../../shared/errors/index.ts';
import { readBytes } from '../checkpoints/safetensors.ts';
import { readPickle } from './pickle.ts';
import type { StoredTensor } from './stored.ts';
import { elementBytes } from './stored.ts';
import type { Storage, StorageReference } from './torchObjects.ts';
import { flattenTensors, printable, torchWorld } from './torchObjects.ts';
import type { ListedPart } from './zipReader.ts';
import { listZip, ZipFault } from './zipReader.ts';

/** A description of the tensors longer than this is none of a network. */
export const LONGEST_PICKLE = 16 * 2 ** 20;

/** The parts of the archive by name, without the folder that PyTorch puts around them. */
async function readParts(file: FileHandle, bytes: number, refuse: (reason: string) => RecastError): Promise<Map<string, ListedPart>> {
  let listed: ListedPart[];
  try {
    listed = await listZip(file, bytes);
  } catch (error) {
    if (error instanceof ZipFault) throw refuse('it is cut off or damaged: the list of its parts cannot be read.');
    throw error;
  }
  const description = listed.find(({ name }) => /^[^/]+\/data\.pkl$/.test(name));
  if (description === undefined) throw refuse(`it is an archive of something else (${describe(listed)}), without PyTorch's data.pkl in it.`);
  const root = description.name.slice(0, -'data.pkl'.length);
  if (listed.some(({ name }) => name === `${root}constants.pkl`)) throw refuse('it is a TorchScript program; save the state dict of the network instead.');
  const parts = new Map<string, ListedPart>();
  for (const part of listed) {
    if (!part.name.startsWith(root)) continue;
    // PyTorch never compresses. What is compressed could grow to any size.
    if (!part.stored) throw refuse(`its part "${printable(part.name)}" is compressed, which PyTorch never does.`);
    if (part.position + part.length > bytes) throw refuse(`its part "${printable(part.name)}" is cut off.`);
    parts.set(part.name.slice(root.length), part);
  }
  return parts;
}

const describe = (parts: readonly ListedPart[]): string =>
  parts.length === 0 ? 'empty' : `${printable(parts[0].name)}${parts.length === 1 ? '' : ` and ${parts.length - 1} more`}`;

/**
 * The tensors of a file that PyTorch 1.6 or later saved: a zip archive of stored parts, `data.pkl` that
 * describes the tensors, and `data/<key>` for the numbers of each storage. Nothing is executed, and only
 * the description is read into memory.
 */
export async function readTorchZip(
  path: string,
  file: FileHandle,
  bytes: number,
  refuse: (reason: string) => RecastError,
): Promise<ReadonlyMap<string, StoredTensor>> {
  const parts = await readParts(file, bytes, refuse);
  const read = async (name: string, most: number): Promise<Uint8Array | undefined> => {
    const part = parts.get(name);
    if (part === undefined) return undefined;
    if (part.length > most) throw refuse(`its part "${name}" takes ${part.length} bytes, which no network needs.`);
    const content = await readBytes(file, part.position, part.length);
    if (crc32(content) !== part.crc32) throw refuse(`its part "${name}" is damaged.`);
    return content;
  };
  const order = await read('byteorder', 16);
  if (order !== undefined && new TextDecoder().decode(order) !== 'little') throw refuse('its numbers are written in big-endian order.');
  const description = (await read('data.pkl', LONGEST_PICKLE)) ?? new Uint8Array();
  const storageOf = ({ type, key, length }: StorageReference): Storage => {
    const part = parts.get(`data/${key}`);
    if (part === undefined) throw refuse('it lacks the numbers of a tensor.');
    if (length * elementBytes[type] > part.length) throw refuse('the numbers of a tensor are cut off.');
    return { type, length, position: () => part.position };
  };
  const { value } = readPickle(description, 0, torchWorld(path, storageOf));
  return new Map(Array.from(flattenTensors(value), ([name, tensor]) => [name, tensor.stored()]));
}
