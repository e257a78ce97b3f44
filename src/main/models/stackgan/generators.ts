import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { relu, tanh } from '../../nn/activations.ts';
import { denseLayer } from '../../nn/dense.ts';
import type { Layer, ParameterLookup } from '../../nn/layer.ts';
import { named, sequential } from '../../nn/layer.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { withPrefix } from '../../nn/parameters.ts';
import { beside, convolution3, GAIN, growing, halving, norm, residualBlock } from './blocks.ts';
import type { Gaussian } from './conditioning.ts';
import { conditioning, conditioningOf, drawCondition } from './conditioning.ts';

/** Pictures of a generator with the Gaussians that their conditions were drawn from. */
export interface Drawn {
  /** `[N, size, size, 3] in [-1, 1]`. */
  readonly pictures: Tensor;
  readonly gaussian: Gaussian;
}

/** The lengths of vectors and the widths of both generators. */
export interface GeneratorOptions {
  /** Length of a sentence's embedding. */
  readonly text: number;
  /** Length of a condition. */
  readonly condition: number;
  /** Length of the noise. */
  readonly noise: number;
  /** The reference's `GF_DIM`: stage I begins with eight times as many channels. */
  readonly width: number;
  /** Side of the small pictures, 4 times a power of two. */
  readonly size: number;
}

/** Stage I: a sentence and noise become a small picture. */
export interface SmallGenerator {
  readonly parameters: ParameterTree;
  /** From embeddings `[N, text]`, noise `[N, noise]` and the condition's noise `[N, condition]`. */
  forward(parameter: ParameterLookup, embedding: Tensor, noise: Tensor, conditionNoise: Tensor): Drawn;
}

/** Stage II: a sentence and a small picture become a large one. */
export interface LargeGenerator {
  readonly parameters: ParameterTree;
  forward(parameter: ParameterLookup, embedding: Tensor, small: Tensor, conditionNoise: Tensor): Drawn;
}

/** Doublings `upsample1`, `upsample2` ... and the layer that makes a picture, `img`. */
function growingTo(channels: number, doublings: number): Layer[] {
  const layers = Array.from({ length: doublings }, (_, i) => named(`upsample${i + 1}`, growing(channels / 2 ** i, channels / 2 ** (i + 1))));
  return [...layers, named('img', sequential([convolution3(channels / 2 ** doublings, 3), tanh]))];
}

const parametersOf = (layers: readonly Layer[]): ParameterTree => Object.assign({}, ...layers.map(({ parameters }) => parameters)) as ParameterTree;
const run = (layers: readonly Layer[], parameter: ParameterLookup, x: Tensor): Tensor => layers.reduce((value, layer) => layer.forward(parameter, value), x);

/** The reference's `STAGE1_G`: noise and condition through a dense layer to 4 x 4, then nearest-neighbour doublings. */
export function smallGenerator({ text, condition, noise, width, size }: GeneratorOptions): SmallGenerator {
  const sentence = conditioning({ text, condition, gain: GAIN });
  const channels = 8 * width;
  // The norm behind the dense layer is over a batch of rows, PyTorch's BatchNorm1d: pictures of one pixel.
  const begin = [named('fc.0', denseLayer({ inputs: noise + condition, outputs: 16 * channels, bias: false, gain: GAIN })), named('fc.1', norm(16 * channels))];
  const layers = growingTo(channels, Math.log2(size / 4));
  return {
    parameters: { ...withPrefix('ca_net', sentence.parameters), ...parametersOf([...begin, ...layers]) },
    forward: (parameter, embedding, given, conditionNoise) => {
      const gaussian = sentence.forward(conditioningOf(parameter), embedding);
      const rows = begin[0].forward(parameter, tf.concat([given, drawCondition(gaussian, conditionNoise)], 1));
      const [batch] = rows.shape;
      const normed = tf.relu(begin[1].forward(parameter, tf.reshape(rows, [batch, 1, 1, 16 * channels])));
      // PyTorch's view has the channels before the pixels.
      const square = tf.transpose(tf.reshape(normed, [batch, channels, 4, 4]), [0, 2, 3, 1]);
      return { pictures: run(layers, parameter, square), gaussian };
    },
  };
}

/** What stage II has beside. */
export interface LargeOptions extends GeneratorOptions {
  /** Residual blocks. */
  readonly blocks: number;
  /** Side of the large pictures, a power of two times the small ones'. */
  readonly largeSize: number;
}

/** The reference's `STAGE2_G` without the frozen stage I inside it: two halvings, the condition beside, residual blocks, doublings. */
export function largeGenerator({ text, condition, width, size, blocks, largeSize }: LargeOptions): LargeGenerator {
  const sentence = conditioning({ text, condition, gain: GAIN });
  const channels = 4 * width;
  const encoder = named(
    'encoder',
    sequential([convolution3(3, width), relu, halving(width, 2 * width), norm(2 * width), relu, halving(2 * width, channels), norm(channels), relu]),
  );
  const joint = named('hr_joint', sequential([convolution3(channels + condition, channels), norm(channels), relu]));
  const residual = named('residual', sequential(Array.from({ length: blocks }, () => residualBlock(channels))));
  const layers = [joint, residual, ...growingTo(channels, Math.log2((4 * largeSize) / size))];
  return {
    parameters: { ...withPrefix('ca_net', sentence.parameters), ...parametersOf([encoder, ...layers]) },
    forward: (parameter, embedding, small, conditionNoise) => {
      const gaussian = sentence.forward(conditioningOf(parameter), embedding);
      const joined = beside(encoder.forward(parameter, small), drawCondition(gaussian, conditionNoise));
      return { pictures: run(layers, parameter, joined), gaussian };
    },
  };
}
