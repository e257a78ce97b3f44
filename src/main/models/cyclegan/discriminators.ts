import { leakyRelu } from '../../nn/activations.ts';
import { convolutionLayer } from '../../nn/convolution.ts';
import type { Layer } from '../../nn/layer.ts';
import { named, sequential } from '../../nn/layer.ts';
import { instanceNormLayer } from '../../nn/normalization.ts';

/** A discriminator. */
export interface DiscriminatorOptions {
  /** Channels of the first layer. */
  readonly ndf: number;
  /** Standard deviation of the initial weights. */
  readonly gain: number;
}

const PICTURE_CHANNELS = 3;
const WIDEST = 8;

/**
 * The PatchGAN of the reference (`NLayerDiscriminator`): `layers` halvings by 4x4 convolutions, one more
 * at stride 1, and one to a single channel; no norm on the first. Three layers judge 70x70 patches
 * (C64-C128-C256-C512, Zhu et al., appendix 7.2). `[N, H, W, 3]` to raw judgements `[N, h, w, 1]`.
 */
export function patchDiscriminator({ ndf, layers, gain }: DiscriminatorOptions & { readonly layers: number }): Layer {
  const widthOf = (level: number): number => ndf * Math.min(2 ** level, WIDEST);
  const convolve = (inputs: number, outputs: number, stride: number, bias: 'applied' | 'cancelled'): Layer =>
    convolutionLayer({ inputs, outputs, kernel: 4, stride, padding: 1, bias, gain });
  // Levels 1 to layers - 1 halve; level `layers` keeps the size.
  const middle = Array.from({ length: layers }, (_, index) => [
    convolve(widthOf(index), widthOf(index + 1), index + 1 < layers ? 2 : 1, 'cancelled'),
    instanceNormLayer,
    leakyRelu,
  ]).flat();
  return named('model', sequential([convolve(PICTURE_CHANNELS, ndf, 2, 'applied'), leakyRelu, ...middle, convolve(widthOf(layers), 1, 1, 'applied')]));
}

/** The 1x1 discriminator of the reference (`PixelDiscriminator`): judges every pixel by itself. `[N, H, W, 3]` to `[N, H, W, 1]`. */
export function pixelDiscriminator({ ndf, gain }: DiscriminatorOptions): Layer {
  const convolve = (inputs: number, outputs: number, bias: 'applied' | 'cancelled'): Layer => convolutionLayer({ inputs, outputs, kernel: 1, bias, gain });
  return named(
    'net',
    sequential([
      convolve(PICTURE_CHANNELS, ndf, 'applied'),
      leakyRelu,
      convolve(ndf, 2 * ndf, 'cancelled'),
      instanceNormLayer,
      leakyRelu,
      convolve(2 * ndf, 1, 'applied'),
    ]),
  );
}
