import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import { convolutionOutputShape, evenGeometry } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { naturalLayout } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import type { SquareFiltering } from './cookToom.ts';
import { FEWEST_CHANNELS } from './minimalFiltering.ts';
import type { Picture } from './rows.ts';
import { NOTHING, asRows, gatherRows, pictureOf, rowAt, rowCount } from './rows.ts';
import type { Tiling } from './tiles.ts';
import { haloRows, outputPlaces, tilingOf } from './tiles.ts';
import {
  filterFromTransform,
  filteringOf,
  outputFromTransform,
  transformFilter,
  transformInput,
  transformOutput,
  transformOutputGradient,
  transformTiles,
} from './transform.ts';

/*
 * 4x4 convolutions of stride 2, which halve a picture, and the transposed ones, which double it: the gradients with respect
 * to the input. A cell is the square of four pixels that the same taps reach. Along an axis cell p holds pixels 2p - 1 and 2p,
 *
 *   y[q] = W0 x[2q - 1] + W1 x[2q] + W2 x[2q + 1] + W3 x[2q + 2] = [W0 W1] cell[q] + [W2 W3] cell[q + 1]
 *
 *   dcell[p] = [W2 W3]' dy[p - 1] + [W0 W1]' dy[p] .
 *
 * So the layer is a 2x2 convolution of stride 1 over cells, which have four times the channels, and its gradient is one that
 * gives cells, of which there is one more a side than `dy` has pixels. Minimal filtering takes 1.4 to 2.3 products instead of 4.
 */

const STRIDE = 2;
const KERNEL = 4;
const TAPS = KERNEL / STRIDE;
/** Pixels of a cell. */
const CELL = STRIDE ** 2;

/** Fewer rows do not pay for the transformed filter, where it is made at every run. */
const FEWEST_ROWS = 512;

/** True for the layers that this family serves: from or to `inputShape`. */
export function halves({ strides, dilations, padding }: ConvolutionGeometry, filter: readonly number[], inputShape: readonly number[]): boolean {
  const [height, width, channels, outputs] = filter;
  return (
    [...strides].every((stride) => stride === STRIDE) &&
    [...dilations].every((dilation) => dilation === 1) &&
    padding.mode === 'zeros' &&
    (padding.top === 1 || padding.top === 1 + STRIDE) &&
    [padding.bottom, padding.left, padding.right].every((pixels) => pixels === padding.top) &&
    height === KERNEL &&
    width === KERNEL &&
    Math.min(channels, outputs) >= FEWEST_CHANNELS &&
    inputShape.slice(1, 3).every((extent) => extent % STRIDE === 0) &&
    rowCount(pictureOf(inputShape)) / CELL >= FEWEST_ROWS
  );
}

/** The 2x2 convolution from cells: what stands around the picture beyond its cells is as many cells of zeros. */
const fromCells = ({ padding }: ConvolutionGeometry): ConvolutionGeometry => evenGeometry(1, (padding.top - 1) / STRIDE);

/** The one to cells; where the picture was padded by a whole cell, it has as many cells as `dy` has neighbours. */
const toCells = ({ padding }: ConvolutionGeometry): ConvolutionGeometry => evenGeometry(1, TAPS - 1 - (padding.top - 1) / STRIDE);

const cellsOf = ({ batch, height, width }: Picture): Picture => ({ batch, height: height / STRIDE + 1, width: width / STRIDE + 1 });

/** Transforms and tiles of a 2x2 convolution. */
interface Plan {
  readonly square: SquareFiltering;
  readonly tiling: Tiling;
}

/** The sides that tiles may have. */
const SIDES = [2, 3, 4, 5] as const;

/** Multiply-adds of a pass: larger tiles need fewer products a pixel, but fill the picture less well and are transformed by larger matrices. */
function arithmeticOf({ square: { input, output }, tiling: { count } }: Plan, channels: number, outputs: number): number {
  const [halo, tile] = [input.length, output.length];
  return halo * (count + TAPS ** 2) * channels * outputs + count * halo * (halo * channels + tile * outputs);
}

/** The cheapest plan from `channels` to `outputs` channels. */
function planOf(scope: Scope, input: Picture, output: Picture, geometry: ConvolutionGeometry, channels: number, outputs: number): Plan {
  const plans = SIDES.map((side) => {
    const square = filteringOf(scope, side, TAPS);
    const plan = { square, tiling: tilingOf(square.filtering, input, output, geometry) };
    return { ...plan, arithmetic: arithmeticOf(plan, channels, outputs) };
  });
  return plans.reduce((best, plan) => (plan.arithmetic < best.arithmetic ? plan : best));
}

/** Pairs of 0 and 1: rows and columns of taps and of a cell's pixels. */
const PAIRS = [0, 1].flatMap((down) => [0, 1].map((across) => [down, across] as const));

/** The tap of the 4x4 filter at each of the 2x2 taps and each pixel of the cell under it. */
const BY_CELL = PAIRS.flatMap(([down, across]) => PAIRS.map(([y, x]) => (STRIDE * down + y) * KERNEL + STRIDE * across + x));

/** Blocks of `[16, C, O]` in another order. */
function reordered(scope: Scope, value: Value, order: readonly number[]): Value {
  return scope.graph.node('Gather', [value, scope.graph.constant('int32', [order.length], order)], { axis: 0 });
}

/** The same with the 2x2 taps in reverse. */
const BY_CELL_REVERSED = PAIRS.flatMap((_, tap) => BY_CELL.slice(CELL * (TAPS ** 2 - 1 - tap), CELL * (TAPS ** 2 - tap)));

/** `filter [4, 4, C, O]` over cells, `[2, 2, 4 C, O]`, its taps in the given order: from cells as they stand, to cells in reverse. */
function overCells(scope: Scope, filter: Traced, order: readonly number[]): Value {
  const [, , channels, outputs] = filter.shape;
  const taps = reordered(scope, scope.reshape(scope.natural(filter), [KERNEL ** 2, channels, outputs]), order);
  return scope.reshape(taps, [TAPS, TAPS, CELL * channels, outputs]);
}

/** `[n n, tiles, 4 C]`: the transformed cells of `x [N, H, W, C]`. */
function transformCells(scope: Scope, { square, tiling }: Plan, x: Traced): Value {
  const picture = pictureOf(x.shape);
  const { height, width } = tiling.input;
  const pixels = gatherRows(scope, asRows(scope, x), `cells ${tiling.key}`, () =>
    Int32Array.from(
      Array.from(haloRows(tiling)).flatMap((cell) =>
        PAIRS.map(([y, x]) => {
          if (cell === NOTHING) return NOTHING;
          const [row, column] = [Math.floor(cell / width) % height, cell % width];
          return rowAt(picture, Math.floor(cell / (width * height)), STRIDE * row - 1 + y, STRIDE * column - 1 + x, 'zeros');
        }),
      ),
    ),
  );
  return transformTiles(scope, square, scope.reshape(pixels, [square.input.length, tiling.count, CELL * x.shape[3]]));
}

/** The plan of the forward pass, which the filter's gradient shares. */
function forwardPlan(scope: Scope, inputShape: readonly number[], outputShape: readonly number[], geometry: ConvolutionGeometry): Plan {
  return planOf(scope, cellsOf(pictureOf(inputShape)), pictureOf(outputShape), fromCells(geometry), CELL * inputShape[3], outputShape[3]);
}

/** `x [N, H, W, C]` with `filter [4, 4, C, O]`. */
export function convolution(scope: Scope, x: Traced, filter: Traced, geometry: ConvolutionGeometry): Traced {
  const shape = convolutionOutputShape(x.shape, filter.shape, geometry);
  const plan = forwardPlan(scope, x.shape, shape, geometry);
  const { square, tiling } = plan;
  const products = scope.plain('MatMul', transformCells(scope, plan, x), transformFilter(scope, square, overCells(scope, filter, BY_CELL)));
  return traced(scope.reshape(outputFromTransform(scope, square, products, tiling), shape), shape, naturalLayout(4));
}

/** The gradient with respect to the filter. The transformed cells are the forward pass's own, where the lowering keeps them. */
export function convolutionFilterGradient(scope: Scope, x: Traced, dy: Traced, geometry: ConvolutionGeometry, filterShape: readonly number[]): Traced {
  const [, , channels, outputs] = filterShape;
  const plan = forwardPlan(scope, x.shape, dy.shape, geometry);
  const { square, tiling } = plan;
  const gradient = scope.graph.node(
    'FusedMatMul',
    [scope.fromForward(() => transformCells(scope, plan, x)), transformOutputGradient(scope, square, dy, tiling)],
    { transA: 1, transB: 0 },
  );
  const taps = scope.reshape(filterFromTransform(scope, square, gradient), [KERNEL ** 2, channels, outputs]);
  const order = BY_CELL.map((_, tap) => BY_CELL.indexOf(tap));
  return traced(scope.reshape(reordered(scope, taps, order), filterShape), filterShape, naturalLayout(4));
}

/** For each pixel of a picture, its place among the pixels of all cells in their tiles. */
function pixelPlaces(tiling: Tiling, { batch, height, width }: Picture): Int32Array {
  const placed = outputPlaces(tiling);
  const cells = tiling.output;
  return Int32Array.from({ length: batch * height * width }, (_, pixel) => {
    const [x, y, picture] = [pixel % width, Math.floor(pixel / width) % height, Math.floor(pixel / (width * height))];
    const cell = (picture * cells.height + Math.ceil(y / STRIDE)) * cells.width + Math.ceil(x / STRIDE);
    return placed[cell] * CELL + ((y + 1) % STRIDE) * STRIDE + ((x + 1) % STRIDE);
  });
}

/** The gradient with respect to x. */
export function convolutionInputGradient(scope: Scope, dy: Traced, filter: Traced, geometry: ConvolutionGeometry, inputShape: readonly number[]): Traced {
  const [channels, outputs] = filter.shape.slice(2);
  const picture = pictureOf(inputShape);
  const { square, tiling } = planOf(scope, pictureOf(dy.shape), cellsOf(picture), toCells(geometry), outputs, CELL * channels);
  const products = scope.graph.node(
    'FusedMatMul',
    [transformInput(scope, square, dy, tiling), transformFilter(scope, square, overCells(scope, filter, BY_CELL_REVERSED))],
    { transA: 0, transB: 1 },
  );
  const pixels = scope.reshape(transformOutput(scope, square, products), [square.output.length * tiling.count * CELL, channels]);
  const rows = gatherRows(scope, pixels, `pixels ${tiling.key}`, () => pixelPlaces(tiling, picture));
  return traced(scope.reshape(rows, inputShape), inputShape, naturalLayout(4));
}
