import type { Value } from '../../graph.ts';
import type { Scope } from '../../scope.ts';
import type { SquareFiltering } from './cookToom.ts';
import { squareFiltering } from './cookToom.ts';
import type { Matrix } from './matrix.ts';
import { transposed } from './matrix.ts';
import { asRows, gatherRows, sumRows } from './rows.ts';
import type { Tiling } from './tiles.ts';
import { haloReaders, haloRows, outputPlaces, outputRows } from './tiles.ts';
import type { Traced } from '../../traced.ts';

/** The transforms of F(m x m, r x r), derived once. */
export function filteringOf(scope: Scope, outputs: number, taps: number): SquareFiltering {
  return scope.memo(`F(${outputs}, ${taps})`, () => squareFiltering(outputs, taps));
}

/** A transform applied along the first axis of `[k, ...]`, as one matrix product. */
function apply(scope: Scope, name: string, matrix: Matrix, value: Value): Value {
  const constant = scope.memo(`matrix ${name}`, () => scope.graph.constant('float32', [matrix.length, matrix[0].length], matrix.flat()));
  const columns = value.shape.slice(1);
  const flat = scope.reshape(value, [matrix[0].length, value.shape.reduce((product, extent) => product * extent, 1) / matrix[0].length]);
  return scope.reshape(scope.plain('MatMul', constant, flat), [matrix.length, ...columns]);
}

const nameOf = ({ filtering }: SquareFiltering): string => `F(${filtering.outputs}, ${filtering.taps})`;

/** U = (G x G) W: `filter [r, r, C, O]` to `[n n, C, O]`. */
export function transformFilter(scope: Scope, square: SquareFiltering, filter: Value): Value {
  const [taps, , channels, outputs] = filter.shape;
  return apply(scope, `${nameOf(square)} filter`, square.filter, scope.reshape(filter, [taps * taps, channels, outputs]));
}

/** The adjoint of `transformFilter`. */
export function filterFromTransform(scope: Scope, square: SquareFiltering, gradient: Value): Value {
  const { taps } = square.filtering;
  const [, channels, outputs] = gradient.shape;
  return scope.reshape(apply(scope, `${nameOf(square)} filter adjoint`, transposed(square.filter), gradient), [taps, taps, channels, outputs]);
}

/** V = (B' x B') D with D the halos of all tiles, `[n n, tiles, C]`. */
export function transformTiles(scope: Scope, square: SquareFiltering, halos: Value): Value {
  return apply(scope, `${nameOf(square)} input`, square.input, halos);
}

/** The same from `x [N, H, W, C]`. */
export function transformInput(scope: Scope, square: SquareFiltering, x: Traced, tiling: Tiling): Value {
  const halos = gatherRows(scope, asRows(scope, x), `halo ${tiling.key}`, () => haloRows(tiling));
  return transformTiles(scope, square, scope.reshape(halos, [square.input.length, tiling.count, x.shape[3]]));
}

/**
 * The adjoint of `transformInput`: `[n n, tiles, C]` to rows of the input. A row of zeros under the matrix gives
 * the zeros that short sums are filled with, for less than a padded copy would cost.
 */
export function inputFromTransform(scope: Scope, square: SquareFiltering, gradient: Value, tiling: Tiling): Value {
  const channels = gradient.shape[2];
  const adjoint = transposed(square.input);
  const halos = apply(scope, `${nameOf(square)} input adjoint`, [...adjoint, adjoint[0].map(() => 0)], gradient);
  return sumRows(scope, scope.reshape(halos, [halos.shape[0] * tiling.count, channels]), `halo ${tiling.key}`, () => haloReaders(tiling));
}

/** Y = (A' x A') M: `[n n, tiles, O]` to `[m m, tiles, O]`. */
export function transformOutput(scope: Scope, square: SquareFiltering, products: Value): Value {
  return apply(scope, `${nameOf(square)} output`, square.output, products);
}

/** The same to rows of the output. */
export function outputFromTransform(scope: Scope, square: SquareFiltering, products: Value, tiling: Tiling): Value {
  const outputs = products.shape[2];
  const tiles = transformOutput(scope, square, products);
  return gatherRows(scope, scope.reshape(tiles, [square.output.length * tiling.count, outputs]), `output ${tiling.key}`, () => outputPlaces(tiling));
}

/** The adjoint of `outputFromTransform`: `dy [N, oh, ow, O]` to `[n n, tiles, O]`. */
export function transformOutputGradient(scope: Scope, square: SquareFiltering, dy: Traced, tiling: Tiling): Value {
  const outputs = dy.shape[3];
  const rows = gatherRows(scope, asRows(scope, dy), `tiles ${tiling.key}`, () => outputRows(tiling));
  const tiles = scope.reshape(rows, [square.output.length, tiling.count, outputs]);
  return apply(scope, `${nameOf(square)} output adjoint`, transposed(square.output), tiles);
}
