import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { RecastError } from '../../shared/errors/index.ts';
import { readBytes } from '../checkpoints/safetensors.ts';
import { PickleFault } from './pickleSource.ts';
import { readSafetensorsTable } from './safetensors.ts';
import type { StoredTensor } from './stored.ts';
import { readValues } from './stored.ts';
import { printable } from './torchObjects.ts';
import { readTorchLegacy } from './torchLegacy.ts';
import { readTorchZip } from './torchZip.ts';

/** A file of weights: what it holds is known, the numbers are read when asked for. */
export interface WeightsFile {
  readonly path: string;
  /** The length of the file. */
  readonly bytes: number;
  /** Tensors by their full names; tables in tables have dots between. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** The values of a tensor of real numbers as float32. */
  read(tensor: StoredTensor): Promise<Float32Array>;
  close(): Promise<void>;
}

type Refuse = (reason: string) => RecastError;
type FormatReader = (path: string, file: FileHandle, bytes: number, refuse: Refuse) => Promise<ReadonlyMap<string, StoredTensor>>;

/** The longest beginning that a format is known by. */
const HEAD_BYTES = 9;

const startsWith = (head: Uint8Array, ...bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte);
/** A length below 2^40 and the brace that opens the header. */
const isSafetensors = (head: Uint8Array): boolean => head[8] === 0x7b && head[5] === 0 && head[6] === 0 && head[7] === 0;

/** The reader of the format that the first bytes tell, or undefined where they tell none. */
function readerOf(path: string, head: Uint8Array): FormatReader | undefined {
  // First: the length of a header may look like the beginning of a pickle.
  if (isSafetensors(head) || path.toLowerCase().endsWith('.safetensors')) return readSafetensorsTable;
  if (startsWith(head, 0x50, 0x4b)) return readTorchZip;
  if (startsWith(head, 0x80) && head[1] >= 2 && head[1] <= 5) return readTorchLegacy;
  return undefined;
}

async function openFile(path: string): Promise<{ file: FileHandle; bytes: number }> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw RecastError.of('WEIGHTS_MISSING', { path, reason: missing ? 'there is none.' : `${error instanceof Error ? error.message : String(error)}.` }, error);
  }
  const status = await file.stat();
  if (status.isFile()) return { file, bytes: status.size };
  await file.close();
  throw RecastError.of('WEIGHTS_MISSING', { path, reason: 'it is a folder or a device, not a file.' });
}

/**
 * Opens a file of weights: a `.pth` or `.pt` of PyTorch, new or old form, or safetensors; told apart by
 * their contents. Reads what tensors there are, not their numbers, and executes nothing.
 *
 * @throws WEIGHTS_MISSING, WEIGHTS_UNREADABLE, WEIGHTS_FOREIGN_OBJECT
 */
export async function openWeights(path: string): Promise<WeightsFile> {
  const { file, bytes } = await openFile(path);
  const refuse: Refuse = (reason) => RecastError.of('WEIGHTS_UNREADABLE', { path, reason });
  try {
    if (bytes === 0) throw refuse('it is empty.');
    const head = await readBytes(file, 0, Math.min(bytes, HEAD_BYTES));
    const reader = readerOf(path, head);
    if (reader === undefined) throw refuse('it is neither a file that PyTorch saved nor a safetensors file.');
    const tensors = await reader(path, file, bytes, refuse);
    for (const name of tensors.keys()) if (printable(name) !== name) throw refuse(`one of its tensors is called "${printable(name)}", which no network has.`);
    return { path, bytes, tensors, read: (tensor) => readValues(file, tensor), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error instanceof PickleFault ? refuse(error.message) : error;
  }
}
