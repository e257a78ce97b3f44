import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { gradientTable } from '../gradients/index.ts';
import type { OperationName } from '../kernels.ts';

/** A function of tensors whose gradient is to be that of finite differences. */
export interface Check {
  shapes: number[][];
  f: (...inputs: Tensor[]) => Tensor;
  /** Keeps inputs where the function is smooth: the default lies in (0.2, 1.2) or its negative, away from kinks at 0. */
  positive?: boolean;
}

const unary = (f: (x: Tensor) => Tensor, positive = false): Check => ({ shapes: [[2, 3, 4]], f, positive });
const binary = (f: (a: Tensor, b: Tensor) => Tensor): Check[] => [
  {
    shapes: [
      [2, 3, 4],
      [2, 3, 4],
    ],
    f,
  },
  {
    shapes: [
      [2, 3, 4],
      [3, 1],
    ],
    f,
  },
  { shapes: [[4], [2, 1, 4]], f },
  { shapes: [[], [2, 3]], f },
];
const int = (values: number[]): tf.Tensor1D => tf.tensor1d(values, 'int32');
/** Values so far apart that a small change leaves the largest the largest. */
const apart = (x: Tensor): Tensor => tf.add(x, tf.reshape(tf.mul(tf.sin(tf.range(0, x.size)), 50), x.shape));
const mask = (): Tensor => tf.tensor([true, false, true, false, false, true], [2, 3], 'bool');

/** Every row of the table but our own kernels, which have tests of their own. */
export const gradientChecks: Record<Exclude<keyof typeof gradientTable, OperationName>, Check | Check[]> = {
  Identity: unary((x) => tf.mul(tf.engine().runKernel<Tensor>('Identity', { x }), 3)),
  Cast: unary((x) => tf.engine().runKernel<Tensor>('Cast', { x }, { dtype: 'float32' })),
  Neg: unary((x) => tf.neg(x)),
  Abs: unary((x) => tf.abs(x)),
  Square: unary((x) => tf.square(x)),
  Sqrt: unary((x) => tf.sqrt(x), true),
  Rsqrt: unary((x) => tf.rsqrt(x), true),
  Reciprocal: unary((x) => tf.reciprocal(x)),
  Exp: unary((x) => tf.exp(x)),
  Expm1: unary((x) => tf.expm1(x)),
  Log: unary((x) => tf.log(x), true),
  Log1p: unary((x) => tf.log1p(x), true),
  Sin: unary((x) => tf.sin(x)),
  Cos: unary((x) => tf.cos(x)),
  Relu: unary((x) => tf.relu(x)),
  LeakyRelu: unary((x) => tf.leakyRelu(x, 0.2)),
  Elu: unary((x) => tf.elu(x)),
  Tanh: unary((x) => tf.tanh(x)),
  Sigmoid: unary((x) => tf.sigmoid(x)),
  Softplus: unary((x) => tf.softplus(x)),
  ClipByValue: unary((x) => tf.clipByValue(x, -0.1, 0.1)),
  Sign: unary((x) => tf.sign(x)),
  Step: unary((x) => tf.step(x, 0.3)),
  Floor: unary((x) => tf.floor(tf.mul(tf.sign(x), 0.5))),
  Ceil: unary((x) => tf.ceil(tf.mul(tf.sign(x), 0.5))),
  Round: unary((x) => tf.round(tf.mul(tf.sign(x), 0.7))),
  ZerosLike: unary((x) => tf.zerosLike(x)),
  OnesLike: unary((x) => tf.onesLike(x)),
  Add: binary((a, b) => tf.add(a, b)),
  Sub: binary((a, b) => tf.sub(a, b)),
  Multiply: binary((a, b) => tf.mul(a, b)),
  RealDiv: binary((a, b) => tf.div(a, b)),
  Maximum: unary((x) => tf.maximum(x, tf.mul(x, 0.5))),
  Minimum: unary((x) => tf.minimum(tf.mul(x, 2), x)),
  SquaredDifference: binary((a, b) => tf.squaredDifference(a, b)),
  AddN: {
    shapes: [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    f: (a, b, c) => tf.addN([a, b, c, a]),
  },
  Select: {
    shapes: [
      [2, 3],
      [2, 3],
    ],
    f: (a, b) => tf.where(mask(), a, b),
  },
  Sum: [unary((x) => tf.sum(x)), unary((x) => tf.sum(x, [0, 2])), unary((x) => tf.sum(x, 1, true))],
  Mean: [unary((x) => tf.mean(x)), unary((x) => tf.mean(x, [0, 2])), unary((x) => tf.mean(x, 1, true))],
  Max: [unary((x) => tf.max(apart(x), [1])), unary((x) => tf.max(apart(x), 2, true))],
  Softmax: unary((x) => tf.softmax(x)),
  Reshape: unary((x) => tf.reshape(x, [4, 6])),
  ExpandDims: unary((x) => tf.expandDims(x, 1)),
  Transpose: unary((x) => tf.transpose(x, [2, 0, 1])),
  Concat: {
    shapes: [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    f: (a, b, c) => tf.concat([a, b, c], 1),
  },
  Slice: unary((x) => tf.slice(x, [0, 1, 1], [1, 2, -1])),
  PadV2: unary((x) =>
    tf.pad(x, [
      [1, 0],
      [0, 2],
      [0, 0],
    ]),
  ),
  Tile: [unary((x) => tf.tile(x, [2, 1, 3])), unary((x) => tf.tile(x, [1, 1, 1])), unary((x) => tf.broadcastTo(tf.mean(x, [0, 1, 2], true), [2, 3, 4]))],
  Pack: {
    shapes: [
      [2, 3],
      [2, 3],
    ],
    f: (a, b) => tf.stack([a, b], 1),
  },
  Reverse: unary((x) => tf.reverse(x, [0, 2])),
  BatchMatMul: [false, true].flatMap((transposeA) =>
    [false, true].flatMap((transposeB): Check[] => {
      const a = transposeA ? [3, 2] : [2, 3];
      const b = transposeB ? [4, 3] : [3, 4];
      const f = (x: Tensor, y: Tensor): Tensor => tf.matMul(x, y, transposeA, transposeB);
      return [
        { shapes: [a, b], f },
        {
          shapes: [
            [2, ...a],
            [2, ...b],
          ],
          f,
        },
        {
          shapes: [
            [2, ...a],
            [1, ...b],
          ],
          f,
        },
      ];
    }),
  ),
  GatherV2: [
    { shapes: [[2, 5, 3]], f: (x) => tf.gather(x, int([4, 0, 4]), 1) },
    { shapes: [[2, 5, 3]], f: (x) => tf.gather(x, int([2, 2]), -1) },
    {
      shapes: [[5, 2]],
      f: (x) =>
        tf.gather(
          x,
          tf.tensor2d(
            [
              [1, 1, 4],
              [0, 2, 1],
            ],
            [2, 3],
            'int32',
          ),
        ),
    },
  ],
  UnsortedSegmentSum: { shapes: [[4, 2]], f: (x) => tf.unsortedSegmentSum(x, int([0, 2, 0, 1]), 3) },
  Selu: unary((x) => tf.selu(x)),
  Relu6: unary((x) => tf.relu6(tf.mul(x, 9))),
  Prelu: {
    shapes: [
      [2, 3, 4],
      [3, 1],
    ],
    f: (x, alpha) => tf.prelu(x, alpha),
  },
  Erf: unary((x) => tf.erf(x)),
  Pow: { shapes: [[2, 3], [3]], f: (a, b) => tf.pow(a, b), positive: true },
  Min: [unary((x) => tf.min(apart(x), [1])), unary((x) => tf.min(apart(x), 2, true))],
  Cumsum: [unary((x) => tf.cumsum(x, 1)), unary((x) => tf.cumsum(x, 2, true, true))],
  StridedSlice: [
    unary((x) => tf.stridedSlice(x, [0, 0, 0], [2, 3, 4], [1, 2, 3])),
    unary((x) => tf.stridedSlice(x, [1, 2, -1], [-3, -4, -5], [-1, -1, -2])),
    unary((x) => tf.stridedSlice(x, [1, 0, 1], [2, 3, 4], [1, 1, 1], 0, 0, 0, 0, 1)),
  ],
  SplitV: [
    unary((x) => tf.split(x, [1, 3], 2)[1]),
    unary((x) => {
      const [a, b] = tf.split(x, 2, 0);
      return tf.mul(a, tf.square(b));
    }),
    unary((x) => tf.split(x, 1, 1)[0]),
  ],
  Unpack: unary((x) => {
    const [a, b, c] = tf.unstack(x, 1);
    return tf.mul(tf.add(a, a), c ?? b);
  }),
  DepthToSpace: { shapes: [[2, 2, 3, 8]], f: (x) => tf.depthToSpace(x as tf.Tensor4D, 2) },
  AvgPool: (['valid', 'same', 1] as const).map((pad) => ({ shapes: [[2, 5, 4, 2]], f: (x) => tf.avgPool(x as tf.Tensor4D, 3, 2, pad) })),
  MaxPool: (['valid', 'same', 1] as const).map((pad) => ({ shapes: [[2, 5, 4, 2]], f: (x) => tf.maxPool(apart(x) as tf.Tensor4D, 3, 2, pad) })),
  ResizeBilinear: [
    [false, false],
    [true, false],
    [false, true],
  ].map(([corners, centres]) => ({ shapes: [[2, 3, 4, 2]], f: (x) => tf.image.resizeBilinear(x as tf.Tensor4D, [5, 3], corners, centres) })),
  Conv2D: [
    {
      shapes: [
        [2, 6, 5, 2],
        [3, 2, 2, 3],
      ],
      f: (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, [2, 1], 'same'),
    },
    {
      shapes: [
        [1, 7, 6, 2],
        [2, 3, 2, 1],
      ],
      f: (x, filter) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid', 'NHWC', 2),
    },
  ],
  Conv2DBackpropInput: {
    shapes: [
      [2, 3, 3, 2],
      [3, 3, 4, 2],
    ],
    f: (x, filter) => tf.conv2dTranspose(x as tf.Tensor4D, filter as tf.Tensor4D, [2, 6, 5, 4], 2, 'same'),
  },
  FusedBatchNorm: {
    shapes: [[2, 2, 3, 2], [2], [2], [2], [2]],
    f: (x, mean, variance, offset, scale) => tf.batchNorm(x, mean, variance, offset, scale, 0.1),
    positive: true,
  },
  ResizeNearestNeighbor: { shapes: [[2, 2, 3, 2]], f: (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [4, 6]) },
};
