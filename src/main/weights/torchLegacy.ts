import type { FileHandle } from 'node:fs/promises';
import type { RecastError } from '../../shared/errors/index.ts';
import { readBytes } from '../checkpoints/safetensors.ts';
import { readPickle } from './pickle.ts';
import type { StoredTensor } from './stored.ts';
import { elementBytes } from './stored.ts';
import type { Storage, StorageReference } from './torchObjects.ts';
import { flattenTensors, torchWorld } from './torchObjects.ts';
import { LONGEST_PICKLE } from './torchZip.ts';

/** What every file of the old form begins with. */
const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;

/** The number of a storage's elements stands in 8 bytes before them. */
const COUNT_BYTES = 8;

/** Where each storage begins, once the numbers before it were passed over. */
async function placeStorages(
  file: FileHandle,
  bytes: number,
  start: number,
  keys: readonly unknown[],
  storages: ReadonlyMap<string, StorageReference>,
  refuse: (reason: string) => RecastError,
): Promise<Map<string, number>> {
  const places = new Map<string, number>();
  let position = start;
  for (const key of keys) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    const head = await readBytes(file, position, COUNT_BYTES);
    if (head.length < COUNT_BYTES) throw refuse('it is cut off before the numbers of a tensor.');
    if (storage === undefined) throw refuse('it lists numbers that no tensor has.');
    const count = Number(new DataView(head.buffer).getBigUint64(0, true));
    position += COUNT_BYTES;
    places.set(storage.key, position);
    position += count * elementBytes[storage.type];
    if (position > bytes) throw refuse('the numbers of a tensor are cut off.');
    if (count < storage.length) throw refuse('a tensor has fewer numbers than its description says.');
  }
  return places;
}

/**
 * The tensors of a file that PyTorch before 1.6 saved: pickles one after the other (a magic number, the
 * protocol, the machine, the tables of tensors, the keys of the storages), then the numbers of each
 * storage. Nothing is executed, and the numbers stay in the file.
 */
export async function readTorchLegacy(
  path: string,
  file: FileHandle,
  bytes: number,
  refuse: (reason: string) => RecastError,
): Promise<ReadonlyMap<string, StoredTensor>> {
  const head = await readBytes(file, 0, Math.min(bytes, LONGEST_PICKLE));
  const references = new Map<string, StorageReference>();
  const places = new Map<string, number>();
  const storageOf = (reference: StorageReference): Storage => {
    const { type, key, length, viewStart } = reference;
    const known = references.get(key);
    if (known === undefined || known.length < viewStart + length) references.set(key, { type, key, length: viewStart + length, viewStart: 0 });
    return {
      type,
      length,
      position: () => {
        const place = places.get(key);
        if (place === undefined) throw refuse('it lacks the numbers of a tensor.');
        return place + viewStart * elementBytes[type];
      },
    };
  };
  const world = torchWorld(path, storageOf);
  let position = 0;
  const next = (): unknown => {
    const { value, end } = readPickle(head, position, world);
    position = end;
    return value;
  };
  if (next() !== MAGIC || next() !== PROTOCOL) throw refuse('it is a pickle, but not one that PyTorch wrote.');
  const machine = next();
  if (machine instanceof Map && machine.get('little_endian') === false) throw refuse('its numbers are written in big-endian order.');
  const root = next();
  const keys = next();
  if (!Array.isArray(keys)) throw refuse('its list of storages is damaged.');
  for (const [key, place] of await placeStorages(file, bytes, position, keys, references, refuse)) places.set(key, place);
  return new Map(Array.from(flattenTensors(root), ([name, tensor]) => [name, tensor.stored()]));
}
