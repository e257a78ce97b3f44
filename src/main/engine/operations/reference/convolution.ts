import type { ConvolutionGeometry, Shape } from '../geometry.ts';
import { convolutionOutputShape, paddedShape } from '../geometry.ts';
import { pad, unpad } from './padding.ts';
import type { Values } from './values.ts';

/** Calls `visit` once for every output pixel and tap, with the offsets into padded input, filter and output. */
function eachTap(
  padded: Shape,
  filter: Shape,
  output: Shape,
  geometry: ConvolutionGeometry,
  visit: (input: number, tap: number, output: number) => void,
): void {
  const [taps, tapsAcross, channels, features] = filter;
  const [strideDown, strideAcross] = geometry.strides;
  const [dilationDown, dilationAcross] = geometry.dilations;
  for (let n = 0; n < output[0]; n++) {
    for (let y = 0; y < output[1]; y++) {
      for (let x = 0; x < output[2]; x++) {
        const out = ((n * output[1] + y) * output[2] + x) * features;
        for (let i = 0; i < taps; i++) {
          const row = (n * padded[1] + y * strideDown + i * dilationDown) * padded[2] + x * strideAcross;
          for (let j = 0; j < tapsAcross; j++) visit((row + j * dilationAcross) * channels, (i * tapsAcross + j) * channels * features, out);
        }
      }
    }
  }
}

/** `Convolution` in float64 sums. */
export function convolve(x: Values, filter: Values, geometry: ConvolutionGeometry): { shape: Shape; values: Float64Array } {
  const shape = convolutionOutputShape(x.shape, filter.shape, geometry);
  const padded = pad(x, geometry.padding, geometry.padding.mode);
  const [, , channels, features] = filter.shape;
  const input = padded.values;
  const weights = filter.values;
  const result = new Float64Array(shape[0] * shape[1] * shape[2] * shape[3]);
  eachTap(padded.shape, filter.shape, shape, geometry, (from, tap, out) => {
    for (let c = 0; c < channels; c++) {
      const value = input[from + c];
      const weight = tap + c * features;
      for (let o = 0; o < features; o++) result[out + o] += value * weights[weight + o];
    }
  });
  return { shape, values: result };
}

/** `ConvolutionInputGradient` in float64 sums. */
export function convolveInputGradient(dy: Values, filter: Values, geometry: ConvolutionGeometry, inputShape: Shape): { shape: Shape; values: Float64Array } {
  const shape = paddedShape(inputShape, geometry.padding);
  const [, , channels, features] = filter.shape;
  const gradient = dy.values;
  const weights = filter.values;
  const padded = new Float64Array(shape[0] * shape[1] * shape[2] * shape[3]);
  eachTap(shape, filter.shape, dy.shape, geometry, (to, tap, out) => {
    for (let c = 0; c < channels; c++) {
      const weight = tap + c * features;
      let sum = 0;
      for (let o = 0; o < features; o++) sum += gradient[out + o] * weights[weight + o];
      padded[to + c] += sum;
    }
  });
  return { shape: inputShape, values: unpad(padded, inputShape, geometry.padding, geometry.padding.mode) };
}

/** `ConvolutionFilterGradient` in float64 sums. */
export function convolveFilterGradient(x: Values, dy: Values, geometry: ConvolutionGeometry, filterShape: Shape): { shape: Shape; values: Float64Array } {
  const padded = pad(x, geometry.padding, geometry.padding.mode);
  const [taps, tapsAcross, channels, features] = filterShape;
  const input = padded.values;
  const gradient = dy.values;
  const result = new Float64Array(taps * tapsAcross * channels * features);
  eachTap(padded.shape, filterShape, dy.shape, geometry, (from, tap, out) => {
    for (let c = 0; c < channels; c++) {
      const value = input[from + c];
      const to = tap + c * features;
      for (let o = 0; o < features; o++) result[to + o] += value * gradient[out + o];
    }
  });
  return { shape: filterShape, values: result };
}
