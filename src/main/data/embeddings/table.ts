import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { stackganSettings } from '../../../shared/architectures/stackgan.ts';
import { embeddingReasons } from '../../../shared/errors/embeddings.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { readBytes, readSafetensorsHeaderOf } from '../../checkpoints/safetensors.ts';
import { sizeOf } from '../../engine/program.ts';
import { readReason } from '../systemErrors.ts';
import { NPY_HEAD, readNpyTable } from './npy.ts';

const bytesOf = { float16: 2, float32: 4, float64: 8 } as const;

/** Rows that lie together in a file, not yet read. */
export interface Block {
  /** The picture that they are of, or all of them where it is null. */
  readonly name: string | null;
  readonly type: keyof typeof bytesOf;
  /** `[rows, length]` or `[pictures, rows, length]`; of a named one `[length]` as well. */
  readonly shape: readonly number[];
  /** Where it begins in the file, in bytes. */
  readonly position: number;
}

/** What a file of embeddings holds. */
export interface EmbeddingTable {
  readonly blocks: readonly Block[];
  /** Numbers a row. */
  readonly width: number;
}

/** The one tensor of a safetensors file that holds the rows of all pictures. */
const ALL = 'embeddings';

const safetensorsTypes: Readonly<Record<string, Block['type']>> = { F16: 'float16', F32: 'float32', F64: 'float64' };

const { min: SHORTEST, max: LONGEST } = stackganSettings.text;

type Refuse = (reason: string) => RecastError;

async function npyBlocks(file: FileHandle, bytes: number, refuse: Refuse): Promise<Block[]> {
  const block = readNpyTable(await readBytes(file, 0, Math.min(bytes, NPY_HEAD)), refuse);
  const expected = block.position + sizeOf(block.shape) * bytesOf[block.type];
  if (bytes !== expected) throw refuse(embeddingReasons.cut(bytes, expected));
  return [block];
}

async function safetensorsBlocks(file: FileHandle, bytes: number, refuse: Refuse): Promise<Block[]> {
  const say: Refuse = (reason) => refuse(embeddingReasons.safetensors(reason));
  const elementBytes = (dtype: string): number => {
    const type = safetensorsTypes[dtype];
    if (type === undefined) throw refuse(embeddingReasons.type(dtype));
    return bytesOf[type];
  };
  const { entries, dataStart } = await readSafetensorsHeaderOf(file, bytes, elementBytes, say);
  return entries.map(({ name, dtype, shape, begin }) => ({
    name: entries.length === 1 && name === ALL ? null : name,
    type: safetensorsTypes[dtype],
    shape,
    position: dataStart + begin,
  }));
}

const formats: Readonly<Record<string, (file: FileHandle, bytes: number, refuse: Refuse) => Promise<Block[]>>> = {
  '.npy': npyBlocks,
  '.safetensors': safetensorsBlocks,
};

/** The length of the rows, the same for all. */
function widthOf(blocks: readonly Block[], refuse: Refuse): number {
  for (const { name, shape } of blocks) {
    const least = name === null ? 2 : 1;
    if (shape.length < least || shape.length > (name === null ? 3 : 2) || sizeOf(shape) === 0) throw refuse(embeddingReasons.shape(shape));
  }
  const [first] = blocks;
  const width = first?.shape.at(-1) ?? 0;
  const other = blocks.find(({ shape }) => shape.at(-1) !== width);
  if (other !== undefined) throw refuse(embeddingReasons.lengths(first?.name ?? '', width, other.name ?? '', other.shape.at(-1) ?? 0));
  if (width < SHORTEST || width > LONGEST) throw refuse(embeddingReasons.length(width, SHORTEST, LONGEST));
  return width;
}

async function opened<Result>(path: string, use: (file: FileHandle, table: EmbeddingTable, refuse: Refuse) => Promise<Result>): Promise<Result> {
  const refuse: Refuse = (reason) => RecastError.of('EMBEDDINGS_UNREADABLE', { path, reason });
  const format = formats[extname(path).toLowerCase()];
  if (format === undefined) throw refuse(embeddingReasons.ending);
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    throw RecastError.of('EMBEDDINGS_UNREADABLE', { path, reason: readReason(error) }, error);
  }
  try {
    const { size } = await file.stat();
    if (size === 0) throw refuse(embeddingReasons.empty);
    const blocks = await format(file, size, refuse);
    return await use(file, { blocks, width: widthOf(blocks, refuse) }, refuse);
  } catch (error) {
    // What only shows when it is read: a folder.
    if (error instanceof Error && 'syscall' in error) throw RecastError.of('EMBEDDINGS_UNREADABLE', { path, reason: readReason(error) }, error);
    throw error;
  } finally {
    await file.close();
  }
}

/** How many numbers the rows of a file have, from its header. Throws EMBEDDINGS_UNREADABLE. */
export const embeddingWidth = (path: string): Promise<number> => opened(path, async (_, { width }) => width);

const toFloat32: { readonly [Type in Block['type']]: (bytes: ArrayBuffer) => Float32Array } = {
  float16: (bytes) => Float32Array.from(new Float16Array(bytes)),
  float32: (bytes) => new Float32Array(bytes),
  float64: (bytes) => Float32Array.from(new Float64Array(bytes)),
};

/** A row of the length sqrt(numbers), as the encoder that is trained here gives them: an element is about as large as one of the standard normal. */
function scaled(row: Float32Array, number: number, refuse: Refuse): Float32Array {
  let squares = 0;
  for (const value of row) squares += value * value;
  if (!Number.isFinite(squares)) throw refuse(embeddingReasons.noNumber(number));
  if (squares === 0) throw refuse(embeddingReasons.zero(number));
  const scale = Math.sqrt(row.length / squares);
  return row.map((value) => scale * value);
}

/** Rows of one picture, or of one line; null names none. */
export interface RowGroup {
  readonly name: string | null;
  readonly rows: readonly Float32Array[];
}

/**
 * Every row of a file, scaled to the length sqrt(numbers), in the order of the file: a group a picture where the file tells pictures apart, else a
 * group a row. Throws EMBEDDINGS_UNREADABLE.
 */
export const readRows = (path: string): Promise<{ readonly groups: readonly RowGroup[]; readonly width: number }> =>
  opened(path, async (file, { blocks, width }, refuse) => {
    let number = 0;
    const groups: RowGroup[] = [];
    for (const { name, type, shape, position } of blocks) {
      const length = sizeOf(shape) * bytesOf[type];
      const bytes = await readBytes(file, position, length);
      if (bytes.length < length) throw refuse(embeddingReasons.cut(position + bytes.length, position + length));
      const values = toFloat32[type](bytes.buffer);
      const rows = Array.from({ length: values.length / width }, (_, row) => scaled(values.subarray(row * width, (row + 1) * width), ++number, refuse));
      const together = name !== null ? rows.length : shape.length === 3 ? shape[1] : 1;
      for (let from = 0; from < rows.length; from += together) groups.push({ name, rows: rows.slice(from, from + together) });
    }
    return { groups, width };
  });
