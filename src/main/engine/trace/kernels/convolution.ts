import type { Conv2DBackpropFilterInputs, Conv2DBackpropInputInputs, Conv2DInputs } from '@tensorflow/tfjs-core';
import type { Conv2DAttributes } from '../../operations/tfjsGeometry.ts';
import { geometryOfConv2D } from '../../operations/tfjsGeometry.ts';
import type { Kernel } from '../kernel.ts';
import { kernel } from '../kernel.ts';

/** tfjs's own convolution and its gradients, as the lowering's. `Conv2DBackpropInput` is also `tf.conv2dTranspose`. */
export const convolutionKernels = {
  Conv2D: kernel<Conv2DInputs, Conv2DAttributes>((scope, { x, filter }, attributes) =>
    scope.lowering.convolution(scope, x, filter, geometryOfConv2D(x.shape, filter.shape, attributes)),
  ),
  Conv2DBackpropInput: kernel<Conv2DBackpropInputInputs, Conv2DAttributes & { inputShape: readonly number[] }>(
    (scope, { dy, filter }, { inputShape, ...attributes }) =>
      scope.lowering.convolutionInputGradient(scope, dy, filter, geometryOfConv2D(inputShape, filter.shape, attributes), inputShape),
  ),
  Conv2DBackpropFilter: kernel<Conv2DBackpropFilterInputs, Conv2DAttributes & { filterShape: readonly number[] }>(
    (scope, { x, dy }, { filterShape, ...attributes }) =>
      scope.lowering.convolutionFilterGradient(scope, x, dy, geometryOfConv2D(x.shape, filterShape, attributes), filterShape),
  ),
} as const satisfies Record<string, Kernel>;
