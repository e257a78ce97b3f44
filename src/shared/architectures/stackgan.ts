import type { SettingTable, SettingValues } from './setting.ts';
import { choice, integer, number, onOff, settingsSchema } from './setting.ts';

/**
 * The settings of StackGAN (Zhang, Xu, Li, Zhang, Wang, Huang, Metaxas, "StackGAN: text to photo-realistic image synthesis
 * with stacked generative adversarial networks", ICCV 2017), after its PyTorch implementation, and of the text encoder
 * that is trained here.
 */
export const stackganSettings = {
  stage: choice({
    default: 'both',
    choices: ['1', '2', 'both'],
    group: 'training',
    help: '1 learns the words and to draw small; both go on to draw large; 2 learns that alone, on the stage 1 of another run (--from).',
  }),
  encoder: choice({
    default: 'learned',
    choices: ['learned', 'given'],
    group: 'network',
    follows: true,
    help: "Where sentences' embeddings come from: an encoder that is trained here, or a file.",
  }),
  size: integer({ default: 64, min: 16, max: 64, unit: 'px', group: 'pictures', help: 'Side of the small pictures, a power of two.' }),
  largeSize: integer({ default: 128, min: 32, max: 256, unit: 'px', group: 'pictures', help: 'Side of the large pictures, a power of two.' }),
  loadSize: integer({
    default: 0,
    min: 0,
    max: 2048,
    unit: 'px',
    group: 'pictures',
    help: 'Side to which pictures are scaled before the crop to the large size, the small ones in proportion; 0 means 76/64 of the size, as the reference.',
  }),
  preprocess: choice({
    default: 'resize-and-crop',
    choices: ['resize-and-crop', 'crop', 'scale-width', 'scale-width-and-crop', 'none'],
    group: 'pictures',
    help: 'How a picture becomes a training square.',
  }),
  flip: onOff({ default: true, group: 'pictures', help: 'Mirror half of the pictures left to right.' }),
  vocabulary: integer({
    default: 2000,
    min: 64,
    max: 20_000,
    unit: 'tokens',
    group: 'network',
    help: 'The most words, parts of words and characters that are told apart.',
  }),
  captionLength: integer({ default: 20, min: 4, max: 64, unit: 'tokens', group: 'network', help: 'So much of a caption is read; what follows is left out.' }),
  wordWidth: integer({
    default: 64,
    min: 8,
    max: 512,
    unit: 'channels',
    group: 'network',
    help: 'Channels of the text encoder; the encoder of pictures beside it begins with half as many.',
  }),
  text: integer({ default: 128, min: 8, max: 4096, unit: '', group: 'network', help: "Length of a sentence's embedding." }),
  condition: integer({ default: 128, min: 4, max: 512, unit: '', group: 'network', help: 'Length of the condition that is drawn for a sentence.' }),
  noise: integer({ default: 100, min: 1, max: 1000, unit: '', group: 'network', help: 'Length of the noise.' }),
  width: integer({
    default: 64,
    min: 4,
    max: 192,
    unit: 'channels',
    group: 'network',
    help: 'Channels of both generators: stage I begins with eight times as many, stage II works at four times.',
  }),
  judgeWidth: integer({ default: 32, min: 4, max: 128, unit: 'channels', group: 'network', help: "Channels of the discriminators' first layers." }),
  blocks: integer({ default: 2, min: 1, max: 8, unit: 'blocks', group: 'network', help: 'Residual blocks of stage II.' }),
  average: number({
    default: 0.999,
    min: 0,
    max: 0.9999,
    unit: '',
    group: 'training',
    help: 'How much of a moving average of the generators stays at each step; the average draws. 0 draws with the last weights.',
  }),
  captionsPerStep: integer({
    default: 4,
    min: 1,
    max: 16,
    unit: 'captions',
    group: 'training',
    help: 'A picture with several captions is learned by the mean of at most so many.',
  }),
  divergence: number({ default: 2, min: 0, max: 100, unit: '', group: 'losses', help: 'Weight of the divergence that keeps conditions spread out.' }),
  learningRate: number({ default: 0.0002, min: 0.0000001, max: 0.1, unit: '', group: 'training', help: 'Step size of Adam for both stages.' }),
  halvings: integer({
    default: 5,
    min: 0,
    max: 20,
    unit: '',
    group: 'training',
    help: 'How often it is halved on the way of each stage; 5 as the reference, fewer for a short run.',
  }),
  wordRate: number({ default: 0.002, min: 0.0000001, max: 0.1, unit: '', group: 'training', help: "Step size of Adam for the words' phase." }),
  beta1: number({ default: 0.5, min: 0, max: 0.999, unit: '', group: 'training', help: "Adam's first momentum." }),
  batch: integer({ default: 64, min: 2, max: 256, unit: 'pictures', group: 'training', help: 'Pictures a step of the words and of stage I.' }),
  largeBatch: integer({ default: 16, min: 2, max: 128, unit: 'pictures', group: 'training', help: 'Pictures a step of stage II.' }),
  wordEpochs: integer({ default: 40, min: 0, max: 10_000, unit: 'epochs', group: 'training', help: 'Epochs in which the words are learned.' }),
  epochs: integer({ default: 120, min: 0, max: 10_000, unit: 'epochs', group: 'training', help: 'Epochs of stage I.' }),
  largeEpochs: integer({ default: 120, min: 0, max: 10_000, unit: 'epochs', group: 'training', help: 'Epochs of stage II.' }),
  wordSteps: integer({ default: 0, min: 0, max: 100_000_000, unit: 'steps', group: 'training', help: 'Length of the words in steps; 0 means epochs.' }),
  steps: integer({ default: 0, min: 0, max: 100_000_000, unit: 'steps', group: 'training', help: 'Length of stage I in steps; 0 means epochs.' }),
  largeSteps: integer({ default: 0, min: 0, max: 100_000_000, unit: 'steps', group: 'training', help: 'Length of stage II in steps; 0 means epochs.' }),
} as const satisfies SettingTable;

/** StackGAN's settings as values. */
export type StackganSettings = SettingValues<typeof stackganSettings>;

/** Checks stored or given settings and fills in defaults. */
export const stackganSchema = settingsSchema(stackganSettings);

/** Settings that stage I is made of: stage II of another run has them in common with it. */
export const stageOneSettings = [
  'encoder',
  'size',
  'vocabulary',
  'captionLength',
  'wordWidth',
  'text',
  'condition',
  'noise',
  'width',
  'judgeWidth',
  'average',
] as const satisfies readonly (keyof StackganSettings)[];

/** Named starting points; flags given beside a preset win over it. */
export const stackganPresets = {
  quick: {
    help: 'A first look within minutes on any processor.',
    settings: {
      width: 12,
      judgeWidth: 12,
      condition: 32,
      noise: 32,
      batch: 32,
      largeBatch: 8,
      wordSteps: 600,
      steps: 900,
      largeSteps: 200,
      wordWidth: 32,
      text: 64,
      blocks: 1,
    },
  },
  standard: { help: 'Half the widths of the reference, 128 px; a day on a processor.', settings: { width: 64, judgeWidth: 32 } },
  paper: {
    help: 'The reference: 256 px, full widths, no moving average; for a graphics card.',
    settings: { width: 128, judgeWidth: 64, largeSize: 256, blocks: 4, batch: 128, largeBatch: 40, text: 1024, average: 0 },
  },
} as const satisfies Record<string, { help: string; settings: Partial<StackganSettings> }>;
