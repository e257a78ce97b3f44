import * as tf from '@tensorflow/tfjs-core';
import { leakyRelu, relu, tanh } from '../../nn/activations.ts';
import { convolutionLayer } from '../../nn/convolution.ts';
import type { Bias } from '../../nn/convolution.ts';
import type { Layer } from '../../nn/layer.ts';
import { named, sequential } from '../../nn/layer.ts';
import { instanceNormLayer } from '../../nn/normalization.ts';
import { doubling } from '../../nn/upsampling.ts';
import type { Upsampling } from '../../nn/upsampling.ts';

/** A U-Net generator. */
export interface UnetOptions {
  /** Channels of the first layer. */
  readonly ngf: number;
  /** How often the picture is halved: 7 for 128 px, 8 for 256 px, at least 2. */
  readonly downs: number;
  readonly upsampling: Upsampling;
  /** Standard deviation of the initial weights. */
  readonly gain: number;
}

const PICTURE_CHANNELS = 3;
const WIDEST = 8;

/**
 * The U-Net of Isola et al. (CVPR 2017, appendix 6.1.1) with instance norm and without dropout, as the
 * CycleGAN reference builds it from the inside out; `[N, H, W, 3] in [-1, 1]` to the same, H and W
 * multiples of 2^downs. Names nest like its blocks: `model.model.1.model.3.model.1.weight`.
 *
 * The reference's LeakyReLU works in place, so that its skip connections carry leaky(x) and not x. Every
 * skip ends in a ReLU, for which both are the same; here they carry x.
 */
export function unetGenerator({ ngf, downs, upsampling, gain }: UnetOptions): Layer {
  const channelsAt = (level: number): number => ngf * Math.min(2 ** level, WIDEST);
  const down = (inputs: number, outputs: number, bias: Bias): Layer => convolutionLayer({ inputs, outputs, kernel: 4, stride: 2, padding: 1, bias, gain });
  const up = (inputs: number, outputs: number, bias: Bias): Layer[] =>
    doubling(upsampling, { inputs, outputs, bias, gain, transposed: { kernel: 4, padding: 1, outputPadding: 0 } });

  /** The block from level `level - 1` down to `level` and up again, with its input beside its result. */
  const block = (level: number): Layer => {
    const outer = channelsAt(level - 1);
    const inner = channelsAt(level);
    const innermost = level === downs - 1;
    const path = innermost
      ? [leakyRelu, down(outer, inner, 'applied'), relu, ...up(inner, outer, 'cancelled'), instanceNormLayer]
      : [leakyRelu, down(outer, inner, 'cancelled'), instanceNormLayer, block(level + 1), relu, ...up(2 * inner, outer, 'cancelled'), instanceNormLayer];
    const layer = named('model', sequential(path));
    return { ...layer, forward: (parameter, x) => tf.concat([x, layer.forward(parameter, x)], 3) };
  };

  const outermost = [down(PICTURE_CHANNELS, ngf, 'applied'), block(1), relu, ...up(2 * ngf, PICTURE_CHANNELS, 'applied'), tanh];
  return named('model', named('model', sequential(outermost)));
}
