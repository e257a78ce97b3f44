import type { HostTensor, HostTensors, TensorSpecs } from '../engine/program.ts';
import type { Random } from '../engine/random.ts';

/**
 * How a parameter is laid out in tfjs, and so how it must be permuted for PyTorch:
 * convolution `[kh, kw, in, out]` (PyTorch `[out, in, kh, kw]`), transposed convolution
 * `[kh, kw, out, in]` (PyTorch `[in, out, kh, kw]`), dense `[in, out]` (PyTorch `[out, in]`),
 * and whatever is the same in both.
 */
export type ParameterLayout = 'convolution' | 'transposedConvolution' | 'dense' | 'same';

/** How a parameter starts. */
export type Initializer =
  { readonly kind: 'normal'; readonly mean: number; readonly deviation: number } | { readonly kind: 'constant'; readonly value: number };

/** One parameter: its shape in tfjs order, its layout, how it starts, and whether it is trained. */
export interface ParameterSpec {
  readonly shape: readonly number[];
  readonly layout: ParameterLayout;
  readonly start: Initializer;
  /**
   * False for parameters that a state dict must hold but no gradient reaches: running statistics, and
   * the bias of a convolution in front of a norm, which cancels it exactly.
   */
  readonly trained: boolean;
}

/** Parameters by their full PyTorch name. */
export type ParameterTree = Readonly<Record<string, ParameterSpec>>;

/** For every layout the permutation from tfjs's axes to PyTorch's. */
export const PYTORCH_AXES: Readonly<Record<ParameterLayout, readonly number[] | undefined>> = {
  convolution: [3, 2, 0, 1],
  transposedConvolution: [3, 2, 0, 1],
  dense: [1, 0],
  same: undefined,
};

/** The same parameters with `prefix.` before every name. */
export function withPrefix(prefix: string, tree: ParameterTree): ParameterTree {
  return Object.fromEntries(Object.entries(tree).map(([name, spec]) => [`${prefix}.${name}`, spec]));
}

/** The tensor specifications of a tree. */
export function specsOf(tree: ParameterTree): TensorSpecs {
  return Object.fromEntries(Object.entries(tree).map(([name, { shape }]) => [name, { shape, dtype: 'float32' as const }]));
}

/** Draws initial values; every parameter has its own stream, named by its name. */
export function initializeParameters(tree: ParameterTree, random: Random): HostTensors {
  return Object.fromEntries(
    Object.entries(tree).map(([name, spec]): [string, HostTensor] => {
      const values = new Float32Array(spec.shape.reduce((product, extent) => product * extent, 1));
      if (spec.start.kind === 'constant') values.fill(spec.start.value);
      else {
        const { mean, deviation } = spec.start;
        random.split(name).fillNormal(values, mean, deviation);
      }
      return [name, { shape: spec.shape, values }];
    }),
  );
}
