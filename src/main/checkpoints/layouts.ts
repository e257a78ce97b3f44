import type { HostTensor } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import type { ParameterLayout } from '../nn/parameters.ts';
import { PYTORCH_AXES } from '../nn/parameters.ts';

/** For each axis of the source, how far apart its neighbours lie in the row-major result. */
function targetStrides(shape: readonly number[], axes: readonly number[]): number[] {
  const strides = new Array<number>(axes.length).fill(0);
  let stride = 1;
  for (let target = axes.length - 1; target >= 0; target--) {
    strides[axes[target]] = stride;
    stride *= shape[axes[target]];
  }
  return strides;
}

/** The same values with their axes in another order: axis `i` of the result is axis `axes[i]` of the tensor, as numpy's `transpose`. */
export function permute(tensor: HostTensor, axes: readonly number[]): HostTensor {
  const { shape, values } = tensor;
  const rank = axes.length;
  if (rank !== shape.length) throw new Error(`${rank} axes do not permute a tensor of the shape [${shape.join(', ')}]`);
  const result = values.slice();
  const strides = targetStrides(shape, axes);
  const rowLength = shape[rank - 1];
  const rowStride = strides[rank - 1];
  const index = new Array<number>(rank).fill(0);
  let target = 0;
  for (let source = 0; source < values.length; source += rowLength) {
    for (let i = 0; i < rowLength; i++) result[target + i * rowStride] = values[source + i];
    // Counts the outer axes up by one, carrying over, and moves `target` along.
    for (let axis = rank - 2; axis >= 0; axis--) {
      target += strides[axis];
      if (++index[axis] < shape[axis]) break;
      target -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return { shape: axes.map((axis) => shape[axis]), values: result };
}

/** A parameter as a PyTorch state dict holds it. */
export function toPytorch(tensor: HostTensor, layout: ParameterLayout): HostTensor {
  const axes = PYTORCH_AXES[layout];
  return axes === undefined ? tensor : permute(tensor, axes);
}

/** A parameter of a PyTorch state dict as the networks here hold it: the inverse of `toPytorch`. */
export function fromPytorch(tensor: HostTensor, layout: ParameterLayout): HostTensor {
  const axes = PYTORCH_AXES[layout];
  if (axes === undefined) return tensor;
  return permute(
    tensor,
    axes.map((_, axis) => axes.indexOf(axis)),
  );
}

/** Whether every value is a number: false once training has run away. */
export function allFinite(tensor: HostTensor): boolean {
  // NaN and infinities survive the sum of differences with themselves, and nothing else does.
  let sum = 0;
  for (let i = 0; i < tensor.values.length; i++) sum += tensor.values[i] - tensor.values[i];
  return sum === 0 && tensor.values.length === sizeOf(tensor.shape);
}
