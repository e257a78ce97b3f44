import type { HostTensor } from '../engine/program.ts';

/** A picture in memory: 8-bit sRGB, `data` holds red, green, blue interleaved, row by row (`3 * width * height` bytes). */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Where each of the 256 byte values lies in [-1, 1]. */
const REAL = Float32Array.from({ length: 256 }, (_, byte) => byte / 127.5 - 1);

/** Writes bytes as real numbers in [-1, 1], from `offset` on. */
export function writeReal(bytes: Uint8Array, values: Float32Array, offset: number): void {
  for (let i = 0; i < bytes.length; i++) values[offset + i] = REAL[bytes[i]];
}

/**
 * Pictures of one size as a tensor `[N, H, W, 3] in [-1, 1]` (0 becomes -1, 255 becomes 1).
 * Throws RangeError without pictures or when their sizes differ.
 */
export function toTensor(pictures: readonly Pixels[]): HostTensor {
  if (pictures.length === 0) throw new RangeError('A tensor needs at least one picture.');
  const { width, height } = pictures[0];
  const size = width * height * 3;
  const values = new Float32Array(pictures.length * size);
  for (const [i, picture] of pictures.entries()) {
    if (picture.width !== width || picture.height !== height)
      throw new RangeError(`Pictures of ${picture.width}x${picture.height} and ${width}x${height} cannot share a tensor.`);
    writeReal(picture.data, values, i * size);
  }
  return { shape: [pictures.length, height, width, 3], values };
}

/** A tensor `[N, H, W, 3] in [-1, 1]` as pictures, rounded; values outside are clipped. Throws RangeError for another shape. */
export function toPixels(tensor: HostTensor): Pixels[] {
  const [count, height, width, channels] = tensor.shape;
  if (tensor.shape.length !== 4 || channels !== 3) throw new RangeError(`[${tensor.shape.join(', ')}] is not the shape of pictures, [N, H, W, 3].`);
  const size = width * height * 3;
  return Array.from({ length: count }, (_, n) => {
    // Rounds to the nearest byte and clips.
    const data = new Uint8ClampedArray(size);
    for (let i = 0; i < size; i++) data[i] = (tensor.values[n * size + i] + 1) * 127.5;
    return { width, height, data: new Uint8Array(data.buffer) };
  });
}
