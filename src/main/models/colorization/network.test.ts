import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { onReferenceBackend } from '../../engine/reference/backend.ts';
import { lookupIn } from '../../nn/layer.ts';
import { withPrefix } from '../../nn/parameters.ts';
import { spread } from '../../nn/spread.ts';
import { colorizationNetwork } from './network.ts';

const SIDE = 16;

it.each([
  ['that sees hints flow', true],
  ['of the reference', false],
])('a network %s that adds nothing leaves a sketch its lightness and what has flowed', (_, spreads) => {
  onReferenceBackend(() =>
    tf.tidy(() => {
      const network = colorizationNetwork({ width: 4, inputs: 1, outputs: 3, spread: spreads, gain: 0.1 });
      const nothing = Object.fromEntries(Object.entries(withPrefix('netG', network.parameters)).map(([name, { shape }]) => [name, tf.zeros([...shape])]));
      const isHint = (i: number): boolean => i === 5 * SIDE + 5;
      // A frame, and ground at its right.
      const isLine = (x: number, y: number): boolean => x < 12 && (x < 2 || x > 9 || y < 2 || y > 13);
      const drawing = tf.tensor(
        Array.from({ length: SIDE * SIDE }, (__, i) => (isLine(i % SIDE, Math.floor(i / SIDE)) ? -0.5 : 0.5)),
        [1, SIDE, SIDE, 1],
      );
      const hints = tf.tensor(
        Array.from({ length: SIDE * SIDE }, (__, i) => (isHint(i) ? [0.4, -0.3] : [0, 0])),
        [SIDE * SIDE, 2],
      );
      const [shaped, mask] = [tf.reshape(hints, [1, SIDE, SIDE, 2]), tf.tensor(Array.from({ length: SIDE * SIDE }, (__, i) => (isHint(i) ? 0.5 : -0.5)), [1, SIDE, SIDE, 1])]; // prettier-ignore
      const { colours } = network.forward(lookupIn(nothing, 'netG'), drawing, shaped, mask);
      const at = (x: number, y: number): number[] => [...colours.dataSync().slice(3 * (y * SIDE + x), 3 * (y * SIDE + x) + 3)];
      const flowed = [
        ...spread(drawing, shaped, mask)
          .dataSync()
          .slice(4 * (7 * SIDE + 7), 4 * (7 * SIDE + 7) + 2),
      ];
      expect(Math.hypot(flowed[0] - 0.4, flowed[1] + 0.3)).toBeLessThan(1e-4);
      expect(at(7, 7)).toEqual([0.5, ...(spreads ? flowed : [0, 0])]);
      // On a line, and beyond it.
      expect(at(10, 7)).toEqual([-0.5, 0, 0]);
      expect(at(14, 7)).toEqual([0.5, 0, 0]);
    }),
  );
});
