import type { AvgPoolAttrs, AvgPoolGradInputs, AvgPoolInputs, MaxPoolGradInputs } from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';
import type { Value } from '../graph.ts';
import type { Kernel } from '../kernel.ts';
import { kernel } from '../kernel.ts';
import { NCHW } from '../layout.ts';
import { check } from '../operators/row.ts';
import type { Scope } from '../scope.ts';
import { traced } from '../traced.ts';
import type { Tap, Windows } from './windows.ts';
import { countsOf, gathered, offsetsOf, scattered } from './windows.ts';

/** Below every number that a picture can hold. */
const LOWEST = -3.4028234663852886e38;

/** Where the windows of a pooling of `[N, H, W, C]` lie. */
function windowsOf(shape: readonly number[], { filterSize, strides, pad, dimRoundingMode }: AvgPoolAttrs): Windows {
  const info = backend_util.computePool2DInfo([shape[0], shape[1], shape[2], shape[3]], filterSize, strides, 1, pad, dimRoundingMode);
  const { top, left, bottom, right } = info.padInfo;
  const windows: Windows = {
    extents: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    before: [top, left],
    after: [bottom, right],
    results: [info.outHeight, info.outWidth],
  };
  check(
    [0, 1].every((i) => Math.max(windows.before[i], windows.after[i]) < windows.extents[i]),
    () => `a pooling of windows [${windows.extents}] with a padding that holds whole windows`,
  );
  return windows;
}

const poolAttributes = ({ extents, strides, before, after }: Windows) => ({ kernel_shape: extents, strides, pads: [...before, ...after] });

/** Every tap of the windows with the part of the gradient that goes to it: the first largest element of each window gets all. */
function largestTaps(scope: Scope, x: Value, y: Value, dy: Value, windows: Windows): Tap[] {
  const padded = scope.graph.node('Pad', [x, scope.scalar(LOWEST)], { pads: [0, 0, ...windows.before, 0, 0, ...windows.after], mode: 'constant' });
  let left = dy;
  return offsetsOf(windows).map((offset) => {
    const isLargest = scope.cast(scope.plain('Equal', gathered(scope, padded, offset, windows), y), 'float32');
    const value = scope.plain('Mul', left, isLargest);
    left = scope.plain('Sub', left, value);
    return { offset, value };
  });
}

/** Pooling with windows over H and W, and its gradients. Padding counts neither for the mean nor for the largest. */
export const poolingKernels = {
  AvgPool: kernel<AvgPoolInputs, AvgPoolAttrs>((scope, { x }, attributes) => {
    const windows = windowsOf(x.shape, attributes);
    const value = scope.graph.node('AveragePool', [scope.in(x, NCHW)], { ...poolAttributes(windows), count_include_pad: 0 });
    return traced(value, [x.shape[0], ...windows.results, x.shape[3]], NCHW);
  }),
  MaxPool: kernel<AvgPoolInputs, AvgPoolAttrs>((scope, { x }, attributes) => {
    const windows = windowsOf(x.shape, attributes);
    return traced(scope.graph.node('MaxPool', [scope.in(x, NCHW)], poolAttributes(windows)), [x.shape[0], ...windows.results, x.shape[3]], NCHW);
  }),
  AvgPoolGrad: kernel<AvgPoolGradInputs, AvgPoolAttrs>((scope, { dy, input }, attributes) => {
    const windows = windowsOf(input.shape, attributes);
    const counts = countsOf(windows, input.shape.slice(1, 3));
    const shares = scope.graph.constant(
      'float32',
      [1, 1, ...windows.results],
      counts.map((count) => 1 / count),
    );
    const value = scope.plain('Mul', scope.in(dy, NCHW), shares);
    const taps = offsetsOf(windows).map((offset) => ({ offset, value }));
    return traced(scattered(scope, taps, windows, input.shape.slice(1, 3)), input.shape, NCHW);
  }),
  MaxPoolGrad: kernel<MaxPoolGradInputs, AvgPoolAttrs>((scope, { dy, input, output }, attributes) => {
    const windows = windowsOf(input.shape, attributes);
    const taps = largestTaps(scope, scope.in(input, NCHW), scope.in(output, NCHW), scope.in(dy, NCHW), windows);
    return traced(scattered(scope, taps, windows, input.shape.slice(1, 3)), input.shape, NCHW);
  }),
} as const satisfies Record<string, Kernel>;
