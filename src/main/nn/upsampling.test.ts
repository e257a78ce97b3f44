import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Random } from '../engine/random.ts';
import { onReferenceBackend } from '../engine/reference/backend.ts';
import { convolutionLayer } from './convolution.ts';
import { differentiate } from './differentiate.ts';
import { lookupIn, sequential } from './layer.ts';
import type { Layer } from './layer.ts';
import { doublingConvolution, nearestDoubling } from './upsampling.ts';

/** The layer's result and, weighted by `dy`, its gradients. */
function passes(layer: Layer, x: Tensor, weight: Tensor, dy: Tensor): number[][] {
  const { outputs, gradients } = differentiate({ x, weight }, () => {
    const y = layer.forward(lookupIn(Object.fromEntries(Object.keys(layer.parameters).map((name) => [`net.${name}`, weight])), 'net'), x);
    return { loss: tf.sum(tf.mul(y, dy)), outputs: { y } };
  });
  return [outputs.y, gradients['x'], gradients['weight']].map((tensor) => [...tensor.dataSync()]);
}

it.each(['zeros', 'reflect'] as const)('is a doubling and a convolution behind it, padded by %s, and so are its gradients', (mode) => {
  fc.assert(
    fc.property(fc.tuple(fc.integer({ min: 1, max: 3 }), ...Array.from({ length: 4 }, () => fc.integer({ min: 1, max: 5 })), fc.nat()), (drawn) => {
      const [batch, height, width, inputs, outputs, seed] = drawn;
      const random = Random.fromSeed(seed);
      const normal = (...shape: number[]): Tensor =>
        tf.tidy(() =>
          tf.tensor(
            Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal()),
            shape,
          ),
        );
      onReferenceBackend(() =>
        tf.tidy(() => {
          const given = [normal(batch, height, width, inputs), normal(3, 3, inputs, outputs), normal(batch, 2 * height, 2 * width, outputs)] as const;
          const plain = sequential([nearestDoubling, convolutionLayer({ inputs, outputs, kernel: 3, padding: 1, mode, bias: 'none', gain: 1 })]);
          const [expected, actual] = [plain, doublingConvolution({ inputs, outputs, mode, bias: 'none', gain: 1 })].map((layer) => passes(layer, ...given));
          for (const [part, values] of expected.entries()) {
            const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
            expect(actual[part]).toHaveLength(values.length);
            for (const [place, value] of values.entries()) expect(Math.abs(actual[part][place] - value)).toBeLessThanOrEqual(1e-5 * largest);
          }
        }),
      );
    }),
    { numRuns: 30 },
  );
});
