import { FEW_CHANNELS } from './planes.ts';
import * as columns from './columns.ts';
import { winograd } from './index.ts';
import type { Lowering } from '../lowering.ts';

/** Whether a layer has many channels on both sides. */
const isWide = ({ shape }: { readonly shape: readonly number[] }): boolean => shape[2] > FEW_CHANNELS && shape[3] > FEW_CHANNELS;

/**
 * The processor's lowering with every layer of many channels as one matrix product, for products that are then computed in whole numbers: the
 * transforms of minimal filtering would make the rounding of its sides ten times as large. For forward passes with zero padding.
 */
export const products: Lowering = {
  ...winograd,
  name: 'products',
  convolution: (scope, x, filter, geometry) => (isWide(filter) ? columns : winograd).convolution(scope, x, filter, geometry),
  convolutionInputGradient: (scope, dy, filter, geometry, inputShape) =>
    (isWide(filter) && geometry.padding.mode === 'zeros' ? columns : winograd).convolutionInputGradient(scope, dy, filter, geometry, inputShape),
};
