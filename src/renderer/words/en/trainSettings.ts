import { colorizationSettings } from '../../../shared/architectures/colorization.ts';
import { cycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import { stackganSettings } from '../../../shared/architectures/stackgan.ts';

interface SettingWords {
  readonly label: string;
  readonly help: string;
}

/** In English the table of settings has the help already. */
const setting = (name: keyof typeof cycleganSettings, label: string): SettingWords => ({ label, help: cycleganSettings[name].help });
const ofColourist = (name: keyof typeof colorizationSettings, label: string): SettingWords => ({ label, help: colorizationSettings[name].help });

const ofPainter = (name: keyof typeof stackganSettings, label: string): SettingWords => ({ label, help: stackganSettings[name].help });

const cyclegan: { readonly [Each in keyof typeof cycleganSettings]: SettingWords } = {
  size: setting('size', 'Size'),
  loadSize: setting('loadSize', 'Scale to'),
  preprocess: setting('preprocess', 'Framing'),
  flip: setting('flip', 'Mirror'),
  generator: setting('generator', 'Generator'),
  ngf: setting('ngf', 'Generator channels'),
  blocks: setting('blocks', 'Residual blocks'),
  upsampling: setting('upsampling', 'Growing'),
  discriminator: setting('discriminator', 'Discriminator'),
  ndf: setting('ndf', 'Discriminator channels'),
  layers: setting('layers', 'Discriminator layers'),
  initGain: setting('initGain', 'Initial spread'),
  ganLoss: setting('ganLoss', 'Contest'),
  cycleA: setting('cycleA', 'There and back, from A'),
  cycleB: setting('cycleB', 'There and back, from B'),
  identity: setting('identity', 'Leaving alone'),
  poolSize: setting('poolSize', 'Picture pool'),
  learningRate: setting('learningRate', 'Learning rate'),
  beta1: setting('beta1', 'Momentum'),
  batch: setting('batch', 'Batch'),
  epochs: setting('epochs', 'Epochs'),
  decayEpochs: setting('decayEpochs', 'Epochs of decay'),
  steps: setting('steps', 'Steps'),
};

const colorize: { readonly [Each in keyof typeof colorizationSettings]: SettingWords } = {
  mode: ofColourist('mode', 'What is coloured'),
  lines: ofColourist('lines', 'Sketches'),
  size: ofColourist('size', 'Size'),
  loadSize: ofColourist('loadSize', 'Scale to'),
  preprocess: ofColourist('preprocess', 'Framing'),
  flip: ofColourist('flip', 'Mirror'),
  hintEnd: ofColourist('hintEnd', 'End of hints'),
  revealed: ofColourist('revealed', 'Fully revealed'),
  unhinted: ofColourist('unhinted', 'Without hints'),
  foreign: ofColourist('foreign', 'Foreign colours'),
  width: ofColourist('width', 'Channels'),
  spread: ofColourist('spread', 'Flowing hints'),
  initGain: ofColourist('initGain', 'Initial spread'),
  regression: ofColourist('regression', 'Colours'),
  turn: ofColourist('turn', 'Turn of the loss'),
  classification: ofColourist('classification', 'Colour bins'),
  trunk: ofColourist('trunk', 'Shared layers learn from'),
  adversarial: ofColourist('adversarial', 'Judge'),
  ndf: ofColourist('ndf', 'Discriminator channels'),
  learningRate: ofColourist('learningRate', 'Learning rate'),
  beta1: ofColourist('beta1', 'Momentum'),
  batch: ofColourist('batch', 'Batch'),
  epochs: ofColourist('epochs', 'Epochs'),
  decayEpochs: ofColourist('decayEpochs', 'Epochs of decay'),
  steps: ofColourist('steps', 'Steps'),
};

const stackgan: { readonly [Each in keyof typeof stackganSettings]: SettingWords } = {
  stage: {
    label: 'Stages',
    help: '1 learns the words and to draw small; both go on to draw large. 2 learns that alone, on the first stage of another training.',
  },
  encoder: ofPainter('encoder', 'Embeddings'),
  size: ofPainter('size', 'Small size'),
  largeSize: ofPainter('largeSize', 'Large size'),
  loadSize: ofPainter('loadSize', 'Scale to'),
  preprocess: ofPainter('preprocess', 'Framing'),
  flip: ofPainter('flip', 'Mirror'),
  vocabulary: ofPainter('vocabulary', 'Vocabulary'),
  captionLength: ofPainter('captionLength', 'Length of captions'),
  wordWidth: ofPainter('wordWidth', 'Channels of the words'),
  text: ofPainter('text', 'Length of a sentence'),
  condition: ofPainter('condition', 'Length of the condition'),
  noise: ofPainter('noise', 'Length of the noise'),
  width: ofPainter('width', 'Generator channels'),
  judgeWidth: ofPainter('judgeWidth', 'Discriminator channels'),
  blocks: ofPainter('blocks', 'Residual blocks'),
  average: ofPainter('average', 'Moving average'),
  captionsPerStep: ofPainter('captionsPerStep', 'Captions a step'),
  divergence: ofPainter('divergence', 'Spread of conditions'),
  learningRate: ofPainter('learningRate', 'Learning rate'),
  halvings: ofPainter('halvings', 'Halvings of the rate'),
  wordRate: ofPainter('wordRate', 'Learning rate of the words'),
  beta1: ofPainter('beta1', 'Momentum'),
  batch: ofPainter('batch', 'Batch'),
  largeBatch: ofPainter('largeBatch', 'Batch of large pictures'),
  wordEpochs: ofPainter('wordEpochs', 'Epochs of the words'),
  epochs: ofPainter('epochs', 'Epochs of small pictures'),
  largeEpochs: ofPainter('largeEpochs', 'Epochs of large pictures'),
  wordSteps: ofPainter('wordSteps', 'Steps of the words'),
  steps: ofPainter('steps', 'Steps of small pictures'),
  largeSteps: ofPainter('largeSteps', 'Steps of large pictures'),
};

/** Names and help of settings, by the kind of project that has them. */
export const settings = { cyclegan, colorize, stackgan };

/** Names of choices. */
export const choices = {
  'resize-and-crop': 'Scale, then crop',
  crop: 'Crop',
  'scale-width': 'Scale to width',
  'scale-width-and-crop': 'Scale to width, then crop',
  none: 'As it is',
  resnet: 'ResNet',
  'unet-128': 'U-Net 128',
  'unet-256': 'U-Net 256',
  resize: 'Resize, then convolve',
  transposed: 'Transposed convolution',
  patchgan: 'PatchGAN',
  pixel: 'Pixel by pixel',
  lsgan: 'Least squares',
  vanilla: 'Logarithmic',
  photo: 'Grey photos',
  sketch: 'Sketches',
  drawn: 'Drawn from the pictures',
  pairs: 'The folder of sketches',
  colours: 'Colours',
  bins: 'Colour bins',
  both: 'Both',
  learned: 'Learned here',
  given: 'A file',
};
