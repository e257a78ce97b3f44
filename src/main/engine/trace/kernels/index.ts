import type { Kernel } from '../kernel.ts';
import { binaryKernels } from './binary.ts';
import { convolutionKernels } from './convolution.ts';
import { indexingKernels } from './indexing.ts';
import { linearKernels } from './linear.ts';
import { normalizationKernels } from './normalization.ts';
import { operationKernels } from './operations.ts';
import { poolingKernels } from './pooling.ts';
import { reductionKernels } from './reduction.ts';
import { resizingKernels } from './resizing.ts';
import { shapeKernels } from './shape.ts';
import { unaryKernels } from './unary.ts';

/** The kernels by family. Adding a kernel: a row in its family's file; a family: a file and a row here and below. */
export const kernelFamilies = {
  unary: unaryKernels,
  binary: binaryKernels,
  reduction: reductionKernels,
  shape: shapeKernels,
  indexing: indexingKernels,
  linear: linearKernels,
  convolution: convolutionKernels,
  pooling: poolingKernels,
  resizing: resizingKernels,
  normalization: normalizationKernels,
  operations: operationKernels,
} as const satisfies Record<string, Readonly<Record<string, Kernel>>>;

/** Every traced kernel under tfjs's name for it. */
export const kernelTable = {
  ...unaryKernels,
  ...binaryKernels,
  ...reductionKernels,
  ...shapeKernels,
  ...indexingKernels,
  ...linearKernels,
  ...convolutionKernels,
  ...poolingKernels,
  ...resizingKernels,
  ...normalizationKernels,
  ...operationKernels,
} as const;
