import type {
  ConcatAttrs,
  DepthToSpaceAttrs,
  DepthToSpaceInputs,
  ExpandDimsAttrs,
  ExpandDimsInputs,
  FillAttrs,
  MirrorPadAttrs,
  OnesLikeInputs,
  PackAttrs,
  PadV2Attrs,
  PadV2Inputs,
  RangeAttrs,
  ReshapeAttrs,
  ReshapeInputs,
  ReverseAttrs,
  ReverseInputs,
  SliceAttrs,
  SliceInputs,
  SplitVAttrs,
  SplitVInputs,
  StridedSliceAttrs,
  StridedSliceInputs,
  TileAttrs,
  TileInputs,
  TransposeAttrs,
  TransposeInputs,
  UnpackAttrs,
  UnpackInputs,
} from '@tensorflow/tfjs-core';
import { slice_util, util } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../program.ts';
import type { Kernel } from '../kernel.ts';
import { kernel, variadicKernel } from '../kernel.ts';
import type { Layout } from '../layout.ts';
import { NCHW, naturalLayout, physicalAxis, toPhysical } from '../layout.ts';
import { BEFORE_FIRST, TO_THE_END } from '../operators/shape.ts';
import { check } from '../operators/row.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';
import { traced, uniformValue } from '../traced.ts';
import { reshape } from './reshape.ts';

const positive = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** Where a slice lies on its axis. The last lines count from the end, so that the graph holds for other sizes. */
const rangeOf = (begin: number, size: number, extent: number): { start: number; end: number } =>
  begin > 0 && begin + size === extent ? { start: -size, end: TO_THE_END } : { start: begin, end: begin + size };

/** Logical elements `begin` to `begin + size`. */
function cut(scope: Scope, x: Traced, begin: readonly number[], size: readonly number[]): Traced {
  if (uniformValue(x) !== undefined) return traced(x.value, size, x.layout);
  const { value, layout } = scope.whole(x);
  return traced(
    scope.slice(
      value,
      begin.map((start, axis) => ({ axis: physicalAxis(axis, layout), ...rangeOf(start, size[axis], x.shape[axis]) })),
    ),
    size,
    layout,
  );
}

function concat(scope: Scope, tensors: readonly Traced[], axis: number): Traced {
  const { layout } = tensors[0];
  const shape = tensors[0].shape.map((extent, i) => (i === axis ? tensors.reduce((sum, tensor) => sum + tensor.shape[axis], 0) : extent));
  return traced(
    scope.concat(
      tensors.map((tensor) => scope.in(tensor, layout)),
      physicalAxis(axis, layout),
    ),
    shape,
    layout,
  );
}

const constant = (scope: Scope, value: number, shape: readonly number[], type: 'float32' | 'int32' | 'bool'): Traced =>
  traced(scope.scalar(value, type), shape, naturalLayout(shape.length));

const numberType = (type: string): 'float32' | 'int32' | 'bool' => {
  check(type === 'float32' || type === 'int32' || type === 'bool', () => `values of type ${type}`);
  return type;
};

const like = (value: number): Kernel =>
  kernel<OnesLikeInputs>((scope, { x }) => ({ ...constant(scope, value, x.shape, numberType(x.value.type)), layout: x.layout }));

const pad = (mode: 'constant' | 'reflect', x: Traced, paddings: readonly (readonly [number, number])[], scope: Scope, value?: number): Traced => {
  const { value: inner, layout } = scope.whole(x);
  const pads = [...toPhysical(paddings, layout).map(([before]) => before), ...toPhysical(paddings, layout).map(([, after]) => after)];
  const inputs = value === undefined || value === 0 ? [inner] : [inner, scope.scalar(value, inner.type)];
  return traced(
    scope.graph.node('Pad', inputs, { pads, mode }),
    x.shape.map((extent, axis) => extent + paddings[axis][0] + paddings[axis][1]),
    layout,
  );
};

function reverse(scope: Scope, x: Traced, dims: readonly number[]): Traced {
  const { value, layout } = scope.whole(x);
  const ranges = dims
    .map((dim) => physicalAxis(positive(dim, x.shape.length), layout))
    .map((axis) => ({ axis, start: value.shape[axis] - 1, end: BEFORE_FIRST, step: -1 }));
  return traced(scope.slice(value, ranges), x.shape, layout);
}

/** The end of a range; one to the end of its axis says so without its extent, so that the graph holds for other sizes. */
function endOf(end: number, stride: number, extent: number): number {
  if (stride < 0) return end < 0 ? BEFORE_FIRST : end;
  return end === extent && stride > 1 ? TO_THE_END : end;
}

/** tfjs's strided slice with all its masks, reduced to begins, ends and steps by tfjs itself. */
function stridedSlice(scope: Scope, x: Traced, attributes: StridedSliceAttrs): Traced {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
  const info = slice_util.sliceInfo([...x.shape], begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask);
  const natural = naturalLayout(x.shape.length);
  const value = scope.slice(
    scope.in(x, natural),
    info.begin.map((start, axis) => ({
      axis,
      start,
      end: endOf(info.end[axis], info.strides[axis], x.shape[axis]),
      step: info.strides[axis],
    })),
  );
  return reshape(scope, traced(value, value.shape, natural), info.finalShape);
}

/** Repeats by whole tensors; an axis of extent 1 is only stretched. */
function tile(scope: Scope, x: Traced, reps: readonly number[]): Traced {
  const shape = x.shape.map((extent, axis) => extent * reps[axis]);
  if (x.shape.every((extent, axis) => extent === 1 || reps[axis] === 1)) return traced(x.value, shape, x.layout);
  const { value, layout } = scope.whole(x);
  return traced(scope.graph.node('Tile', [value], { repeats: toPhysical(reps, layout) }), shape, layout);
}

/** Kernels that move elements: they follow the layout instead of transposing. */
export const shapeKernels = {
  Reshape: kernel<ReshapeInputs, ReshapeAttrs>((scope, { x }, { shape }) => reshape(scope, x, util.inferFromImplicitShape(shape, sizeOf(x.shape)))),
  ExpandDims: kernel<ExpandDimsInputs, ExpandDimsAttrs>((scope, { input }, { dim }) =>
    reshape(scope, input, input.shape.toSpliced(positive(dim, input.shape.length + 1), 0, 1)),
  ),
  Transpose: kernel<TransposeInputs, TransposeAttrs>((_, { x }, { perm }) => {
    const layout: Layout = { axes: x.layout.axes.map((axis) => perm.indexOf(axis)) };
    return traced(
      x.value,
      perm.map((axis) => x.shape[axis]),
      layout,
    );
  }),
  Tile: kernel<TileInputs, TileAttrs>((scope, { x }, { reps }) => tile(scope, x, reps)),
  Slice: kernel<SliceInputs, SliceAttrs>((scope, { x }, { begin, size }) => {
    const [starts, sizes] = slice_util.parseSliceParams({ shape: [...x.shape] } as never, begin, size);
    return cut(scope, x, starts, sizes);
  }),
  StridedSlice: kernel<StridedSliceInputs, StridedSliceAttrs>((scope, { x }, attributes) => stridedSlice(scope, x, attributes)),
  Concat: variadicKernel<ConcatAttrs>((scope, tensors, { axis }) => {
    const along = positive(axis, tensors[0].shape.length);
    return concat(
      scope,
      tensors.filter((tensor) => sizeOf(tensor.shape) > 0),
      along,
    );
  }),
  Pack: variadicKernel<PackAttrs>((scope, tensors, { axis }) => {
    const along = positive(axis, tensors[0].shape.length + 1);
    return concat(
      scope,
      tensors.map((tensor) => reshape(scope, tensor, tensor.shape.toSpliced(along, 0, 1))),
      along,
    );
  }),
  Unpack: kernel<UnpackInputs, UnpackAttrs>((scope, { value }, { axis }) => {
    const along = positive(axis, value.shape.length);
    return Array.from({ length: value.shape[along] }, (_, i) => {
      const part = cut(
        scope,
        value,
        value.shape.map((__, j) => (j === along ? i : 0)),
        value.shape.with(along, 1),
      );
      return reshape(scope, part, value.shape.toSpliced(along, 1));
    });
  }),
  SplitV: kernel<SplitVInputs, SplitVAttrs>((scope, { x }, { numOrSizeSplits, axis }) => {
    const along = positive(axis, x.shape.length);
    const count = typeof numOrSizeSplits === 'number' ? new Array<number>(numOrSizeSplits).fill(x.shape[along] / numOrSizeSplits) : numOrSizeSplits;
    let start = 0;
    return count.map((extent) => {
      const part = cut(
        scope,
        x,
        x.shape.map((_, i) => (i === along ? start : 0)),
        x.shape.with(along, extent),
      );
      start += extent;
      return part;
    });
  }),
  PadV2: kernel<PadV2Inputs, PadV2Attrs>((scope, { x }, { paddings, constantValue }) => pad('constant', x, paddings, scope, constantValue)),
  /** For forward use only: models take our ReflectPad, because tfjs's gradient of this kernel is wrong. */
  MirrorPad: kernel<PadV2Inputs, MirrorPadAttrs>((scope, { x }, { paddings, mode }) => {
    check(mode === 'reflect', () => `MirrorPad in mode ${mode}`);
    return pad('reflect', x, paddings, scope);
  }),
  DepthToSpace: kernel<DepthToSpaceInputs, DepthToSpaceAttrs>((scope, { x }, { blockSize, dataFormat }) => {
    check(dataFormat === 'NHWC', () => `DepthToSpace in the data format ${dataFormat}`);
    const [batch, height, width, channels] = x.shape;
    const value = scope.graph.node('DepthToSpace', [scope.in(x, NCHW)], { blocksize: blockSize, mode: 'DCR' });
    return traced(value, [batch, height * blockSize, width * blockSize, channels / (blockSize * blockSize)], NCHW);
  }),
  Reverse: kernel<ReverseInputs, ReverseAttrs>((scope, { x }, { dims }) => reverse(scope, x, typeof dims === 'number' ? [dims] : dims)),
  ZerosLike: like(0),
  OnesLike: like(1),
  Fill: kernel<object, FillAttrs>((scope, _, { shape, value, dtype }) => constant(scope, Number(value), shape, numberType(dtype ?? 'float32'))),
  Range: kernel<object, RangeAttrs>((scope, _, { start, stop, step, dtype }) => {
    const length = Math.max(0, Math.ceil((stop - start) / step));
    const values = Array.from({ length }, (__, i) => start + i * step);
    return traced(scope.graph.constant(numberType(dtype), [length], values), [length], naturalLayout(1));
  }),
} as const satisfies Record<string, Kernel>;
