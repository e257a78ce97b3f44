import type { FileHandle } from 'node:fs/promises';
import { readBytes } from '../checkpoints/safetensors.ts';
import { sizeOf } from '../engine/program.ts';

/** Types of elements that a file may hold; only real numbers become weights. */
export const elementBytes = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
} as const;

/** The type of a tensor's elements. */
export type ElementType = keyof typeof elementBytes;

/** A tensor where it lies in a file, not yet read: little endian, any strides. */
export interface StoredTensor {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** For each axis, how many elements apart its neighbours lie. */
  readonly strides: readonly number[];
  /** The place of the first element in the file, in bytes. */
  readonly position: number;
}

/** Strides of a tensor whose elements lie row by row. */
export function rowMajor(shape: readonly number[]): number[] {
  return shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
}

/** A bfloat16 is the upper half of a float32. */
function fromBfloat16(bytes: ArrayBuffer): Float32Array {
  const bits = Uint32Array.from(new Uint16Array(bytes), (half) => half << 16);
  return new Float32Array(bits.buffer);
}

type RealType = 'float64' | 'float32' | 'float16' | 'bfloat16';

/** Elements of each real type as float32, rounded to the nearest. */
const toFloat32: { readonly [Type in RealType]: (bytes: ArrayBuffer) => Float32Array } = {
  float64: (bytes) => Float32Array.from(new Float64Array(bytes)),
  float32: (bytes) => new Float32Array(bytes),
  float16: (bytes) => Float32Array.from(new Float16Array(bytes)),
  bfloat16: fromBfloat16,
};

/** Whether a tensor's elements are real numbers. */
export function isReal(type: ElementType): type is RealType {
  return type in toFloat32;
}

/** The elements of `values` from the first on, read with the strides, in row-major order of the shape. */
function arrange(values: Float32Array, shape: readonly number[], strides: readonly number[]): Float32Array {
  const plain = rowMajor(shape);
  if (strides.every((stride, axis) => stride === plain[axis] || shape[axis] === 1)) return values;
  const result = new Float32Array(sizeOf(shape));
  const position = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++position[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      position[axis] = 0;
    }
  }
  return result;
}

/** How many elements lie between the first and the last of a tensor, both counted; 0 where it has none. */
export function spanOf(shape: readonly number[], strides: readonly number[]): number {
  if (sizeOf(shape) === 0) return 0;
  return shape.reduce((last, extent, axis) => last + (extent - 1) * strides[axis], 1);
}

/**
 * Reads a tensor's values as float32, in row-major order.
 *
 * @throws an `Error` where its elements are no real numbers, or the file was cut off meanwhile
 */
export async function readValues(file: FileHandle, { type, shape, strides, position }: StoredTensor): Promise<Float32Array> {
  if (!isReal(type)) throw new Error(`a tensor of ${type} is no weight`);
  const length = spanOf(shape, strides) * elementBytes[type];
  const bytes = await readBytes(file, position, length);
  if (bytes.length < length) throw new Error('the file became shorter while it was read');
  return arrange(toFloat32[type](bytes.buffer), shape, strides);
}
