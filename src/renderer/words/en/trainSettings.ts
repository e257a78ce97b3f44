import { cycleganSettings } from '../../../shared/architectures/cyclegan.ts';

type Name = keyof typeof cycleganSettings;

/** In English the table of settings has the help already. */
const setting = (name: Name, label: string): { label: string; help: string } => ({ label, help: cycleganSettings[name].help });

/** Names and help of settings. */
export const settings: { readonly [Each in Name]: { readonly label: string; readonly help: string } } = {
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
};
