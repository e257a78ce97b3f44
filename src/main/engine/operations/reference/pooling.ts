import { backend_util } from '@tensorflow/tfjs-core';
import type { AvgPoolGradAttrs } from '@tensorflow/tfjs-core';
import type { Shape } from '../geometry.ts';
import type { Values } from './values.ts';

/**
 * `AvgPoolGrad`: every mean's gradient in equal shares to the pixels it was taken of. It replaces the
 * kernel of tfjs's `cpu` backend, which counts the padding among them although the mean does not.
 */
export function averagePoolGradient(input: Values, dy: Values, { filterSize, strides, pad }: AvgPoolGradAttrs): { shape: Shape; values: Float64Array } {
  const [batch, height, width, channels] = input.shape;
  const info = backend_util.computePool2DInfo([batch, height, width, channels], filterSize, strides, 1, pad);
  const values = new Float64Array(batch * height * width * channels);
  let from = 0;
  for (let n = 0; n < batch; n++) {
    for (let y = 0; y < info.outHeight; y++) {
      const top = y * info.strideHeight - info.padInfo.top;
      const rows = [Math.max(0, top), Math.min(height, top + info.filterHeight)];
      for (let x = 0; x < info.outWidth; x++) {
        const left = x * info.strideWidth - info.padInfo.left;
        const columns = [Math.max(0, left), Math.min(width, left + info.filterWidth)];
        const count = (rows[1] - rows[0]) * (columns[1] - columns[0]);
        for (let c = 0; c < channels; c++) {
          const share = dy.values[from++] / count;
          for (let i = rows[0]; i < rows[1]; i++) {
            for (let j = columns[0]; j < columns[1]; j++) values[((n * height + i) * width + j) * channels + c] += share;
          }
        }
      }
    }
  }
  return { shape: input.shape, values };
}
