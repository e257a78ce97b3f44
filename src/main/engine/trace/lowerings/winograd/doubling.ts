import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import { evenGeometry } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { naturalLayout } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import { FEWEST_CHANNELS, planOf } from './minimalFiltering.ts';
import { gatherRows, pictureOf, rowCount } from './rows.ts';
import { outputPlaces } from './tiles.ts';
import { transformFilter, transformInput, transformOutput } from './transform.ts';

/*
 * The gradient of a 4x4 convolution of stride 2 with respect to its input, which is the forward pass of a transposed
 * convolution that doubles a picture. Along an axis, pixels 2i and 2i + 1 of the result see two rows each,
 *
 *   x[2q]     = W3 dy[q - 1] + W1 dy[q]          x[2q - 1] = W2 dy[q - 1] + W0 dy[q] ,
 *
 * the same two. So all four phases together are one 2x2 convolution of stride 1 with four times the channels, at one place
 * more a side than `dy` has, and minimal filtering takes 1.44 products a result instead of 4, at some loss at the edge.
 */

const STRIDE = 2;
const KERNEL = 4;
const TAPS = KERNEL / STRIDE;

/** Fewer rows do not pay for the transformed filter, where it is made at every run. */
const FEWEST_ROWS = 1024;

/** Every pixel of `dy` with its neighbour, from one before the first to one behind the last. */
const NEIGHBOURS = evenGeometry(1, TAPS - 1);

/** True where the gradient from `dy` to `inputShape` is one of these, and worth it. */
export function doubles({ strides, dilations, padding }: ConvolutionGeometry, filter: readonly number[], inputShape: readonly number[]): boolean {
  const [height, width, channels, outputs] = filter;
  return (
    [...strides, ...[padding.top, padding.bottom, padding.left, padding.right].map((pixels) => pixels + 1)].every((value) => value === STRIDE) &&
    [...dilations].every((dilation) => dilation === 1) &&
    padding.mode === 'zeros' &&
    height === KERNEL &&
    width === KERNEL &&
    Math.min(channels, outputs) >= FEWEST_CHANNELS &&
    inputShape.slice(1, 3).every((extent) => extent % STRIDE === 0) &&
    rowCount(pictureOf(inputShape)) / STRIDE ** 2 >= FEWEST_ROWS
  );
}

/** `filter [4, 4, C, O]` as that of the 2x2 convolution, `[2, 2, O, 4 C]`. */
function phasesOf(scope: Scope, filter: Traced): Value {
  const [, , channels, outputs] = filter.shape;
  const pairs = [0, 1].flatMap((a) => [0, 1].map((b) => [a, b] as const));
  const taps = pairs.flatMap(([v, u]) => pairs.map(([down, across]) => (3 - down - 2 * v) * KERNEL + 3 - across - 2 * u));
  const list = scope.graph.constant('int32', [taps.length], taps);
  const chosen = scope.graph.node('Gather', [scope.reshape(scope.natural(filter), [KERNEL ** 2, channels, outputs]), list], { axis: 0 });
  const turned = scope.transpose(scope.reshape(chosen, [TAPS ** 2, STRIDE ** 2, channels, outputs]), [0, 3, 1, 2]);
  return scope.reshape(turned, [TAPS, TAPS, outputs, STRIDE ** 2 * channels]);
}

/** The gradient with respect to x, where `doubles` says so. */
export function convolutionInputGradient(scope: Scope, dy: Traced, filter: Traced, _: ConvolutionGeometry, inputShape: readonly number[]): Traced {
  const [batch, height, width] = dy.shape;
  const channels = filter.shape[2];
  const places = [batch, height + 1, width + 1];
  const { square, tiling } = planOf(scope, dy.shape, places, TAPS, NEIGHBOURS);
  const products = scope.plain('MatMul', transformInput(scope, square, dy, tiling), transformFilter(scope, square, phasesOf(scope, filter)));
  const tiles = scope.reshape(transformOutput(scope, square, products), [square.output.length * tiling.count * STRIDE ** 2, channels]);
  const rows = gatherRows(scope, tiles, `doubled ${tiling.key}`, () => {
    const placed = outputPlaces(tiling);
    return Int32Array.from({ length: batch * height * width * STRIDE ** 2 }, (__, pixel) => {
      const [x, y, picture] = [
        pixel % (STRIDE * width),
        Math.floor(pixel / (STRIDE * width)) % (STRIDE * height),
        Math.floor(pixel / (STRIDE ** 2 * height * width)),
      ];
      const place = (picture * (height + 1) + Math.ceil(y / STRIDE)) * (width + 1) + Math.ceil(x / STRIDE);
      return placed[place] * STRIDE ** 2 + (y % STRIDE) * STRIDE + (x % STRIDE);
    });
  });
  return traced(scope.reshape(rows, inputShape), inputShape, naturalLayout(4));
}
