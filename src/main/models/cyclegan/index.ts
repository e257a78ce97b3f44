import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import { initializeParameters } from '../../nn/parameters.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import type { Architecture } from '../architecture.ts';
import { decayFrom } from '../decay.ts';
import { discriminatorParameters, generatorParameters, networksOf } from './networks.ts';
import type { Networks } from './networks.ts';
import { lossNames, stepInputs, stepPools, stepProgram } from './step.ts';
import { sampleSheets, translatorsOf } from './translation.ts';

const allParameters = (networks: Networks): ParameterTree => ({ ...generatorParameters(networks, ['netG_A', 'netG_B']), ...discriminatorParameters(networks) });

/**
 * CycleGAN: Zhu, Park, Isola, Efros, "Unpaired image-to-image translation using cycle-consistent
 * adversarial networks", ICCV 2017, after the authors' PyTorch implementation.
 *
 * Deviations: biases that an instance norm cancels are kept but not trained (the reference lets rounding
 * noise move them, without effect); the learning rate falls step by step instead of epoch by epoch;
 * resize-convolution is offered beside transposed convolution; no dropout, which the reference has off.
 */
export const cyclegan: Architecture<CycleganSettings> = {
  recipe: (settings) => {
    const networks = networksOf(settings);
    return {
      parameters: allParameters(networks),
      step: stepProgram(networks, settings),
      inputs: stepInputs(settings),
      pools: stepPools(settings),
      losses: lossNames(settings),
      schedule: { learningRate: settings.learningRate, decayFrom: decayFrom(settings) },
      samples: sampleSheets(networks, settings),
      batchSize: settings.batch,
      sides: ['a', 'b'],
    };
  },
  initialize: (settings, random) => initializeParameters(allParameters(networksOf(settings)), random),
  translators: (settings) => translatorsOf(networksOf(settings), settings),
};
