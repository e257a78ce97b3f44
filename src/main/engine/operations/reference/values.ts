import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { Shape } from '../geometry.ts';

/** A float32 tensor as a reference kernel sees it. */
export interface Values {
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** A kernel as a plain function of arrays. Results may be float64; they are rounded once, at the end. */
export type ArrayKernel<Name extends string, Attributes> = (
  inputs: Readonly<Record<Name, Values>>,
  attributes: Attributes,
) => { shape: Shape; values: Float32Array | Float64Array };

/** Makes a kernel function for tfjs's `cpu` backend out of a function of arrays. */
export function cpuKernel<Name extends string, Attributes>(kernel: ArrayKernel<Name, Attributes>): KernelFunc {
  return ({ inputs, attrs, backend }): TensorInfo => {
    // Three casts: tfjs types backend, inputs and attributes openly; this kernel is registered for `cpu` only.
    const cpu = backend as MathBackendCPU;
    const arrays = Object.fromEntries(
      Object.entries(inputs).map(([name, info]) => {
        if (info === undefined) throw new Error(`input ${name} is missing`);
        return [name, { shape: info.shape, values: cpu.data.get(info.dataId).values as Float32Array }];
      }),
    ) as unknown as Record<Name, Values>;
    const { shape, values } = kernel(arrays, attrs as unknown as Attributes);
    return cpu.makeTensorInfo([...shape], 'float32', values instanceof Float32Array ? values : Float32Array.from(values));
  };
}
