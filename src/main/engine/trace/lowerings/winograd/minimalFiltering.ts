import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import { convolutionOutputShape } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { naturalLayout } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import type { SquareFiltering } from './cookToom.ts';
import { pictureOf } from './rows.ts';
import type { Tiling } from './tiles.ts';
import { tilingOf } from './tiles.ts';
import {
  filterFromTransform,
  filteringOf,
  inputFromTransform,
  outputFromTransform,
  transformFilter,
  transformInput,
  transformOutputGradient,
} from './transform.ts';

/*
 * A stride-1 convolution by minimal filtering (Lavin and Gray): with U, V the transformed filter and
 * input, each of the n n components is one matrix product over all tiles and channels,
 *
 *   M_k = V_k U_k      Y = A M
 *
 * and the gradients are its exact adjoints,
 *
 *   dM = A' dy    dV_k = dM_k U_k'    dU_k = V_k' dM_k .
 */

/** The transforms for a filter of `taps` taps an axis: tiles of 5 x 5 for 2, of 4 x 4 for 3, of 3 x 3 for 4, always from 6 x 6 inputs. */
const OUTPUTS_BY_TAPS: Readonly<Record<number, number>> = { 2: 5, 3: 4, 4: 3 };

/** Fewer channels leave the products too thin. */
export const FEWEST_CHANNELS = 16;

/** True for the layers that this family serves. */
export function suitsMinimalFiltering({ strides }: ConvolutionGeometry, [height, width, channels, outputs]: readonly number[]): boolean {
  return (
    strides[0] === 1 &&
    strides[1] === 1 &&
    height === width &&
    OUTPUTS_BY_TAPS[height] !== undefined &&
    channels >= FEWEST_CHANNELS &&
    outputs >= FEWEST_CHANNELS
  );
}

/** The transforms and the tiles of a stride-1 convolution with a filter of `taps` taps an axis. */
export function planOf(
  scope: Scope,
  inputShape: readonly number[],
  outputShape: readonly number[],
  taps: number,
  geometry: ConvolutionGeometry,
): { square: SquareFiltering; tiling: Tiling } {
  const square = filteringOf(scope, OUTPUTS_BY_TAPS[taps], taps);
  return { square, tiling: tilingOf(square.filtering, pictureOf(inputShape), pictureOf(outputShape), geometry) };
}

const fromRows = (scope: Scope, rows: Value, shape: readonly number[]): Traced => traced(scope.reshape(rows, shape), shape, naturalLayout(4));

/** `x [N, H, W, C]` with `filter [r, r, C, O]`. */
export function convolution(scope: Scope, x: Traced, filter: Traced, geometry: ConvolutionGeometry): Traced {
  const shape = convolutionOutputShape(x.shape, filter.shape, geometry);
  const { square, tiling } = planOf(scope, x.shape, shape, filter.shape[0], geometry);
  const products = scope.plain('MatMul', transformInput(scope, square, x, tiling), transformFilter(scope, square, scope.natural(filter)));
  return fromRows(scope, outputFromTransform(scope, square, products, tiling), shape);
}

/** The gradient with respect to x. */
export function convolutionInputGradient(scope: Scope, dy: Traced, filter: Traced, geometry: ConvolutionGeometry, inputShape: readonly number[]): Traced {
  const { square, tiling } = planOf(scope, inputShape, dy.shape, filter.shape[0], geometry);
  const gradient = scope.graph.node(
    'FusedMatMul',
    [transformOutputGradient(scope, square, dy, tiling), scope.fromForward(() => transformFilter(scope, square, scope.natural(filter)))],
    { transA: 0, transB: 1 },
  );
  return fromRows(scope, inputFromTransform(scope, square, gradient, tiling), inputShape);
}

/** The gradient with respect to the filter. The transformed input is the forward pass's own, where the lowering keeps it: equal nodes are shared. */
export function convolutionFilterGradient(scope: Scope, x: Traced, dy: Traced, geometry: ConvolutionGeometry, filterShape: readonly number[]): Traced {
  const { square, tiling } = planOf(scope, x.shape, dy.shape, filterShape[0], geometry);
  const gradient = scope.graph.node(
    'FusedMatMul',
    [scope.fromForward(() => transformInput(scope, square, x, tiling)), transformOutputGradient(scope, square, dy, tiling)],
    {
      transA: 1,
      transB: 0,
    },
  );
  return traced(filterFromTransform(scope, square, gradient), filterShape, naturalLayout(4));
}
