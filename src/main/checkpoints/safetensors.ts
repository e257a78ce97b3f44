import type { FileHandle } from 'node:fs/promises';
import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { RecastError } from '../../shared/errors/index.ts';
import type { DataType, HostTensor, HostTensors } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';

/** What a safetensors file holds: tensors by name, in the order of the file, and its own notes. */
export interface SafetensorsContent {
  readonly tensors: HostTensors;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The element types we read and write, by their name in the header. Both take 4 bytes, little endian as every machine Node runs on. */
const dataTypes: Readonly<Record<'F32' | 'I32', DataType>> = { F32: 'float32', I32: 'int32' };
const BYTES_PER_ELEMENT = 4;
const isOurs = (dtype: string): dtype is keyof typeof dataTypes => Object.hasOwn(dataTypes, dtype);

/** The header's length stands in 8 bytes before it; it is padded with spaces so that the data begins at a multiple of 8. */
const LENGTH_BYTES = 8;
const ALIGNMENT = 8;

/** The format's own limit: a longer header is an attack or rubbish. */
const LONGEST_HEADER = 100_000_000;

const extentSchema = z.number().int().nonnegative();
const headerSchema = z.record(z.string(), z.unknown());
const metadataSchema = z.record(z.string(), z.string());
const entrySchema = z.object({ dtype: z.string(), shape: z.array(extentSchema), data_offsets: z.tuple([extentSchema, extentSchema]) });

/** What the header says of one tensor; `begin` and `end` count from the end of the header. */
interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** How many bytes an element of a type takes; undefined for a type that cannot be read. */
type ElementBytes = (dtype: string) => number | undefined;

type Refuse = (reason: string) => RecastError;

function headerName(tensor: HostTensor): 'F32' | 'I32' {
  return tensor.values instanceof Float32Array ? 'F32' : 'I32';
}

/**
 * Writes tensors as the bytes of a safetensors file (https://github.com/huggingface/safetensors),
 * one after the other in the order given. Every value's bits are kept, NaN included.
 */
export function encodeSafetensors(tensors: HostTensors, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  let offset = 0;
  for (const [name, tensor] of Object.entries(tensors)) {
    const bytes = tensor.values.byteLength;
    if (bytes !== sizeOf(tensor.shape) * BYTES_PER_ELEMENT)
      throw new Error(`${name}: ${tensor.values.length} values do not fill the shape [${tensor.shape.join(', ')}]`);
    header[name] = { dtype: headerName(tensor), shape: tensor.shape, data_offsets: [offset, offset + bytes] };
    offset += bytes;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(LENGTH_BYTES + headerLength + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  file.set(text, LENGTH_BYTES);
  let position = LENGTH_BYTES + headerLength;
  for (const { values } of Object.values(tensors)) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), position);
    position += values.byteLength;
  }
  return file;
}

function parseHeader(bytes: Uint8Array, fileBytes: number, refuse: Refuse): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.length < LENGTH_BYTES) throw refuse('the file is cut off before its header.');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(LONGEST_HEADER)) throw refuse(`its header would be ${length} bytes long, which no safetensors file has.`);
  const dataStart = LENGTH_BYTES + Number(length);
  if (dataStart > Math.min(bytes.length, fileBytes)) throw refuse('the file is cut off inside its header.');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, dataStart)));
  } catch {
    throw refuse('its header is not JSON text.');
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) throw refuse('its header is not a table of tensors.');
  return { header: header.data, dataStart };
}

function parseEntry(name: string, value: unknown, elementBytes: ElementBytes, refuse: Refuse): Entry {
  const entry = entrySchema.safeParse(value);
  if (!entry.success) throw refuse(`the header's entry for "${name}" is not a tensor.`);
  const { dtype, shape, data_offsets } = entry.data;
  const bytes = elementBytes(dtype);
  if (bytes === undefined) throw refuse(`"${name}" holds numbers of the type ${dtype}, which cannot be read here.`);
  const [begin, end] = data_offsets;
  const expected = sizeOf(shape) * bytes;
  if (end - begin !== expected) throw refuse(`"${name}" should take ${expected} bytes but has ${end - begin}.`);
  return { name, dtype, shape, begin, end };
}

/** The data must be exactly the tensors, one after the other: no holes, no overlap, nothing outside the file. */
function checkOffsets(entries: readonly Entry[], dataLength: number, refuse: Refuse): void {
  let expected = 0;
  for (const entry of [...entries].sort((one, other) => one.begin - other.begin || one.end - other.end)) {
    if (entry.end > dataLength) throw refuse(`"${entry.name}" would end ${entry.end - dataLength} bytes after the end of the file.`);
    if (entry.begin < expected) throw refuse(`"${entry.name}" overlaps another tensor.`);
    if (entry.begin > expected) throw refuse(`there is a hole of ${entry.begin - expected} bytes before "${entry.name}".`);
    expected = entry.end;
  }
  if (expected !== dataLength) throw refuse(`${dataLength - expected} bytes follow the last tensor.`);
}

/** What a safetensors file holds, from its header alone. */
export interface SafetensorsHeader {
  readonly entries: readonly Entry[];
  /** Where the numbers begin in the file. */
  readonly dataStart: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads the header of a safetensors file and holds it against the length of the file.
 *
 * @param bytes the file's beginning, at least up to the end of the header
 * @param fileBytes the length of the whole file
 * @param elementBytes which element types can be read
 * @param refuse makes the error for a reason
 */
function readSafetensorsHeader(bytes: Uint8Array, fileBytes: number, elementBytes: ElementBytes, refuse: Refuse): SafetensorsHeader {
  const { header, dataStart } = parseHeader(bytes, fileBytes, refuse);
  const { __metadata__: notes = {}, ...rest } = header;
  const metadata = metadataSchema.safeParse(notes);
  if (!metadata.success) throw refuse('its notes are not a table of texts.');
  const entries = Object.entries(rest).map(([name, value]) => parseEntry(name, value, elementBytes, refuse));
  checkOffsets(entries, fileBytes - dataStart, refuse);
  return { entries, dataStart, metadata: metadata.data };
}

/** Exactly `length` bytes of a file, or fewer where it ends before. */
export async function readBytes(file: FileHandle, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done === length ? bytes : bytes.slice(0, done);
}

/** How long an open file says that its header is, in bytes; 0 where it is too short to say. */
export async function claimedHeaderBytes(file: FileHandle, fileBytes: number): Promise<number> {
  const head = await readBytes(file, 0, Math.min(fileBytes, LENGTH_BYTES));
  return head.length < LENGTH_BYTES ? 0 : Number(new DataView(head.buffer).getBigUint64(0, true));
}

/** As `readSafetensorsHeader`, of an open file; none of its numbers are read. */
export async function readSafetensorsHeaderOf(file: FileHandle, fileBytes: number, elementBytes: ElementBytes, refuse: Refuse): Promise<SafetensorsHeader> {
  const claimed = Math.min(LONGEST_HEADER, await claimedHeaderBytes(file, fileBytes));
  return readSafetensorsHeader(await readBytes(file, 0, Math.min(fileBytes, LENGTH_BYTES + claimed)), fileBytes, elementBytes, refuse);
}

/**
 * Reads the bytes of a safetensors file. The values are copies.
 *
 * @param source the file's name, for messages
 * @throws CHECKPOINT_DAMAGED for anything that is not a whole, well-formed file of F32 and I32 tensors
 */
export function decodeSafetensors(bytes: Uint8Array, source: string): SafetensorsContent {
  const refuse = (reason: string): RecastError => RecastError.of('CHECKPOINT_DAMAGED', { path: source, reason });
  const ours: ElementBytes = (dtype) => (isOurs(dtype) ? BYTES_PER_ELEMENT : undefined);
  const { entries, dataStart, metadata } = readSafetensorsHeader(bytes, bytes.length, ours, refuse);
  const tensors = entries.map(({ name, dtype, shape, begin, end }): [string, HostTensor] => {
    // A copy: the file's data need not lie at a multiple of 4, and a view would keep the whole file in memory.
    const { buffer } = Uint8Array.from(bytes.subarray(dataStart + begin, dataStart + end));
    return [name, { shape, values: isOurs(dtype) && dataTypes[dtype] === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer) }];
  });
  return { tensors: Object.fromEntries(tensors), metadata };
}

/** Reads a safetensors file. Throws CHECKPOINT_DAMAGED as `decodeSafetensors` does, and also where the file cannot be opened. */
export async function readSafetensors(path: string): Promise<SafetensorsContent> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw RecastError.of('CHECKPOINT_DAMAGED', { path, reason: error instanceof Error ? `${error.message}.` : 'the file cannot be opened.' }, error);
  }
  return decodeSafetensors(bytes, path);
}

/** Writes a safetensors file, not synced and not under a temporary name: `writeCheckpoint` does both. */
export async function writeSafetensors(path: string, tensors: HostTensors, metadata: Readonly<Record<string, string>> = {}): Promise<void> {
  await writeFile(path, encodeSafetensors(tensors, metadata));
}
