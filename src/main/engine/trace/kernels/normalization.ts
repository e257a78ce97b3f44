import type { FusedBatchNormAttrs, FusedBatchNormInputs } from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernel.ts';
import { kernel } from '../kernel.ts';
import { traced } from '../traced.ts';
import { binary } from './broadcast.ts';

/** Normalization with given statistics. */
export const normalizationKernels = {
  /** `(x - mean) * scale / sqrt(variance + epsilon) + offset`: two passes over x. Scale and offset may be absent. */
  FusedBatchNorm: kernel<FusedBatchNormInputs, FusedBatchNormAttrs>((scope, { x, mean, variance, ...affine }, { varianceEpsilon }) => {
    const { scale, offset }: Partial<typeof affine> = affine;
    const root = scope.plain('Sqrt', scope.plain('Add', variance.value, scope.scalar(varianceEpsilon)));
    const inverse = traced(scope.plain('Reciprocal', root), variance.shape, variance.layout);
    const factor = scale ? binary(scope, 'Mul', scale, inverse) : inverse;
    const normal = binary(scope, 'Mul', binary(scope, 'Sub', x, mean), factor);
    return offset ? binary(scope, 'Add', normal, offset) : normal;
  }),
} as const satisfies Record<string, Kernel>;
