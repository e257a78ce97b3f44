import type { StackganSettings } from '../../../shared/architectures/stackgan.ts';
import type { HostTensors } from '../../engine/program.ts';
import { initializeParameters } from '../../nn/parameters.ts';
import type { Architecture, InputSource, Phase } from '../architecture.ts';
import type { Networks } from './networks.ts';
import { networksOf, stageNames } from './networks.ts';
import { painterOf } from './painter.ts';
import { largeParameters, largeStep, lossNames, smallParameters, smallStep } from './step.ts';
import { wordBetas, wordParameters, wordStep } from './words.ts';

/** The side that pictures come from. */
const SIDE = 'images';

/** The reference scales to 76 pixels before it cuts out 64. */
const LOADED = 76 / 64;

function scalars(beta1: number, beta2: number): Record<string, InputSource> {
  return {
    learningRate: { from: 'learningRate' },
    adamCorrection1: { from: 'adamCorrection', beta: beta1 },
    adamCorrection2: { from: 'adamCorrection', beta: beta2 },
  };
}

function stageInputs({ beta1, average }: StackganSettings, noises: readonly string[]): Record<string, InputSource> {
  return {
    picture: { from: 'pictures', side: SIDE },
    embedding: { from: 'embedding', side: SIDE },
    wrong: { from: 'wrongEmbedding', side: SIDE },
    ...Object.fromEntries(noises.map((name): [string, InputSource] => [name, { from: 'normal' }])),
    ...scalars(beta1, 0.999),
    ...(average > 0 && { averageCorrection: { from: 'adamCorrection', beta: average } as const }),
  };
}

const common = { pools: [], samples: [], sides: [SIDE] } as const;

function framing(settings: StackganSettings, size: number, batch: number): Phase['pictures'] {
  const { loadSize, largeSize, preprocess, flip } = settings;
  const scale = loadSize === 0 ? LOADED : loadSize / largeSize;
  return { size, loadSize: Math.max(size, Math.round(size * scale)), preprocess, flip, batch };
}

function phasesOf(settings: StackganSettings): Phase[] {
  const networks: Networks = networksOf(settings);
  const { batch, largeBatch, size, largeSize } = settings;
  const trees = { words: wordParameters(settings), small: smallParameters(networks, settings), large: largeParameters(networks, settings) };
  const words: Phase = {
    name: 'words',
    pictures: framing(settings, size, batch),
    length: { steps: settings.wordSteps, epochs: settings.wordEpochs, decayEpochs: 0 },
    recipe: {
      ...common,
      parameters: trees.words,
      step: wordStep(settings, batch),
      inputs: {
        picture: { from: 'pictures', side: SIDE },
        ...(settings.encoder === 'given' ? { embedding: { from: 'embedding', side: SIDE } as const } : { tokens: { from: 'tokens', side: SIDE } as const }),
        same: { from: 'sameCaption', side: SIDE },
        ...scalars(...wordBetas),
      },
      losses: ['words'],
      schedule: { learningRate: settings.wordRate, decayFrom: 0.5 },
      batchSize: batch,
    },
  };
  const small: Phase = {
    name: 'small',
    pictures: framing(settings, size, batch),
    length: { steps: settings.steps, epochs: settings.epochs, decayEpochs: 0 },
    recipe: {
      ...common,
      parameters: { ...trees.words, ...trees.small },
      step: smallStep(networks, settings, { batch, wrong: batch }),
      inputs: stageInputs(settings, ['noise', 'conditionNoise']),
      losses: lossNames.small,
      schedule: { learningRate: settings.learningRate, decayFrom: 1, halvings: settings.halvings },
      batchSize: batch,
    },
  };
  const large: Phase = {
    name: 'large',
    pictures: framing(settings, largeSize, largeBatch),
    length: { steps: settings.largeSteps, epochs: settings.largeEpochs, decayEpochs: 0 },
    recipe: {
      ...common,
      parameters: { ...trees.words, ...trees.small, ...trees.large },
      step: largeStep(networks, settings, { batch: largeBatch, wrong: largeBatch }),
      inputs: stageInputs(settings, ['noise', 'smallNoise', 'conditionNoise']),
      losses: lossNames.large,
      schedule: { learningRate: settings.learningRate, decayFrom: 1, halvings: settings.halvings },
      batchSize: largeBatch,
    },
  };
  return settings.stage === '1' ? [words, small] : [words, small, large];
}

/** Initial values; a moving average begins where its generator does. */
function initialize(settings: StackganSettings, random: Parameters<Architecture<StackganSettings>['initialize']>[1]): HostTensors {
  const tree = phasesOf(settings).at(-1)?.recipe.parameters ?? {};
  const drawn = initializeParameters(tree, random);
  const { small, large } = stageNames;
  const source = (name: string): string => [small, large].reduce((path, { average, generator }) => path.replace(`${average}.`, `${generator}.`), name);
  return Object.fromEntries(Object.keys(drawn).map((name) => [name, drawn[source(name)]]));
}

/**
 * StackGAN: Zhang, Xu, Li, Zhang, Wang, Huang, Metaxas, "StackGAN: text to photo-realistic image synthesis with stacked
 * generative adversarial networks", ICCV 2017, after its PyTorch implementation.
 *
 * Deviations: the text encoder is trained here, on the folder's captions. A wrong sentence is drawn from all others that
 * say something else, where the reference takes the batch's next. A moving average of the generators draws. Stage I goes by
 * its running statistics while stage II learns. Sizes other than 64 and 256.
 */
export const stackgan: Architecture<StackganSettings> = {
  recipe: (settings) => {
    const last = phasesOf(settings).at(-1);
    if (last === undefined) throw new Error('a run has at least one phase');
    return last.recipe;
  },
  initialize,
  translators: () => ({}),
  phases: phasesOf,
  entry: ({ stage }) => (stage === '2' ? 'large' : null),
  painter: painterOf,
};
