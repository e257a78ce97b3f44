import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onReferenceBackend } from '../reference/backend.ts';
import { directionalDerivatives, randomTensor, relativeDifference } from './testing/tensors.ts';
import { Random } from '../random.ts';
import { convolution, convolutionFilterGradient, transposedConvolution } from './convolution.ts';
import type { ConvolutionGeometry, PaddingMode } from './geometry.ts';
import { convolutionOutputShape, evenGeometry } from './geometry.ts';

interface Case {
  seed: number;
  x: [number, number, number, number];
  filter: [number, number, number, number];
  geometry: ConvolutionGeometry;
}

/** Convolutions with at least one output pixel; batches, strides, dilations and uneven padding of both modes. */
const cases = fc
  .record({
    seed: fc.nat(1000),
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 4, max: 9 }),
    width: fc.integer({ min: 4, max: 9 }),
    channels: fc.integer({ min: 1, max: 4 }),
    features: fc.integer({ min: 1, max: 4 }),
    taps: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
    strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    dilations: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
    top: fc.nat(3),
    bottom: fc.nat(3),
    left: fc.nat(3),
    right: fc.nat(3),
    mode: fc.constantFrom<PaddingMode>('zeros', 'reflect'),
  })
  .map(({ seed, batch, height, width, channels, features, taps, strides, dilations, top, bottom, left, right, mode }): Case => ({
    seed,
    x: [batch, height, width, channels],
    filter: [taps[0], taps[1], channels, features],
    geometry: { strides, dilations, padding: { top, bottom, left, right, mode } },
  }))
  .filter(({ x, filter, geometry }) => convolutionOutputShape(x, filter, geometry).every((extent) => extent > 0));

/** The padded pixel by index arithmetic alone. */
function pixel(
  values: ArrayLike<number>,
  [, height, width, channels]: readonly number[],
  mode: PaddingMode,
  n: number,
  y: number,
  x: number,
  c: number,
): number {
  const inside = (at: number, extent: number): number => (mode === 'reflect' ? (at < 0 ? -at : at >= extent ? 2 * extent - 2 - at : at) : at);
  const row = inside(y, height);
  const column = inside(x, width);
  return row < 0 || row >= height || column < 0 || column >= width ? 0 : values[((n * height + row) * width + column) * channels + c];
}

/** The definition of a convolution, one sum for each output value. */
function naive(x: Tensor, filter: Tensor, { strides, dilations, padding }: ConvolutionGeometry, shape: readonly number[]): number[] {
  const xs = x.dataSync();
  const ws = filter.dataSync();
  const [kh, kw, channels, features] = filter.shape;
  const result: number[] = [];
  for (let n = 0; n < shape[0]; n++)
    for (let oy = 0; oy < shape[1]; oy++)
      for (let ox = 0; ox < shape[2]; ox++)
        for (let o = 0; o < features; o++) {
          let sum = 0;
          for (let i = 0; i < kh; i++)
            for (let j = 0; j < kw; j++)
              for (let c = 0; c < channels; c++)
                sum +=
                  pixel(xs, x.shape, padding.mode, n, oy * strides[0] + i * dilations[0] - padding.top, ox * strides[1] + j * dilations[1] - padding.left, c) *
                  ws[((i * kw + j) * channels + c) * features + o];
          result.push(sum);
        }
  return result;
}

const dot = (a: Tensor, b: Tensor): number => {
  const right = b.dataSync();
  return Array.from(a.dataSync()).reduce((sum, value, index) => sum + value * right[index], 0);
};

const onReference = (check: () => void): void =>
  onReferenceBackend(() => {
    tf.tidy(check);
  });

describe('convolution on the reference backend', () => {
  it('is its definition', () => {
    fc.assert(
      fc.property(cases, ({ seed, x, filter, geometry }) =>
        onReference(() => {
          const random = Random.fromSeed(seed);
          const picture = randomTensor(random, x);
          const weights = randomTensor(random, filter);
          const result = convolution(picture, weights, geometry);
          expect(result.shape).toEqual(convolutionOutputShape(x, filter, geometry));
          expect(relativeDifference(result.dataSync(), naive(picture, weights, geometry, result.shape))).toBeLessThan(1e-5);
        }),
      ),
      { numRuns: 150 },
    );
  });

  it('has exact adjoints: <conv(x, f), dy> = <x, inputGradient(dy, f)> = <f, filterGradient(x, dy)>', () => {
    fc.assert(
      fc.property(cases, ({ seed, x, filter, geometry }) =>
        onReference(() => {
          const random = Random.fromSeed(seed);
          const picture = randomTensor(random, x);
          const weights = randomTensor(random, filter);
          const result = convolution(picture, weights, geometry);
          const dy = randomTensor(random, result.shape);
          const expected = dot(result, dy);
          const size = 1e-4 * (1 + Math.sqrt(result.size * filter[0] * filter[1] * filter[2]));
          expect(Math.abs(dot(picture, transposedConvolution(dy, weights, geometry, x)) - expected)).toBeLessThan(size);
          expect(Math.abs(dot(weights, convolutionFilterGradient(picture, dy, geometry, filter)) - expected)).toBeLessThan(size);
        }),
      ),
      { numRuns: 150 },
    );
  });

  it.each([1, 2])('agrees with tfjs at stride %i: conv2d, conv2dTranspose and the filter gradient', (stride) =>
    onReference(() => {
      const random = Random.fromSeed(stride);
      const x = randomTensor(random, [2, 8, 8, 3]) as Tensor4D;
      const filter = randomTensor(random, [3, 3, 3, 5]) as Tensor4D;
      const geometry = evenGeometry(stride, 1);
      const y = convolution(x, filter, geometry) as Tensor4D;
      expect(relativeDifference(y.dataSync(), tf.conv2d(x, filter, stride, 1, 'NHWC', 1, 'floor').dataSync())).toBeLessThan(1e-5);
      const back = transposedConvolution(y, filter, geometry, x.shape);
      expect(relativeDifference(back.dataSync(), tf.conv2dTranspose(y, filter, x.shape, stride, 1, 'floor').dataSync())).toBeLessThan(1e-5);
      const attributes = { strides: stride, pad: 1, dataFormat: 'NHWC', dimRoundingMode: 'floor', filterShape: filter.shape };
      const theirs = tf.engine().runKernel<Tensor>('Conv2DBackpropFilter', { x, dy: y }, attributes);
      expect(relativeDifference(convolutionFilterGradient(x, y, geometry, filter.shape).dataSync(), theirs.dataSync())).toBeLessThan(1e-5);
    }),
  );

  it('has gradients, each of the three kernels in each input, that finite differences confirm', () => {
    fc.assert(
      fc.property(cases, ({ seed, x, filter, geometry }) =>
        onReference(() => {
          const random = Random.fromSeed(seed);
          const inputs = [randomTensor(random, x), randomTensor(random, filter), randomTensor(random, convolutionOutputShape(x, filter, geometry))];
          const functions: [(...inputs: Tensor[]) => Tensor, number[]][] = [
            [(a, b) => convolution(a, b, geometry), [0, 1]],
            [(_, b, c) => transposedConvolution(c, b, geometry, x), [1, 2]],
            [(a, _, c) => convolutionFilterGradient(a, c, geometry, filter), [0, 2]],
          ];
          for (const [f, indices] of functions)
            for (const index of indices) {
              const used = indices.map((at) => inputs[at]);
              const call = (...values: Tensor[]): Tensor => f(...inputs.map((input, at) => (indices.includes(at) ? values[indices.indexOf(at)] : input)));
              const [tape, differences] = directionalDerivatives(random, call, used, indices.indexOf(index), 0.5);
              expect(Math.abs(tape - differences)).toBeLessThan(2e-3 * (1 + Math.abs(differences)));
            }
        }),
      ),
      { numRuns: 40 },
    );
  });

  it('refuses a reflection that is wider than the picture', () =>
    onReference(() => {
      expect(() => convolution(tf.zeros([1, 3, 3, 1]), tf.zeros([3, 3, 1, 1]), evenGeometry(1, 3, 'reflect'))).toThrow(/reflection of 3 rows/);
    }));
});
