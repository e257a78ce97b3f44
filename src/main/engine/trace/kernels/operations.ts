import type { OperationAttributes, OperationInputs, OperationName } from '../../operations/kernels.ts';
import type { Kernel } from '../kernel.ts';
import { kernel } from '../kernel.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';

const operation = <Name extends OperationName>(
  body: (scope: Scope, inputs: Record<OperationInputs<Name>, Traced>, attributes: OperationAttributes<Name>) => Traced,
): Kernel => kernel<Record<OperationInputs<Name>, unknown>, OperationAttributes<Name>>(body);

/** Our own operations: each is what the lowering makes of it. */
export const operationKernels: { readonly [Name in OperationName]: Kernel } = {
  Convolution: operation<'Convolution'>((scope, { x, filter }, { geometry }) => scope.lowering.convolution(scope, x, filter, geometry)),
  ConvolutionInputGradient: operation<'ConvolutionInputGradient'>((scope, { dy, filter }, { geometry, inputShape }) =>
    scope.lowering.convolutionInputGradient(scope, dy, filter, geometry, inputShape),
  ),
  ConvolutionFilterGradient: operation<'ConvolutionFilterGradient'>((scope, { x, dy }, { geometry, filterShape }) =>
    scope.lowering.convolutionFilterGradient(scope, x, dy, geometry, filterShape),
  ),
  ReflectPad: operation<'ReflectPad'>((scope, { x }, { padding }) => scope.lowering.reflectPad(scope, x, padding)),
  ReflectPadGradient: operation<'ReflectPadGradient'>((scope, { dy }, { padding, inputShape }) =>
    scope.lowering.reflectPadGradient(scope, dy, padding, inputShape),
  ),
  InstanceNorm: operation<'InstanceNorm'>((scope, { x }, { epsilon }) => scope.lowering.instanceNorm(scope, x, epsilon)),
  InstanceNormGradient: operation<'InstanceNormGradient'>((scope, { x, y, dy }, { epsilon }) => scope.lowering.instanceNormGradient(scope, x, y, dy, epsilon)),
};
