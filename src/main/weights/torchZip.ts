import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import yauzl from 'yauzl';
import type { RecastError } from '../../shared/errors/index.ts';
import { readPickle } from './pickle.ts';
import type { StoredTensor } from './stored.ts';
import { elementBytes, readBytes } from './stored.ts';
import type { Storage, StorageReference } from './torchObjects.ts';
import { flattenTensors, printable, torchWorld } from './torchObjects.ts';

/** A description of the tensors longer than this is none of a network. */
export const LONGEST_PICKLE = 16 * 2 ** 20;

/** More parts than this are none of a network. */
const MOST_PARTS = 100_000;

/** A part of the archive: where its bytes lie in the file. */
interface Part {
  readonly position: number;
  readonly length: number;
  readonly crc32: number;
}

async function partOf(zip: ZipFile, entry: Entry, refuse: (reason: string) => RecastError): Promise<Part> {
  // PyTorch never compresses. What is compressed could grow to any size.
  if (entry.compressionMethod !== 0 || entry.compressedSize !== entry.uncompressedSize || entry.isEncrypted())
    throw refuse(`its part "${printable(entry.fileName)}" is compressed, which PyTorch never does.`);
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return { position: fileDataStart, length: entry.uncompressedSize, crc32: entry.crc32 };
}

/** The parts of the archive by name, without the folder that PyTorch puts around them. */
async function readParts(path: string, bytes: number, refuse: (reason: string) => RecastError): Promise<Map<string, Part>> {
  let zip: ZipFile | undefined;
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false });
    if (zip.entryCount > MOST_PARTS) throw refuse(`it is an archive of ${zip.entryCount} parts, which no network has.`);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const description = entries.find(({ fileName }) => /^[^/]+\/data\.pkl$/.test(fileName));
    if (description === undefined) throw refuse(`it is an archive of something else (${describe(entries)}), without PyTorch's data.pkl in it.`);
    const root = description.fileName.slice(0, -'data.pkl'.length);
    if (entries.some(({ fileName }) => fileName === `${root}constants.pkl`))
      throw refuse('it is a TorchScript program; save the state dict of the network instead.');
    const parts = new Map<string, Part>();
    for (const entry of entries) {
      if (!entry.fileName.startsWith(root)) continue;
      const part = await partOf(zip, entry, refuse);
      if (part.position + part.length > bytes) throw refuse(`its part "${printable(entry.fileName)}" is cut off.`);
      parts.set(entry.fileName.slice(root.length), part);
    }
    return parts;
  } catch (error) {
    if (error instanceof Error && error.constructor === Error) throw refuse('it is cut off or damaged: the list of its parts cannot be read.');
    throw error;
  } finally {
    zip?.close();
  }
}

const describe = (entries: readonly Entry[]): string =>
  entries.length === 0 ? 'empty' : `${printable(entries[0].fileName)}${entries.length === 1 ? '' : ` and ${entries.length - 1} more`}`;

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
  const parts = await readParts(path, bytes, refuse);
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
