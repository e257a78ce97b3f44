import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import { convolutionOutputShape } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { naturalLayout } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import type { Picture } from './rows.ts';
import { phasesOf, tapRows } from './phases.ts';
import { asRows, gatherRows, isPointwise, keyOf, pictureOf, rowAt, rowCount } from './rows.ts';
import { tapFilter } from './tapFilter.ts';

/*
 * Strided convolutions as one matrix product: each output row is the row of all pixels under the
 * filter ("im2col"), gathered once and shared by the forward pass and the filter's gradient. The
 * gradient with respect to the input, which is the forward pass of a transposed convolution, is one
 * product for each phase of the stride.
 */

/** For each output pixel and each tap, the input row under it. */
function columnRows(
  input: Picture,
  output: Picture,
  [kernelHeight, kernelWidth]: readonly number[],
  { strides, dilations, padding }: ConvolutionGeometry,
): Int32Array {
  const rows = new Int32Array(rowCount(output) * kernelHeight * kernelWidth);
  let place = 0;
  for (let picture = 0; picture < output.batch; picture++) {
    for (let y = 0; y < output.height; y++) {
      for (let x = 0; x < output.width; x++) {
        for (let u = 0; u < kernelHeight; u++) {
          for (let v = 0; v < kernelWidth; v++) {
            rows[place++] = rowAt(
              input,
              picture,
              y * strides[0] + u * dilations[0] - padding.top,
              x * strides[1] + v * dilations[1] - padding.left,
              padding.mode,
            );
          }
        }
      }
    }
  }
  return rows;
}

/** `[N oh ow, kh kw C]` */
function columns(scope: Scope, x: Traced, outputShape: readonly number[], kernel: readonly number[], geometry: ConvolutionGeometry): Value {
  if (isPointwise(kernel, geometry)) return asRows(scope, x);
  const [input, output] = [pictureOf(x.shape), pictureOf(outputShape)];
  const rows = gatherRows(scope, asRows(scope, x), `columns ${keyOf(input, output, kernel, geometry)}`, () => columnRows(input, output, kernel, geometry));
  return scope.reshape(rows, [rowCount(output), kernel[0] * kernel[1] * x.shape[3]]);
}

/** `x [N, H, W, C]` with `filter [kh, kw, C, O]`. */
export function convolution(scope: Scope, x: Traced, filter: Traced, geometry: ConvolutionGeometry): Traced {
  const [height, width, channels, outputs] = filter.shape;
  const shape = convolutionOutputShape(x.shape, filter.shape, geometry);
  const product = scope.plain(
    'MatMul',
    columns(scope, x, shape, [height, width], geometry),
    scope.reshape(scope.natural(filter), [height * width * channels, outputs]),
  );
  return traced(scope.reshape(product, shape), shape, naturalLayout(4));
}

/** The gradient with respect to the filter. */
export function convolutionFilterGradient(scope: Scope, x: Traced, dy: Traced, geometry: ConvolutionGeometry, filterShape: readonly number[]): Traced {
  const product = scope.graph.node(
    'FusedMatMul',
    [scope.fromForward(() => columns(scope, x, dy.shape, filterShape.slice(0, 2), geometry)), asRows(scope, dy)],
    {
      transA: 1,
      transB: 0,
    },
  );
  return traced(scope.reshape(product, filterShape), filterShape, naturalLayout(4));
}

/** The gradient with respect to x; padding must be zeros. */
export function convolutionInputGradient(scope: Scope, dy: Traced, filter: Traced, geometry: ConvolutionGeometry, inputShape: readonly number[]): Traced {
  const [input, output] = [pictureOf(inputShape), pictureOf(dy.shape)];
  const [channels, outputs] = filter.shape.slice(2);
  const key = keyOf(input, output, filter.shape, geometry);
  const gradient = asRows(scope, dy);
  const phases = scope.memo(`phases ${key}`, () => phasesOf(input, filter.shape, geometry));
  const parts = phases.map(({ taps, pixels }, i) => {
    // Pixels that no tap reaches have a zero gradient: one tap that reads nothing.
    const reads = gatherRows(scope, gradient, `phase ${i} of ${key}`, () => tapRows(input, output, pixels, taps, filter.shape, geometry));
    return scope.plain('MatMul', scope.reshape(reads, [pixels.length, taps.length * outputs]), tapFilter(scope, filter, taps));
  });
  const places = (): Int32Array => {
    const result = new Int32Array(rowCount(input));
    let place = 0;
    for (const { pixels } of phases) for (const pixel of pixels) result[pixel] = place++;
    return result;
  };
  const rows = phases.length === 1 ? parts[0] : gatherRows(scope, scope.concat(parts, 0), `joined ${key}`, places);
  return traced(scope.reshape(rows, [...inputShape.slice(0, 3), channels]), inputShape, naturalLayout(4));
}
