import type { kernelFamilies } from '../../kernels/index.ts';
import type { Case } from '../compare.ts';
import { binaryCases } from './binary.ts';
import { indexingCases, linearCases } from './lookups.ts';
import { operationCases } from './operations.ts';
import { convolutionCases, normalizationCases, poolingCases, resizingCases } from './pictures.ts';
import { reductionCases } from './reduction.ts';
import { shapeCases } from './shape.ts';
import { unaryCases } from './unary.ts';

/** What every kernel is tested with, by family. A kernel without a case is a type error here. */
export const caseFamilies: { readonly [Family in keyof typeof kernelFamilies]: { readonly [Name in keyof (typeof kernelFamilies)[Family]]: Case } } = {
  unary: unaryCases,
  binary: binaryCases,
  reduction: reductionCases,
  shape: shapeCases,
  indexing: indexingCases,
  linear: linearCases,
  convolution: convolutionCases,
  pooling: poolingCases,
  resizing: resizingCases,
  normalization: normalizationCases,
  operations: operationCases,
};
