import { framingSettings, lengthSettings } from './length.ts';
import type { SettingTable, SettingValues } from './setting.ts';
import { choice, integer, number, settingsSchema } from './setting.ts';

/**
 * The settings of CycleGAN (Zhu et al., "Unpaired image-to-image translation using cycle-consistent
 * adversarial networks", ICCV 2017), named as in its reference implementation.
 */
export const cycleganSettings = {
  size: integer({ default: 64, min: 16, max: 1024, multipleOf: 4, unit: 'px', group: 'pictures', help: 'Side of the square that is trained on.' }),
  ...framingSettings,
  generator: choice({ default: 'resnet', choices: ['resnet', 'unet-128', 'unet-256'], group: 'network', help: 'The generator network.' }),
  ngf: integer({ default: 64, min: 4, max: 256, unit: 'channels', group: 'network', help: 'Channels of the first generator layer.' }),
  blocks: integer({ default: 6, min: 0, max: 32, unit: 'blocks', group: 'network', help: 'Residual blocks of the ResNet generator: 6 up to 128 px, 9 above.' }),
  upsampling: choice({
    default: 'resize',
    choices: ['resize', 'transposed'],
    group: 'network',
    help: 'How the generator grows: resize then convolve (no checkerboards), or transposed convolution.',
  }),
  discriminator: choice({ default: 'patchgan', choices: ['patchgan', 'pixel'], group: 'network', help: 'The discriminator network.' }),
  ndf: integer({ default: 64, min: 4, max: 256, unit: 'channels', group: 'network', help: 'Channels of the first discriminator layer.' }),
  layers: integer({ default: 3, min: 1, max: 5, unit: 'layers', group: 'network', help: 'Layers of the PatchGAN discriminator; 3 judges 70x70 patches.' }),
  initGain: number({ default: 0.02, min: 0.0001, max: 1, unit: '', group: 'network', help: 'Standard deviation of the initial weights.' }),
  ganLoss: choice({ default: 'lsgan', choices: ['lsgan', 'vanilla'], group: 'losses', help: 'Least-squares loss, or the non-saturating logarithmic one.' }),
  cycleA: number({ default: 10, min: 0, max: 100, unit: '', group: 'losses', help: 'Weight of the cycle A to B to A.' }),
  cycleB: number({ default: 10, min: 0, max: 100, unit: '', group: 'losses', help: 'Weight of the cycle B to A to B.' }),
  identity: number({
    default: 0.5,
    min: 0,
    max: 10,
    unit: '',
    group: 'losses',
    help: 'Weight of the identity loss, relative to the cycle weights; 0 switches it off.',
  }),
  poolSize: integer({
    default: 50,
    min: 0,
    max: 1000,
    unit: 'pictures',
    group: 'training',
    help: 'Past translations the discriminators are also shown; 0 switches the pool off.',
  }),
  learningRate: number({ default: 0.0002, min: 0.0000001, max: 0.1, unit: '', group: 'training', help: 'Step size of Adam before the decay.' }),
  beta1: number({ default: 0.5, min: 0, max: 0.999, unit: '', group: 'training', help: "Adam's first momentum." }),
  batch: integer({ default: 1, min: 1, max: 64, unit: 'pictures', group: 'training', help: 'Pictures a step and side.' }),
  ...lengthSettings(100, 'the larger side'),
} as const satisfies SettingTable;

/** CycleGAN's settings as values. */
export type CycleganSettings = SettingValues<typeof cycleganSettings>;

/** Checks stored or given settings and fills in defaults. */
export const cycleganSchema = settingsSchema(cycleganSettings);

/** Named starting points; flags given beside a preset win over it. */
export const cycleganPresets = {
  quick: { help: 'A first look within minutes on any processor.', settings: { size: 64, ngf: 24, blocks: 4, ndf: 32, epochs: 5, decayEpochs: 5 } },
  standard: {
    help: 'A good translator in a night on a processor, in an hour on a GPU.',
    settings: { size: 128, ngf: 32, blocks: 6, ndf: 64, epochs: 50, decayEpochs: 50 },
  },
  paper: {
    help: 'The reference to the letter: days on a processor.',
    settings: { size: 256, loadSize: 286, ngf: 64, ndf: 64, blocks: 9, upsampling: 'transposed', epochs: 100, decayEpochs: 100 },
  },
} as const satisfies Record<string, { help: string; settings: Partial<CycleganSettings> }>;
