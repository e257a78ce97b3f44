import type { Shape } from '../geometry.ts';
import type { Values } from './values.ts';

/** Means over the pixels of each picture and channel, as `[N * C]`, of a value computed at each offset. */
function pixelMeans(shape: Shape, valueAt: (offset: number, group: number) => number): Float64Array {
  const [batch, height, width, channels] = shape;
  const pixels = height * width;
  const means = new Float64Array(batch * channels);
  for (let n = 0; n < batch; n++) {
    for (let p = 0; p < pixels; p++) {
      for (let c = 0; c < channels; c++) means[n * channels + c] += valueAt((n * pixels + p) * channels + c, n * channels + c);
    }
  }
  return means.map((sum) => sum / pixels);
}

/** Computes a value at each offset; `group` is the index of its picture and channel. */
function mapPixels(shape: Shape, valueAt: (offset: number, group: number) => number): Float64Array {
  const [batch, height, width, channels] = shape;
  const pixels = height * width;
  const result = new Float64Array(batch * pixels * channels);
  for (let offset = 0; offset < result.length; offset++) {
    result[offset] = valueAt(offset, Math.floor(offset / (pixels * channels)) * channels + (offset % channels));
  }
  return result;
}

/** Means and `1 / sqrt(variance + epsilon)` of each picture and channel. */
function statistics({ shape, values }: Values, epsilon: number): { mean: Float64Array; scale: Float64Array } {
  const mean = pixelMeans(shape, (offset) => values[offset]);
  const variance = pixelMeans(shape, (offset, group) => (values[offset] - mean[group]) ** 2);
  return { mean, scale: variance.map((value) => 1 / Math.sqrt(value + epsilon)) };
}

/** `InstanceNorm` in float64. */
export function normalize(x: Values, epsilon: number): { shape: Shape; values: Float64Array } {
  const { mean, scale } = statistics(x, epsilon);
  return { shape: x.shape, values: mapPixels(x.shape, (offset, group) => (x.values[offset] - mean[group]) * scale[group]) };
}

/** `InstanceNormGradient` in float64: `scale (dy - mean(dy) - y mean(dy y))`. */
export function normalizeGradient(x: Values, y: Values, dy: Values, epsilon: number): { shape: Shape; values: Float64Array } {
  const { scale } = statistics(x, epsilon);
  const mean = pixelMeans(x.shape, (offset) => dy.values[offset]);
  const product = pixelMeans(x.shape, (offset) => dy.values[offset] * y.values[offset]);
  return {
    shape: x.shape,
    values: mapPixels(x.shape, (offset, group) => scale[group] * (dy.values[offset] - mean[group] - y.values[offset] * product[group])),
  };
}
