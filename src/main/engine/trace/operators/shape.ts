import { sizeOf } from '../../program.ts';
import { broadcastShapes, check, operator, sameShape } from './row.ts';

/** The extent of a slice from `start` to `end` (exclusive) in steps; negative steps run backwards. */
function sliceExtent(extent: number, start: number, end: number, step: number): number {
  if (step > 0) return Math.max(0, Math.ceil((Math.min(end, extent) - Math.max(start < 0 ? extent + start : start, 0)) / step));
  return Math.max(0, Math.ceil((Math.min(start, extent - 1) - Math.max(end, -1)) / -step));
}

/** An `end` that means "down to and with element 0" for slices with a negative step. */
export const BEFORE_FIRST = -2147483647;

/** An `end` that means the end of the axis, whatever its extent: in a graph for all sizes. */
export const TO_THE_END = 2147483647;

/** Operators that move elements and compute nothing. */
export const shapeOperators = {
  Reshape: operator<{ shape: readonly number[] }>({
    operands: { shape: { at: 1, type: 'int64' } },
    infer: ([x], { shape }) => {
      check(sizeOf(x.shape) === sizeOf(shape), () => `Reshape from [${x.shape}] to [${shape}]`);
      return { type: x.type, shape };
    },
  }),
  Transpose: operator<{ perm: readonly number[] }>({
    infer: ([x], { perm }) => {
      check(
        sameShape(
          [...perm].sort((a, b) => a - b),
          [...x.shape.keys()],
        ),
        () => `Transpose by [${perm}] of a value of rank ${x.shape.length}`,
      );
      return { type: x.type, shape: perm.map((axis) => x.shape[axis]) };
    },
  }),
  /** Negative starts count from the end, where steps are not negative; an end may be `BEFORE_FIRST` or `TO_THE_END`. */
  Slice: operator<{ starts: readonly number[]; ends: readonly number[]; axes: readonly number[]; steps: readonly number[] }>({
    operands: { starts: { at: 1, type: 'int64' }, ends: { at: 2, type: 'int64' }, axes: { at: 3, type: 'int64' }, steps: { at: 4, type: 'int64' } },
    infer: ([x], { starts, ends, axes, steps }) => {
      const shape = [...x.shape];
      axes.forEach((axis, i) => (shape[axis] = sliceExtent(x.shape[axis], starts[i], ends[i], steps[i])));
      check(
        axes.every((axis) => shape[axis] > 0 && axis < x.shape.length),
        () => `Slice [${starts}]..[${ends}] by [${steps}] on axes [${axes}] of [${x.shape}] is empty`,
      );
      return { type: x.type, shape };
    },
  }),
  Concat: operator<{ axis: number }>({
    infer: (inputs, { axis }) => {
      const [first] = inputs;
      const others = (shape: readonly number[]): number[] => shape.filter((_, i) => i !== axis);
      check(
        inputs.every((input) => input.type === first.type && sameShape(others(input.shape), others(first.shape))),
        () => `Concat on axis ${axis} of ${inputs.map((input) => `${input.type}[${input.shape}]`).join(', ')}`,
      );
      return { type: first.type, shape: first.shape.map((extent, i) => (i === axis ? inputs.reduce((sum, input) => sum + input.shape[axis], 0) : extent)) };
    },
  }),
  /** `pads`: all begins, then all ends. A second input, if any, is the constant to pad with. */
  Pad: operator<{ pads: readonly number[]; mode: string }>({
    operands: { pads: { at: 1, type: 'int64' } },
    infer: ([x], { pads, mode }) => {
      check(pads.length === 2 * x.shape.length, () => `Pad with ${pads.length} numbers for rank ${x.shape.length}`);
      check(mode !== 'reflect' || pads.every((pad, i) => pad < x.shape[i % x.shape.length]), () => `reflect Pad [${pads}] is too wide for [${x.shape}]`);
      return { type: x.type, shape: x.shape.map((extent, i) => extent + pads[i] + pads[i + x.shape.length]) };
    },
  }),
  Expand: operator<{ shape: readonly number[] }>({
    operands: { shape: { at: 1, type: 'int64' } },
    infer: ([x], { shape }) => ({ type: x.type, shape: broadcastShapes(x.shape, shape) }),
  }),
  Tile: operator<{ repeats: readonly number[] }>({
    operands: { repeats: { at: 1, type: 'int64' } },
    infer: ([x], { repeats }) => ({ type: x.type, shape: x.shape.map((extent, i) => extent * repeats[i]) }),
  }),
  DepthToSpace: operator<{ blocksize: number; mode: string }>({
    infer: ([x], { blocksize }) => {
      const [batch, channels, height, width] = x.shape;
      check(channels % (blocksize * blocksize) === 0, () => `DepthToSpace of ${channels} channels by ${blocksize}`);
      return { type: x.type, shape: [batch, channels / (blocksize * blocksize), height * blocksize, width * blocksize] };
    },
  }),
};
