import type { Shape } from '../geometry.ts';
import type { Values } from './values.ts';

/** Attributes of tfjs's nearest-neighbour resize and its gradient. */
export interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** For each output row the input row it shows, by tfjs's own forward rule. */
function sourceRows(from: number, to: number, { alignCorners, halfPixelCenters }: ResizeAttributes): Int32Array {
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  return Int32Array.from({ length: to }, (_, row) => {
    const position = halfPixelCenters ? scale * (row + 0.5) : scale * row;
    return Math.max(0, Math.min(from - 1, alignCorners ? Math.round(position) : Math.floor(position)));
  });
}

/**
 * `ResizeNearestNeighborGrad`: adds each pixel of `dy` to the pixel it was copied from. It replaces the
 * kernel of tfjs's `cpu` backend, which reads the wrong picture of a batch and ignores half-pixel centres.
 */
export function resizeNearestGradient(images: Values, dy: Values, attributes: ResizeAttributes): { shape: Shape; values: Float64Array } {
  const [batch, height, width, channels] = images.shape;
  const [, resizedHeight, resizedWidth] = dy.shape;
  const rows = sourceRows(height, resizedHeight, attributes);
  const columns = sourceRows(width, resizedWidth, attributes);
  const values = new Float64Array(batch * height * width * channels);
  let from = 0;
  for (let n = 0; n < batch; n++) {
    for (let y = 0; y < resizedHeight; y++) {
      for (let x = 0; x < resizedWidth; x++) {
        const to = ((n * height + rows[y]) * width + columns[x]) * channels;
        for (let c = 0; c < channels; c++) values[to + c] += dy.values[from++];
      }
    }
  }
  return { shape: images.shape, values };
}

/** For each output row the two input rows it is mixed of, and the share of the second, by tfjs's own forward rule. */
function sourcePairs(from: number, to: number, { alignCorners, halfPixelCenters }: ResizeAttributes): { low: number; high: number; share: number }[] {
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  return Array.from({ length: to }, (_, row) => {
    const position = halfPixelCenters ? scale * (row + 0.5) - 0.5 : scale * row;
    const low = Math.max(0, Math.floor(position));
    return { low, high: Math.max(0, Math.min(from - 1, Math.ceil(position))), share: position - low };
  });
}

/**
 * `ResizeBilinearGrad`: adds each pixel of `dy` to the four pixels it was mixed of, by their shares. It
 * replaces the kernel of tfjs's `cpu` backend, which ignores half-pixel centres.
 */
export function resizeBilinearGradient(images: Values, dy: Values, attributes: ResizeAttributes): { shape: Shape; values: Float64Array } {
  const [batch, height, width, channels] = images.shape;
  const [, resizedHeight, resizedWidth] = dy.shape;
  const rows = sourcePairs(height, resizedHeight, attributes);
  const columns = sourcePairs(width, resizedWidth, attributes);
  const values = new Float64Array(batch * height * width * channels);
  let from = 0;
  for (let n = 0; n < batch; n++) {
    for (const row of rows) {
      for (const column of columns) {
        for (let c = 0; c < channels; c++) {
          const gradient = dy.values[from++];
          const add = (y: number, x: number, share: number): void => {
            values[((n * height + y) * width + x) * channels + c] += share * gradient;
          };
          add(row.low, column.low, (1 - row.share) * (1 - column.share));
          add(row.low, column.high, (1 - row.share) * column.share);
          add(row.high, column.low, row.share * (1 - column.share));
          add(row.high, column.high, row.share * column.share);
        }
      }
    }
  }
  return { shape: images.shape, values };
}
