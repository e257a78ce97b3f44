import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { onReferenceBackend } from '../reference/backend.ts';
import { directionalDerivatives, randomTensor, relativeDifference } from './testing/tensors.ts';
import { reflectPad, reflectPadGradient } from './padding.ts';

const cases = fc.record({
  seed: fc.nat(1000),
  shape: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 7 }), fc.integer({ min: 4, max: 7 }), fc.integer({ min: 1, max: 3 })),
  padding: fc.record({ top: fc.nat(3), bottom: fc.nat(3), left: fc.nat(3), right: fc.nat(3) }),
});

describe('reflectPad on the reference backend', () => {
  it('equals tfjs mirrorPad, whose forward is right', () => {
    fc.assert(
      fc.property(cases, ({ seed, shape, padding: { top, bottom, left, right } }) =>
        onReferenceBackend(() => {
          const x = randomTensor(Random.fromSeed(seed), shape);
          const edges: [number, number][] = [
            [0, 0],
            [top, bottom],
            [left, right],
            [0, 0],
          ];
          expect(Array.from(reflectPad(x, { top, bottom, left, right }).dataSync())).toEqual(Array.from(tf.mirrorPad(x, edges, 'reflect').dataSync()));
        }),
      ),
    );
  });

  it('has the gradient of finite differences, and so has that gradient', () => {
    fc.assert(
      fc.property(cases, ({ seed, shape, padding }) =>
        onReferenceBackend(() => {
          const random = Random.fromSeed(seed);
          const x = randomTensor(random, shape);
          const padded = randomTensor(random, reflectPad(x, padding).shape);
          const checks: [(value: Tensor) => Tensor, Tensor][] = [
            [(value) => reflectPad(value, padding), x],
            [(value) => reflectPadGradient(value, padding, shape), padded],
          ];
          for (const [f, at] of checks) {
            const [tape, differences] = directionalDerivatives(random, f, [at], 0, 0.5);
            expect(Math.abs(tape - differences)).toBeLessThan(1e-3 * (1 + Math.abs(differences)));
          }
        }),
      ),
      { numRuns: 50 },
    );
  });

  it('mends the gradient of the nearest-neighbour resize for batches', () =>
    onReferenceBackend(() => {
      const random = Random.fromSeed(5);
      for (const half of [false, true]) {
        const resize = (x: Tensor): Tensor => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [6, 8], false, half);
        const [tape, differences] = directionalDerivatives(random, resize, [randomTensor(random, [3, 3, 4, 2])], 0, 0.5);
        expect(Math.abs(tape - differences)).toBeLessThan(1e-3 * (1 + Math.abs(differences)));
      }
      expect(relativeDifference([1, 2], [1, 2.1])).toBeGreaterThan(0.04);
    }));
});
