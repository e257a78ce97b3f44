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
