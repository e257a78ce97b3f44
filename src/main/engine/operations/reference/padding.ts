import type { PaddingMode, Shape, SpatialPadding } from '../geometry.ts';
import { paddedShape } from '../geometry.ts';
import type { Values } from './values.ts';

/** The row that stands at `index` of an axis of `extent` pixels: mirrored outside, or -1 for a zero. */
function source(index: number, extent: number, mode: PaddingMode): number {
  if (index >= 0 && index < extent) return index;
  if (mode === 'zeros') return -1;
  return index < 0 ? -index : 2 * extent - 2 - index;
}

/** Calls `visit` with the offsets of each padded pixel and of the pixel it shows, skipping zeros. */
function eachPixel(shape: Shape, padding: SpatialPadding, mode: PaddingMode, visit: (padded: number, original: number) => void): void {
  const [batch, height, width, channels] = shape;
  const [, paddedHeight, paddedWidth] = paddedShape(shape, padding);
  if (mode === 'reflect' && Math.max(padding.top, padding.bottom) >= height)
    throw new Error(`reflection of ${Math.max(padding.top, padding.bottom)} rows needs a higher picture than ${height}`);
  if (mode === 'reflect' && Math.max(padding.left, padding.right) >= width)
    throw new Error(`reflection of ${Math.max(padding.left, padding.right)} columns needs a wider picture than ${width}`);
  for (let n = 0; n < batch; n++) {
    for (let y = 0; y < paddedHeight; y++) {
      const row = source(y - padding.top, height, mode);
      if (row < 0) continue;
      for (let x = 0; x < paddedWidth; x++) {
        const column = source(x - padding.left, width, mode);
        if (column >= 0) visit(((n * paddedHeight + y) * paddedWidth + x) * channels, ((n * height + row) * width + column) * channels);
      }
    }
  }
}

/** Adds the padding. */
export function pad({ shape, values }: Values, padding: SpatialPadding, mode: PaddingMode): Values {
  const result = paddedShape(shape, padding);
  const padded = new Float32Array(result[0] * result[1] * result[2] * result[3]);
  const channels = shape[3];
  eachPixel(shape, padding, mode, (to, from) => {
    for (let c = 0; c < channels; c++) padded[to + c] = values[from + c];
  });
  return { shape: result, values: padded };
}

/** The adjoint of `pad`: every padded pixel's value is added to the pixel it shows. */
export function unpad(values: ArrayLike<number>, shape: Shape, padding: SpatialPadding, mode: PaddingMode): Float64Array {
  const folded = new Float64Array(shape[0] * shape[1] * shape[2] * shape[3]);
  const channels = shape[3];
  eachPixel(shape, padding, mode, (from, to) => {
    for (let c = 0; c < channels; c++) folded[to + c] += values[from + c];
  });
  return folded;
}
