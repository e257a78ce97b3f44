import type { ValueType } from '../graph.ts';
import { broadcastShapes, check, operator, sameShape } from './row.ts';

interface WindowAttributes {
  readonly kernel_shape: readonly number[];
  readonly strides: readonly number[];
  /** Top, left, bottom, right. */
  readonly pads: readonly number[];
  readonly [name: string]: number | readonly number[];
}

interface ConvolutionAttributes extends WindowAttributes {
  readonly dilations: readonly number[];
}

interface TransposedConvolutionAttributes extends ConvolutionAttributes {
  readonly output_padding: readonly number[];
}

const NO_DILATION = [1, 1];

function windowExtents(x: ValueType, { kernel_shape, strides, pads }: WindowAttributes, dilations: readonly number[]): number[] {
  return [0, 1].map((i) => Math.floor((x.shape[2 + i] + pads[i] + pads[i + 2] - (kernel_shape[i] - 1) * dilations[i] - 1) / strides[i]) + 1);
}

function matrixProduct(a: ValueType, b: ValueType, transposeA: boolean, transposeB: boolean): ValueType {
  check(a.type === b.type && a.shape.length >= 2 && b.shape.length >= 2, () => `product of ${a.type}[${a.shape}] and ${b.type}[${b.shape}]`);
  const [rowsA, columnsA] = a.shape.slice(-2);
  const [rowsB, columnsB] = b.shape.slice(-2);
  check((transposeA ? rowsA : columnsA) === (transposeB ? columnsB : rowsB), () => `product of [${a.shape}] and [${b.shape}]`);
  return {
    type: a.type,
    shape: [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), transposeA ? columnsA : rowsA, transposeB ? rowsB : columnsB],
  };
}

/** Matrix products, convolutions (NCHW, filters OIHW), pooling, norms and resizing. */
export const linearOperators = {
  MatMul: operator({ infer: ([a, b]) => matrixProduct(a, b, false, false) }),
  FusedMatMul: operator<{ transA: number; transB: number }>({
    domain: 'com.microsoft',
    infer: ([a, b], { transA, transB }) => matrixProduct(a, b, transA === 1, transB === 1),
  }),
  Gemm: operator<{ transA: number; transB: number }>({
    infer: ([a, b], { transA, transB }) => {
      check(a.shape.length === 2 && b.shape.length === 2, () => `Gemm of [${a.shape}] and [${b.shape}]`);
      return matrixProduct(a, b, transA === 1, transB === 1);
    },
  }),
  Conv: operator<ConvolutionAttributes>({
    infer: ([x, filter], attributes) => {
      check(
        x.shape.length === 4 && filter.shape.length === 4 && x.shape[1] === filter.shape[1] && sameShape(filter.shape.slice(2), attributes.kernel_shape),
        () => `Conv of [${x.shape}] with a filter [${filter.shape}]`,
      );
      return { type: x.type, shape: [x.shape[0], filter.shape[0], ...windowExtents(x, attributes, attributes.dilations)] };
    },
  }),
  ConvTranspose: operator<TransposedConvolutionAttributes>({
    infer: ([x, filter], { kernel_shape, strides, pads, dilations, output_padding }) => {
      check(
        x.shape.length === 4 && filter.shape.length === 4 && x.shape[1] === filter.shape[0] && sameShape(filter.shape.slice(2), kernel_shape),
        () => `ConvTranspose of [${x.shape}] with a filter [${filter.shape}]`,
      );
      check(
        output_padding.every((extra, i) => extra >= 0 && extra < Math.max(strides[i], dilations[i])),
        () => `ConvTranspose with output padding [${output_padding}] at strides [${strides}]`,
      );
      const extents = [0, 1].map(
        (i) => (x.shape[2 + i] - 1) * strides[i] + (kernel_shape[i] - 1) * dilations[i] + 1 - pads[i] - pads[i + 2] + output_padding[i],
      );
      return { type: x.type, shape: [x.shape[0], filter.shape[1], ...extents] };
    },
  }),
  AveragePool: operator<WindowAttributes & { readonly count_include_pad: number }>({
    infer: ([x], attributes) => ({ type: x.type, shape: [x.shape[0], x.shape[1], ...windowExtents(x, attributes, NO_DILATION)] }),
  }),
  MaxPool: operator<WindowAttributes>({
    infer: ([x], attributes) => ({ type: x.type, shape: [x.shape[0], x.shape[1], ...windowExtents(x, attributes, NO_DILATION)] }),
  }),
  /** Inputs x `[N, C, ...]`, scale `[C]`, bias `[C]`. */
  InstanceNormalization: operator<{ epsilon: number }>({
    floats: ['epsilon'],
    infer: ([x, scale, bias]) => {
      check(
        sameShape(scale.shape, [x.shape[1]]) && sameShape(bias.shape, [x.shape[1]]),
        () => `InstanceNormalization of [${x.shape}] with scale [${scale.shape}]`,
      );
      return x;
    },
  }),
  Resize: operator<{ scales: readonly number[]; mode: string; coordinate_transformation_mode: string; nearest_mode: string }>({
    operands: { scales: { at: 2, type: 'float32' } },
    infer: ([x], { scales }) => ({ type: x.type, shape: x.shape.map((extent, i) => Math.floor(extent * scales[i] + 1e-4)) }),
  }),
};
