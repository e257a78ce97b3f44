import { RecastError } from '../errors/index.ts';
import type { CycleganSettings } from './cyclegan.ts';
import { checkLength, checkLoadSize, followEpochs } from './length.ts';
import type { SettingRules } from './rules.ts';

const unetMultiples = { 'unet-128': 128, 'unet-256': 256 } as const;

/** A PatchGAN halves the picture once a layer and then takes two 4x4 steps without padding to the full: 3 pixels become 1. */
const smallestPatchInput = 3;

function checkGenerator(settings: CycleganSettings, given: ReadonlySet<string>): void {
  if (settings.generator === 'resnet') return;
  if (given.has('blocks'))
    throw RecastError.of('FLAG_WITHOUT_EFFECT', { flag: '--blocks', other: `--generator ${settings.generator}`, reason: 'a U-Net has no residual blocks' });
  const multiple = unetMultiples[settings.generator];
  if (settings.size % multiple !== 0) throw RecastError.of('SIZE_NOT_FOR_GENERATOR', { size: settings.size, generator: settings.generator, multiple });
}

function checkDiscriminator(settings: CycleganSettings, given: ReadonlySet<string>): void {
  if (settings.discriminator === 'pixel') {
    if (given.has('layers'))
      throw RecastError.of('FLAG_WITHOUT_EFFECT', { flag: '--layers', other: '--discriminator pixel', reason: 'it judges every pixel by itself' });
    return;
  }
  if (Math.floor(settings.size / 2 ** settings.layers) < smallestPatchInput) {
    throw RecastError.of('SIZE_NOT_FOR_DISCRIMINATOR', { size: settings.size, layers: settings.layers, smallest: smallestPatchInput * 2 ** settings.layers });
  }
}

/** The rules between CycleGAN's settings. */
export const cycleganRules: SettingRules<CycleganSettings> = {
  follow(settings, given, chosen) {
    return {
      // Zhu et al. use 6 residual blocks for 128 px and 9 from 256 px on.
      ...(!chosen.has('blocks') && settings.size > 128 && { blocks: 9 }),
      ...followEpochs(settings, given),
    };
  },
  check(settings, given) {
    checkLength(settings, given);
    checkGenerator(settings, given);
    checkDiscriminator(settings, given);
    checkLoadSize(settings);
  },
};
