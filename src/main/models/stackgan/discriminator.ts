import type { Tensor } from '@tensorflow/tfjs-core';
import { leakyRelu } from '../../nn/activations.ts';
import { convolutionLayer } from '../../nn/convolution.ts';
import type { Layer, ParameterLookup } from '../../nn/layer.ts';
import { named, sequential } from '../../nn/layer.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { beside, convolution3, GAIN, judgingLayers, norm } from './blocks.ts';

/** Judges pictures beside a condition, and at stage II by themselves as well. Judgements are logits `[N, 1, 1, 1]`. */
export interface Discriminator {
  readonly parameters: ParameterTree;
  /** From pictures `[N, size, size, 3]` to features `[N, 4, 4, C]`. */
  features(parameter: ParameterLookup, pictures: Tensor): Tensor;
  /** Whether the picture is real and shows what the condition `[N, condition]` says. */
  matching(parameter: ParameterLookup, features: Tensor, condition: Tensor): Tensor;
  /** Whether the picture is real, whatever it shows; stage II only. */
  readonly alone: ((parameter: ParameterLookup, features: Tensor) => Tensor) | null;
}

/** What a discriminator is built from. */
export interface DiscriminatorOptions {
  readonly size: number;
  /** Channels of the first layer. */
  readonly width: number;
  readonly condition: number;
  /** Also judge pictures by themselves, as the reference does at stage II. */
  readonly alone: boolean;
}

/**
 * The reference's `STAGE1_D` and `STAGE2_D` at any size: features at 4 x 4, and judgements from them. The reference ends in
 * a sigmoid; here logits come out, and the loss takes the sigmoid in.
 */
export function discriminator({ size, width, condition, alone }: DiscriminatorOptions): Discriminator {
  const { layers, channels } = judgingLayers(size, width);
  const encoder = named('encode_img', sequential(layers));
  const verdict = convolutionLayer({ inputs: channels, outputs: 1, kernel: 4, stride: 4, bias: 'applied', gain: GAIN });
  const judging = (name: string, parts: readonly Layer[]): Layer => named(name, named('outlogits', sequential(parts)));
  const matching = judging('get_cond_logits', [convolution3(channels + condition, channels), norm(channels), leakyRelu, verdict]);
  const byItself = judging('get_uncond_logits', [verdict]);
  return {
    parameters: { ...encoder.parameters, ...matching.parameters, ...(alone && byItself.parameters) },
    features: (parameter, pictures) => encoder.forward(parameter, pictures),
    matching: (parameter, features, given) => matching.forward(parameter, beside(features, given)),
    alone: alone ? (parameter, features) => byItself.forward(parameter, features) : null,
  };
}
