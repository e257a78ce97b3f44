import { NCHW, OIHW, naturalLayout } from '../../layout.ts';
import type { Lowering } from '../lowering.ts';
import { convolution } from './convolution.ts';
import { convolutionFilterGradient } from './filterGradient.ts';
import { convolutionInputGradient } from './inputGradient.ts';
import { instanceNorm, instanceNormGradient } from './instanceNorm.ts';
import { reflectPad, reflectPadGradient } from './reflectPad.ts';

/** Standard operators in NCHW: for GPUs, for exported files, and the yardstick of exactness. */
export const direct: Lowering = {
  name: 'direct',
  activations: NCHW,
  // Filters and their optimizer moments are what has four axes in a state.
  stateLayout: (shape) => (shape.length === 4 ? OIHW : naturalLayout(shape.length)),
  convolution,
  convolutionInputGradient,
  convolutionFilterGradient,
  reflectPad,
  reflectPadGradient,
  instanceNorm,
  instanceNormGradient,
};
