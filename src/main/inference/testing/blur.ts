import { convolution, evenGeometry, instanceNorm } from '../../engine/operations/index.ts';
import type { HostTensor, HostTensors, Program } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import type { Translator } from '../../models/architecture.ts';

/** How often each size was made into a program. */
export type Sizes = Map<string, number>;

/** A network of one 5x5 convolution with mirrored edges: each pixel looks exactly 2 pixels far. */
export function blurTranslator(sizes: Sizes = new Map(), normalize = false): Translator {
  return {
    network: 'net',
    multipleOf: 4,
    smallest: 8,
    reach: 2,
    program(batch, height, width): Program {
      const key = `${width}x${height}`;
      sizes.set(key, (sizes.get(key) ?? 0) + 1);
      return {
        name: 'blur',
        state: { 'net.weight': float32(5, 5, 3, 3) },
        inputs: { picture: float32(batch, height, width, 3) },
        body: (state, { picture }) => {
          const blurred = convolution(picture, state['net.weight'], evenGeometry(1, 2, 'reflect'));
          return { state: {}, outputs: { translated: normalize ? instanceNorm(blurred) : blurred } };
        },
      };
    },
  };
}

/** Each channel is the mean of its 5x5 neighbours, times `gain`. */
export function blurWeights(gain = 1): HostTensors {
  const values = new Float32Array(5 * 5 * 3 * 3);
  for (let tap = 0; tap < 25; tap++) for (let channel = 0; channel < 3; channel++) values[tap * 9 + channel * 4] = gain / 25;
  const weight: HostTensor = { shape: [5, 5, 3, 3], values };
  return { 'net.weight': weight };
}

/** A copy of the middle pixel. */
export function identityWeights(): HostTensors {
  const values = new Float32Array(5 * 5 * 3 * 3);
  for (let channel = 0; channel < 3; channel++) values[12 * 9 + channel * 4] = 1;
  return { 'net.weight': { shape: [5, 5, 3, 3], values } };
}
