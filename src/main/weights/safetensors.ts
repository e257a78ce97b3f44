import type { FileHandle } from 'node:fs/promises';
import type { RecastError } from '../../shared/errors/index.ts';
import { claimedHeaderBytes, readSafetensorsHeaderOf } from '../checkpoints/safetensors.ts';
import type { ElementType, StoredTensor } from './stored.ts';
import { elementBytes, rowMajor } from './stored.ts';

/** Element types by their names in the header. */
const types: Readonly<Record<string, ElementType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
};

/** A header longer than this is none of a network. */
const LONGEST_HEADER = 16 * 2 ** 20;

/** The tensors of a safetensors file of any element types that weights have; only the header is read. */
export async function readSafetensorsTable(
  _path: string,
  file: FileHandle,
  bytes: number,
  refuse: (reason: string) => RecastError,
): Promise<ReadonlyMap<string, StoredTensor>> {
  const claimed = await claimedHeaderBytes(file, bytes);
  if (claimed > LONGEST_HEADER) throw refuse(`its header would be ${claimed} bytes long, which no network needs.`);
  const bytesOf = (dtype: string): number | undefined => (Object.hasOwn(types, dtype) ? elementBytes[types[dtype]] : undefined);
  const { entries, dataStart } = await readSafetensorsHeaderOf(file, bytes, bytesOf, refuse);
  return new Map(entries.map(({ name, dtype, shape, begin }) => [name, { type: types[dtype], shape, strides: rowMajor(shape), position: dataStart + begin }]));
}
