import * as tf from '@tensorflow/tfjs-core';
import { relu, tanh } from '../../nn/activations.ts';
import { convolutionLayer } from '../../nn/convolution.ts';
import type { Layer } from '../../nn/layer.ts';
import { named, place, sequential } from '../../nn/layer.ts';
import { instanceNormLayer } from '../../nn/normalization.ts';
import { doubling } from '../../nn/upsampling.ts';
import type { Upsampling } from '../../nn/upsampling.ts';

/** A ResNet generator. */
export interface ResnetOptions {
  /** Channels of the first layer. */
  readonly ngf: number;
  readonly blocks: number;
  readonly upsampling: Upsampling;
  /** Standard deviation of the initial weights. */
  readonly gain: number;
}

const PICTURE_CHANNELS = 3;

/** `x + norm(conv(relu(norm(conv(x)))))` with reflection padding, R256 of the paper's appendix. */
function residualBlock(channels: number, gain: number): Layer {
  const convolve = convolutionLayer({ inputs: channels, outputs: channels, kernel: 3, padding: 1, mode: 'reflect', bias: 'cancelled', gain });
  const inner = named('conv_block', sequential([place, convolve, instanceNormLayer, relu, place, convolve, instanceNormLayer]));
  return { ...inner, forward: (parameter, x) => tf.add(x, inner.forward(parameter, x)) };
}

/**
 * The generator of Johnson et al. as CycleGAN uses it (Zhu et al., appendix 7.2): c7s1-64, d128, d256,
 * R256 times `blocks`, u128, u64, c7s1-3, tanh; `[N, H, W, 3] in [-1, 1]` to the same, H and W multiples
 * of 4 and at least 8. State-dict names as the reference's `ResnetGenerator` (`model.1.weight`,
 * `model.10.conv_block.1.weight`).
 */
export function resnetGenerator({ ngf, blocks, upsampling, gain }: ResnetOptions): Layer {
  const down = (inputs: number, outputs: number): Layer[] => [
    convolutionLayer({ inputs, outputs, kernel: 3, stride: 2, padding: 1, bias: 'cancelled', gain }),
    instanceNormLayer,
    relu,
  ];
  const up = (inputs: number, outputs: number): Layer[] => [
    ...doubling(upsampling, { inputs, outputs, bias: 'cancelled', gain, transposed: { kernel: 3, padding: 1, outputPadding: 1 } }),
    instanceNormLayer,
    relu,
  ];
  return named(
    'model',
    sequential([
      place,
      convolutionLayer({ inputs: PICTURE_CHANNELS, outputs: ngf, kernel: 7, padding: 3, mode: 'reflect', bias: 'cancelled', gain }),
      instanceNormLayer,
      relu,
      ...down(ngf, 2 * ngf),
      ...down(2 * ngf, 4 * ngf),
      ...Array.from({ length: blocks }, () => residualBlock(4 * ngf, gain)),
      ...up(4 * ngf, 2 * ngf),
      ...up(2 * ngf, ngf),
      place,
      convolutionLayer({ inputs: ngf, outputs: PICTURE_CHANNELS, kernel: 7, padding: 3, mode: 'reflect', bias: 'applied', gain }),
      tanh,
    ]),
  );
}
