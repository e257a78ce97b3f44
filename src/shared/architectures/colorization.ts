import { framingSettings, lengthSettings } from './length.ts';
import type { SettingTable, SettingValues } from './setting.ts';
import { choice, integer, number, onOff, settingsSchema } from './setting.ts';

/**
 * The settings of user-guided colorization (Zhang, Zhu, Isola, Geng, Lin, Yu, Efros, "Real-time user-guided image
 * colorization with learned deep priors", SIGGRAPH 2017), after its PyTorch implementation.
 */
export const colorizationSettings = {
  mode: choice({
    default: 'photo',
    choices: ['photo', 'sketch'],
    group: 'pictures',
    help: 'Colour grey photos, keeping their lightness; or colour line art, drawing lightness as well.',
  }),
  lines: choice({
    default: 'drawn',
    choices: ['drawn', 'pairs'],
    group: 'pictures',
    help: 'Where sketches come from: drawn here out of the colour pictures, with pencils of random width; or a folder of sketches with the same names.',
  }),
  size: integer({ default: 128, min: 32, max: 1024, multipleOf: 8, unit: 'px', group: 'pictures', help: 'Side of the square that is trained on.' }),
  ...framingSettings,
  hintEnd: number({
    default: 0.125,
    min: 0.005,
    max: 1,
    unit: '',
    group: 'pictures',
    help: 'The chance that no further hint follows: hints are 1 / this - 1 in the mean, 7 at 0.125.',
  }),
  revealed: number({ default: 0.01, min: 0, max: 1, unit: '', group: 'pictures', help: 'The share of pictures whose colours are all given as hints.' }),
  unhinted: number({
    default: 0,
    min: 0,
    max: 1,
    unit: '',
    group: 'pictures',
    help: 'The share of pictures that are shown without any hint, so that what lines suggest is learned as well.',
  }),
  foreign: number({
    default: 0,
    min: 0,
    max: 1,
    unit: '',
    group: 'pictures',
    help: 'The share of pictures in which areas take a colour of chance that a hint tells: it teaches to follow hints where lines suggest something else.',
  }),
  width: integer({
    default: 64,
    min: 4,
    max: 128,
    unit: 'channels',
    group: 'network',
    help: 'Channels of the first block; the deepest has eight times as many.',
  }),
  spread: onOff({
    default: false,
    group: 'network',
    help: 'Shows the network hints also as they flow over paper up to the lines of a sketch.',
  }),
  initGain: number({ default: 0.02, min: 0.0001, max: 1, unit: '', group: 'network', help: 'Standard deviation of the initial weights.' }),
  regression: number({ default: 10, min: 0, max: 1000, unit: '', group: 'losses', help: 'Weight of the Huber loss of the colours.' }),
  turn: number({
    default: 1,
    min: 0.1,
    max: 200,
    unit: 'Lab',
    group: 'losses',
    help: 'Where the Huber loss turns from square to straight: 1 settles for the likeliest colour, more for one between those that may be.',
  }),
  classification: number({
    default: 1,
    min: 0,
    max: 100,
    unit: '',
    group: 'losses',
    help: 'Weight of the loss of the 529 colour bins, which suggestions are drawn from.',
  }),
  trunk: choice({
    default: 'colours',
    choices: ['colours', 'bins', 'both'],
    group: 'losses',
    help: 'Which loss the shared layers learn from: that of the colours, as the reference trains with hints; that of the bins, as it begins without; or both.',
  }),
  adversarial: number({
    default: 0,
    min: 0,
    max: 100,
    unit: '',
    group: 'losses',
    help: 'Weight of a discriminator that judges the coloured pictures; 0 for none.',
  }),
  ndf: integer({ default: 64, min: 4, max: 256, unit: 'channels', group: 'network', help: "Channels of the discriminator's first layer." }),
  learningRate: number({ default: 0.0001, min: 0.0000001, max: 0.1, unit: '', group: 'training', help: 'Step size of Adam before the decay.' }),
  beta1: number({ default: 0.9, min: 0, max: 0.999, unit: '', group: 'training', help: "Adam's first momentum." }),
  batch: integer({ default: 8, min: 1, max: 64, unit: 'pictures', group: 'training', help: 'Pictures a step.' }),
  ...lengthSettings(50, 'every picture'),
} as const satisfies SettingTable;

/** Colorization's settings as values. */
export type ColorizationSettings = SettingValues<typeof colorizationSettings>;

/** Checks stored or given settings and fills in defaults. */
export const colorizationSchema = settingsSchema(colorizationSettings);

/** Named starting points; flags given beside a preset win over it. */
export const colorizationPresets = {
  quick: { help: 'A first look within minutes on any processor.', settings: { size: 64, width: 16, ndf: 32, batch: 8, epochs: 5, decayEpochs: 5 } },
  standard: { help: 'A good colourist in a night on a processor.', settings: { size: 128, width: 32, batch: 8, epochs: 30, decayEpochs: 30 } },
  sketch: {
    help: 'Line art in, colour out, with a discriminator for crisp areas.',
    settings: {
      mode: 'sketch',
      size: 128,
      unhinted: 0.3,
      foreign: 0.3,
      width: 32,
      spread: true,
      batch: 4,
      regression: 20,
      turn: 30,
      trunk: 'both',
      adversarial: 1,
      epochs: 30,
      decayEpochs: 30,
    },
  },
  paper: {
    help: 'The reference: 256 px, full width; days on a processor.',
    settings: { size: 176, loadSize: 256, width: 64, batch: 25, epochs: 100, decayEpochs: 100 },
  },
} as const satisfies Record<string, { help: string; settings: Partial<ColorizationSettings> }>;
