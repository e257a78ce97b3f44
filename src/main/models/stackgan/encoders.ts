import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { leakyRelu } from '../../nn/activations.ts';
import { denseLayer } from '../../nn/dense.ts';
import type { Layer, ParameterLookup } from '../../nn/layer.ts';
import { named, sequential } from '../../nn/layer.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { halving, norm } from './blocks.ts';

/** Turns captions into embeddings. */
export interface TextEncoder {
  readonly parameters: ParameterTree;
  /** From token numbers `[N, L]` (int32, 0 fills up) to embeddings `[N, text]` of length sqrt(text). */
  forward(parameter: ParameterLookup, tokens: Tensor): Tensor;
}

/** Turns pictures into embeddings in the space of the captions'. */
export interface PictureEncoder {
  readonly parameters: ParameterTree;
  /** From pictures `[N, size, size, 3]` to features `[N, F]` and embeddings `[N, text]` of length sqrt(text). */
  forward(parameter: ParameterLookup, pictures: Tensor): { readonly features: Tensor; readonly embedding: Tensor };
}

/** Rows `[N, text]` scaled to the length sqrt(columns), so that an element is about as large as one of the standard normal. */
export function scaled(rows: Tensor): Tensor {
  const length = tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), 1e-8));
  return tf.mul(tf.div(rows, length), Math.sqrt(rows.shape[1] ?? 1));
}

const dense = (inputs: number, outputs: number): Layer => denseLayer({ inputs, outputs, bias: true, gain: 1 / Math.sqrt(inputs) });

/** Each place of `[N, L, C]` with its neighbours before and after, as rows `[N L, 3 C]`; nothing lies beyond the ends. */
function withNeighbours(x: Tensor): Tensor {
  const [batch, length, channels] = x.shape;
  const padded = tf.pad(x, [
    [0, 0],
    [1, 1],
    [0, 0],
  ]);
  const shifted = [0, 1, 2].map((from) => tf.slice(padded, [0, from, 0], [batch, length, channels]));
  return tf.reshape(tf.concat(shifted, 2), [batch * length, 3 * channels]);
}

/**
 * A convolutional encoder over token embeddings, as the character CNN of Reed et al. (CVPR 2016) without its recurrent
 * part: two convolutions over three tokens with a shortcut, and the means of both over the caption.
 */
export function textEncoder({ vocabulary, width, text }: { readonly vocabulary: number; readonly width: number; readonly text: number }): TextEncoder {
  const layers = [named('conv.0', dense(3 * width, width)), named('conv.1', dense(3 * width, width))];
  const head = named('head', dense(2 * width, text));
  return {
    parameters: {
      'tokens.weight': { shape: [vocabulary, width], layout: 'same', start: { kind: 'normal', mean: 0, deviation: 0.3 }, trained: true },
      ...layers[0].parameters,
      ...layers[1].parameters,
      ...head.parameters,
    },
    forward: (parameter, tokens) => {
      const [batch, length] = tokens.shape;
      const there = tf.reshape(tf.cast(tf.greater(tokens, 0), 'float32'), [batch, length, 1]);
      const rows = tf.gather(parameter('tokens.weight'), tf.reshape(tokens, [batch * length]));
      const words = tf.mul(tf.reshape(rows, [batch, length, width]), there);
      const heard = layers.reduce<Tensor>((x, layer) => {
        const y = tf.reshape(tf.relu(layer.forward(parameter, withNeighbours(x))), [batch, length, width]);
        return tf.mul(tf.add(x, y), there);
      }, words);
      const count = tf.add(tf.sum(there, 1), 1e-6);
      return scaled(head.forward(parameter, tf.concat([tf.div(tf.sum(words, 1), count), tf.div(tf.sum(heard, 1), count)], 1)));
    },
  };
}

/** A small convolutional encoder: halvings to 4 x 4 as a discriminator's, the mean over places, a dense layer. */
export function pictureEncoder({ size, width, text }: { readonly size: number; readonly width: number; readonly text: number }): PictureEncoder {
  let channels = width;
  const layers = [halving(3, channels), norm(channels), leakyRelu];
  for (let side = size / 2; side > 4; side /= 2) {
    layers.push(halving(channels, 2 * channels), norm(2 * channels), leakyRelu);
    channels *= 2;
  }
  const body = named('body', sequential(layers));
  const head = named('head', dense(channels, text));
  return {
    parameters: { ...body.parameters, ...head.parameters },
    forward: (parameter, pictures) => {
      const features = tf.mean(body.forward(parameter, pictures), [1, 2]);
      return { features, embedding: scaled(head.forward(parameter, features)) };
    },
  };
}

/** How sharply the likeliest caption is asked for: DAMSM's gamma 3 (Xu et al., CVPR 2018). */
const SHARPNESS = 10;

/** What no pair that may match is pushed below. */
const LEFT_OUT = 1e4;

/**
 * The joint embedding loss, DAMSM's of whole sentences: each picture must find its caption among the batch's by the cosine,
 * and each caption its picture. `[N, text]` both; `same [N, N]` is 1 where a picture beside the diagonal shares a caption,
 * and such pairs count for nothing.
 */
export function matchingLoss(pictures: Tensor, captions: Tensor, same: Tensor): Tensor {
  const [batch, text] = pictures.shape;
  const logits = tf.sub(tf.mul(tf.matMul(pictures, captions, false, true), SHARPNESS / text), tf.mul(same, LEFT_OUT));
  const own = tf.oneHot(tf.range(0, batch, 1, 'int32'), batch);
  const cost = (axis: number): Tensor => {
    const shifted = tf.sub(logits, tf.max(logits, axis, true));
    const all = tf.log(tf.sum(tf.exp(shifted), axis));
    return tf.mean(tf.sub(all, tf.sum(tf.mul(shifted, tf.cast(own, 'float32')), axis)));
  };
  return tf.add(cost(1), cost(0));
}
