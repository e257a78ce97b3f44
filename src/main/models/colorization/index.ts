import type { ColorizationSettings } from '../../../shared/architectures/colorization.ts';
import { initializeParameters } from '../../nn/parameters.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import type { Architecture } from '../architecture.ts';
import { decayFrom } from '../decay.ts';
import { colouringProbe, sampleSheets, translatorsOf } from './colouring.ts';
import { colouristOf } from './colourist.ts';
import { discriminatorParameters, generatorParameters, networksOf } from './networks.ts';
import { lossNames, SIDE, SKETCHES, stepInputs, stepProgram } from './step.ts';

function allParameters(settings: ColorizationSettings): ParameterTree {
  const networks = networksOf(settings);
  return { ...generatorParameters(networks), ...(settings.adversarial > 0 && discriminatorParameters(networks)) };
}

/**
 * User-guided colorization: Zhang, Zhu, Isola, Geng, Lin, Yu, Efros, "Real-time user-guided image colorization with
 * learned deep priors", SIGGRAPH 2017, after its PyTorch implementation.
 *
 * Deviations: sketch mode (line art in, ab and a change of its L out) and the adversarial term are ours, after PaintsChainer
 * and style2paints, and so is how sketches learn from hints (docs/decisions/0013-hints-of-sketches.md); colours and bins are
 * trained in one go instead of stages; Huber's loss (the paper's) in place of L1 (the implementation's); squares are cut from
 * the picture scaled as a whole, not from random sections of random shape; a grey picture is left out by its range of ab
 * before the cut, not after; one picture in a hundred is revealed whole, as the paper says and the implementation leaves out;
 * the learning rate falls step by step.
 */
export const colorization: Architecture<ColorizationSettings> = {
  recipe: (settings) => {
    const networks = networksOf(settings);
    return {
      parameters: allParameters(settings),
      step: stepProgram(networks, settings),
      inputs: stepInputs(settings),
      pools: [],
      losses: lossNames(settings),
      schedule: { learningRate: settings.learningRate, decayFrom: decayFrom(settings) },
      samples: sampleSheets(networks, settings),
      batchSize: settings.batch,
      colouring: colouringProbe(networks, settings),
      ...(settings.lines === 'pairs' ? { sides: [SIDE, SKETCHES], partnerOf: { [SKETCHES]: SIDE } } : { sides: [SIDE] }),
      // A photo's lightness teaches no colour where there is none; a drawing of ink and paper is learned as it is.
      colourful: settings.mode === 'photo' ? [SIDE] : [],
    };
  },
  initialize: (settings, random) => initializeParameters(allParameters(settings), random),
  translators: (settings) => translatorsOf(networksOf(settings)),
  colourist: (settings) => colouristOf(networksOf(settings), settings),
};
