import type { ColorizationSettings } from '../../../shared/architectures/colorization.ts';
import type { Layer } from '../../nn/layer.ts';
import { withPrefix } from '../../nn/parameters.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { patchDiscriminator } from '../cyclegan/discriminators.ts';
import { colorizationNetwork } from './network.ts';
import type { ColorizationNetwork } from './network.ts';

/** The layers of a colorization at some settings. */
export interface Networks {
  readonly generator: ColorizationNetwork;
  /** Judges whole Lab pictures `[N, H, W, 3]`; used where the adversarial weight is above 0. */
  readonly discriminator: Layer;
}

/** Builds the layers; they hold no values. */
export function networksOf({ mode, width, spread, ndf, initGain }: Pick<ColorizationSettings, 'mode' | 'width' | 'spread' | 'ndf' | 'initGain'>): Networks {
  return {
    generator: colorizationNetwork({ width, inputs: 1, outputs: mode === 'sketch' ? 3 : 2, spread, gain: initGain }),
    discriminator: patchDiscriminator({ ndf, layers: 3, gain: initGain }),
  };
}

/** The generator's parameters under its name in the reference. */
export function generatorParameters({ generator }: Networks): ParameterTree {
  return withPrefix('netG', generator.parameters);
}

/** The discriminator's. */
export function discriminatorParameters({ discriminator }: Networks): ParameterTree {
  return withPrefix('netD', discriminator.parameters);
}
