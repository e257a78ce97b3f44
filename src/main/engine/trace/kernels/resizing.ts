import type { ResizeBilinearGradInputs, ResizeBilinearInputs } from '@tensorflow/tfjs-core';
import type { Value } from '../graph.ts';
import type { Kernel } from '../kernel.ts';
import { kernel } from '../kernel.ts';
import { NCHW } from '../layout.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';
import { traced } from '../traced.ts';

/** How a resized pixel finds its place in the picture it is taken from; tfjs's attributes. */
interface ResizeAttributes {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** The shares `[from, to]` that pixels along an axis have in the resized pixels. */
type Shares = (from: number, to: number, attributes: ResizeAttributes) => Float32Array;

/** Where the centre of resized pixel `index` lies in the picture it is taken from. */
function position(index: number, from: number, to: number, { alignCorners, halfPixelCenters }: ResizeAttributes, shift: number): number {
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  return halfPixelCenters ? (index + 0.5) * scale - shift : index * scale;
}

/** One pixel each: the one it lies in, or the nearest where corners are aligned. */
const nearest: Shares = (from, to, attributes) => {
  const shares = new Float32Array(from * to);
  for (let index = 0; index < to; index++) {
    const place = position(index, from, to, attributes, 0);
    const source = Math.min(from - 1, attributes.alignCorners ? Math.round(place) : Math.floor(place));
    shares[source * to + index] = 1;
  }
  return shares;
};

/** Two neighbours by their distance; the outermost pixels go on beyond the edge. */
const bilinear: Shares = (from, to, attributes) => {
  const shares = new Float32Array(from * to);
  for (let index = 0; index < to; index++) {
    const place = Math.max(0, position(index, from, to, attributes, 0.5));
    const low = Math.min(from - 1, Math.floor(place));
    const high = Math.min(from - 1, low + 1);
    shares[low * to + index] += 1 - (place - low);
    shares[high * to + index] += place - low;
  }
  return shares;
};

const flipped = (matrix: Float32Array, rows: number, columns: number): number[] =>
  Array.from(matrix, (_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);

/** Rows and columns of `[N, C, h, w]`, each a mixture of the former ones: `left [H, h]` and `right [w, W]`. */
function mixed(scope: Scope, x: Value, left: Value, right: Value): Value {
  return scope.plain('MatMul', left, scope.plain('MatMul', x, right));
}

/** How many times as large the resized picture is, where it repeats every pixel equally often. */
function wholeFactors(small: readonly number[], large: readonly number[], { alignCorners }: ResizeAttributes): [number, number] | undefined {
  const factors: [number, number] = [large[1] / small[1], large[2] / small[2]];
  return !alignCorners && factors.every((factor) => Number.isInteger(factor)) ? factors : undefined;
}

function resize(scope: Scope, images: Traced, size: readonly number[], attributes: ResizeAttributes, sharesOf: Shares): Traced {
  const [batch, height, width, channels] = images.shape;
  const left = scope.graph.constant('float32', [size[0], height], flipped(sharesOf(height, size[0], attributes), height, size[0]));
  const right = scope.graph.constant('float32', [width, size[1]], sharesOf(width, size[1], attributes));
  return traced(mixed(scope, scope.in(images, NCHW), left, right), [batch, size[0], size[1], channels], NCHW);
}

function resizeGradient(scope: Scope, images: Traced, dy: Traced, attributes: ResizeAttributes, sharesOf: Shares): Traced {
  const [, height, width] = images.shape;
  const [, tall, wide] = dy.shape;
  const left = scope.graph.constant('float32', [height, tall], sharesOf(height, tall, attributes));
  const right = scope.graph.constant('float32', [wide, width], flipped(sharesOf(width, wide, attributes), width, wide));
  return traced(mixed(scope, scope.in(dy, NCHW), left, right), images.shape, NCHW);
}

/** Every pixel repeated. */
function enlarge(scope: Scope, images: Traced, [down, across]: readonly [number, number]): Traced {
  const [batch, height, width, channels] = images.shape;
  const value = scope.graph.node('Resize', [scope.in(images, NCHW)], {
    scales: [1, 1, down, across],
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });
  return traced(value, [batch, height * down, width * across, channels], NCHW);
}

/** The sum of every block of repeated pixels, as its mean times its size: pooling is ONNX Runtime's fastest such sum. */
function sumBlocks(scope: Scope, images: Traced, dy: Traced, [down, across]: readonly [number, number]): Traced {
  const means = scope.graph.node('AveragePool', [scope.in(dy, NCHW)], {
    kernel_shape: [down, across],
    strides: [down, across],
    pads: [0, 0, 0, 0],
    count_include_pad: 0,
  });
  return traced(scope.plain('Mul', means, scope.scalar(down * across)), images.shape, NCHW);
}

/** Resizing of pictures. tfjs's own gradients are wrong in several of these cases, so none is modelled after them: each is the adjoint. */
export const resizingKernels = {
  ResizeNearestNeighbor: kernel<ResizeBilinearInputs, ResizeAttributes & { size: readonly [number, number] }>((scope, { images }, { size, ...attributes }) => {
    const factors = wholeFactors(images.shape, [0, ...size], attributes);
    return factors ? enlarge(scope, images, factors) : resize(scope, images, size, attributes, nearest);
  }),
  ResizeNearestNeighborGrad: kernel<ResizeBilinearGradInputs, ResizeAttributes>((scope, { images, dy }, attributes) => {
    const factors = wholeFactors(images.shape, dy.shape, attributes);
    return factors ? sumBlocks(scope, images, dy, factors) : resizeGradient(scope, images, dy, attributes, nearest);
  }),
  ResizeBilinear: kernel<ResizeBilinearInputs, ResizeAttributes & { size: readonly [number, number] }>((scope, { images }, { size, ...attributes }) =>
    resize(scope, images, size, attributes, bilinear),
  ),
  ResizeBilinearGrad: kernel<ResizeBilinearGradInputs, ResizeAttributes>((scope, { images, dy }, attributes) =>
    resizeGradient(scope, images, dy, attributes, bilinear),
  ),
} as const satisfies Record<string, Kernel>;
