import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { Random } from '../../random.ts';
import type { Check } from './gradientChecks.ts';
import { directionalDerivatives, randomTensor } from './tensors.ts';

/** Fails unless the tape's gradient of a check in each of its inputs is that of finite differences, on tfjs's current backend. */
export function checkGradient(name: string, { shapes, f, positive }: Check): void {
  const random = Random.fromSeed(name.length);
  tf.tidy(() => {
    // The random direction is scaled by the step, so that no value crosses zero.
    const away = (x: Tensor): Tensor => tf.add(tf.sigmoid(x), 0.2);
    const inputs = shapes.map((shape) => {
      const x = randomTensor(random, shape);
      return positive === true ? away(x) : tf.mul(tf.sign(x), away(x));
    });
    inputs.forEach((_, index) => {
      const [tape, differences] = directionalDerivatives(random, f, inputs, index, 3e-3);
      expect(Math.abs(tape - differences), `input ${index} of shapes ${JSON.stringify(shapes)}`).toBeLessThan(1e-2 * (1 + Math.abs(differences)));
    });
  });
}
