import type { Tensor } from '@tensorflow/tfjs-core';
import { convolution, convolutionFilterGradient, transposedConvolution } from '../../../operations/convolution.ts';
import type { ConvolutionGeometry, SpatialPadding } from '../../../operations/geometry.ts';
import { convolutionOutputShape } from '../../../operations/geometry.ts';
import { instanceNorm, instanceNormGradient } from '../../../operations/instanceNorm.ts';
import type { OperationName } from '../../../operations/kernels.ts';
import { reflectPad, reflectPadGradient } from '../../../operations/padding.ts';
import type { Case, Sample } from '../compare.ts';
import type { Draw } from '../draw.ts';

/** A picture, a filter and a way for one over the other; often few, sometimes many channels. */
export function drawGeometry(draw: Draw): { picture: number[]; filter: number[]; geometry: ConvolutionGeometry } {
  const pair = (least: number, most: number): [number, number] => [draw.integer(least, most), draw.integer(least, most)];
  const channels = (): number => draw.pick([1, 2, 3, 17]);
  const [kernel, strides, dilations] = [draw.pick([pair(1, 3), pair(1, 3), pair(1, 7)]), pair(1, 3), draw.pick<[number, number]>([[1, 1], pair(1, 3)])];
  const mode = draw.pick(['zeros', 'reflect'] as const);
  const reach = [0, 1].map((i) => (kernel[i] - 1) * dilations[i] + 1);
  const extents = reach.map((extent) => draw.integer(Math.max(2, extent - 2), extent + 6));
  // Reflection needs a picture that is larger than the padding; a zero padding may even hold whole filters.
  const side = (i: number): number => draw.integer(0, mode === 'reflect' ? Math.min(3, extents[i] - 1) : draw.pick([1, 2, reach[i] + 1]));
  const missing = (i: number, before: number, after: number): number => Math.max(0, reach[i] - extents[i] - before - after);
  const [top, bottom, left, right] = [side(0), side(0), side(1), side(1)];
  const picture = [draw.integer(1, 3), extents[0] + missing(0, top, bottom), extents[1] + missing(1, left, right), channels()];
  return { picture, filter: [...kernel, picture[3], channels()], geometry: { strides, dilations, padding: { top, bottom, left, right, mode } } };
}

/** A convolution's three kernels on tensors that fit. */
const convolutionSample = (
  draw: Draw,
  make: (shapes: { picture: number[]; filter: number[]; result: number[]; geometry: ConvolutionGeometry }) => Sample,
): Sample => {
  const { picture, filter, geometry } = drawGeometry(draw);
  return { tolerance: 2e-5, ...make({ picture, filter, geometry, result: convolutionOutputShape(picture, filter, geometry) }) };
};

function drawReflection(draw: Draw): { picture: number[]; padding: SpatialPadding } {
  const picture = draw.shape(4, 6);
  const side = (axis: number): number => draw.integer(0, picture[axis] - 1);
  return { picture, padding: { top: side(1), bottom: side(1), left: side(2), right: side(2) } };
}

/** At least a few pixels: of very few the deviation is nearly zero, and so its inverse nothing but rounding. */
const normPicture = (draw: Draw): number[] => [draw.integer(1, 3), draw.integer(2, 5), draw.integer(2, 5), draw.integer(1, 4)];

export const operationCases: { readonly [Name in OperationName]: Case } = {
  Convolution: (draw) =>
    convolutionSample(draw, ({ picture, filter, geometry }) => ({
      operands: [draw.tensor(picture), draw.tensor(filter)],
      apply: (x, f) => convolution(x, f, geometry),
    })),
  ConvolutionInputGradient: (draw) =>
    convolutionSample(draw, ({ picture, filter, result, geometry }) => ({
      operands: [draw.tensor(result), draw.tensor(filter)],
      apply: (dy, f) => transposedConvolution(dy, f, geometry, picture),
    })),
  ConvolutionFilterGradient: (draw) =>
    convolutionSample(draw, ({ picture, filter, result, geometry }) => ({
      operands: [draw.tensor(picture), draw.tensor(result)],
      apply: (x, dy) => convolutionFilterGradient(x, dy, geometry, filter),
    })),
  ReflectPad: (draw) => {
    const { picture, padding } = drawReflection(draw);
    return { operands: [draw.tensor(picture)], apply: (x) => reflectPad(x, padding) };
  },
  ReflectPadGradient: (draw) => {
    const { picture, padding } = drawReflection(draw);
    const padded = [picture[0], picture[1] + padding.top + padding.bottom, picture[2] + padding.left + padding.right, picture[3]];
    return { operands: [draw.tensor(padded)], apply: (dy) => reflectPadGradient(dy, padding, picture) };
  },
  InstanceNorm: (draw) => ({ operands: [draw.tensor(normPicture(draw))], apply: (x) => instanceNorm(x, 1e-2), tolerance: 1e-4, magnitude: 1 }),
  InstanceNormGradient: (draw) => {
    const picture = normPicture(draw);
    const apply = (x: Tensor, dy: Tensor): Tensor => instanceNormGradient(x, instanceNorm(x, 1e-2), dy, 1e-2);
    return { operands: [draw.tensor(picture), draw.tensor(picture)], apply, tolerance: 1e-4, magnitude: 10 };
  },
};
