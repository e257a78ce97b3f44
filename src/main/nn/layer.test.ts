import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onReferenceBackend } from '../engine/reference/backend.ts';
import { convolutionLayer, transposedConvolutionLayer } from './convolution.ts';
import { differentiate } from './differentiate.ts';
import { INPUT_FIELD, lookupIn, sequential } from './layer.ts';
import type { Layer } from './layer.ts';
import { doublingConvolution, nearestDoubling } from './upsampling.ts';

const channel = { inputs: 1, outputs: 1, bias: 'none', gain: 1 } as const;

/** Layers by a number each, so that fast-check can stack them. */
const kinds: Layer[] = [
  convolutionLayer({ ...channel, kernel: 3, padding: 1 }),
  convolutionLayer({ ...channel, kernel: 4, stride: 2, padding: 1 }),
  convolutionLayer({ ...channel, kernel: 3, stride: 2, padding: 1 }),
  convolutionLayer({ ...channel, kernel: 5, padding: 2 }),
  transposedConvolutionLayer({ ...channel, kernel: 3, stride: 2, padding: 1, outputPadding: 1 }),
  transposedConvolutionLayer({ ...channel, kernel: 4, stride: 2, padding: 1 }),
  nearestDoubling,
  doublingConvolution({ ...channel, mode: 'zeros' }),
  doublingConvolution({ ...channel, mode: 'reflect' }),
];

const SIDE = 64;

/** How far from the pixel in the middle of the result the input pixels lie that it depends on, along one axis. */
function measuredReach(layer: Layer): number {
  return onReferenceBackend(() =>
    tf.tidy(() => {
      const weights = Object.fromEntries(Object.entries(layer.parameters).map(([name, { shape }]) => [`net.${name}`, tf.ones([...shape])]));
      const picture = tf.ones([1, SIDE, SIDE, 1]);
      const { spacing } = layer.field(INPUT_FIELD);
      const at = Math.floor(SIDE / spacing / 2);
      const { gradients } = differentiate({ picture }, () => {
        const result = layer.forward(lookupIn(weights, 'net'), picture);
        return { loss: tf.sum(tf.slice(result, [0, at, 0, 0], [1, 1, -1, 1])), outputs: {} };
      });
      const rows = Array.from(tf.sum(gradients.picture, [0, 2, 3]).dataSync());
      const seen = rows.flatMap((value, row) => (value === 0 ? [] : [Math.abs(row - at * spacing)]));
      return Math.max(...seen);
    }),
  );
}

describe('the receptive field of stacked layers', () => {
  it('covers every pixel that a result depends on', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(kinds.length - 1), { minLength: 1, maxLength: 5 }), (stack) => {
        const layer = sequential(stack.map((kind) => kinds[kind]));
        const { spacing, reach } = layer.field(INPUT_FIELD);
        fc.pre(spacing <= 4 && spacing >= 1 / 8 && reach < SIDE / 2 - 4);
        expect(measuredReach(layer)).toBeLessThanOrEqual(reach);
      }),
      { numRuns: 40 },
    );
  });

  it('is exact for convolutions of odd size', () => {
    const layer = sequential([kinds[0], kinds[3], kinds[2], kinds[0]]);
    expect(layer.field(INPUT_FIELD)).toEqual({ spacing: 2, reach: 1 + 2 + 1 + 2 });
    expect(measuredReach(layer)).toBe(6);
  });
});
