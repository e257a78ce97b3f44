import { describe, it } from 'vitest';
import { convolution, convolutionFilterGradient, transposedConvolution } from '../../operations/convolution.ts';
import type { ConvolutionGeometry } from '../../operations/geometry.ts';
import { convolutionOutputShape, evenGeometry } from '../../operations/geometry.ts';
import { operationCases } from '../testing/cases/operations.ts';
import type { Case } from '../testing/compare.ts';
import { checkCase, tracedExecutor } from '../testing/compare.ts';
import { lowerings } from './index.ts';

/** Random geometry: strides and dilations 1 to 3, uneven paddings of zeros or reflections, kernels 1 to 7, batches 1 to 3. */
const RUNS = 40;

/** A picture, a filter, a geometry: each a case of its own in how the products of the filter's gradient are put together. */
const layers: Readonly<Record<string, { picture: number[]; filter: number[]; geometry: ConvolutionGeometry }>> = {
  'many channels': { picture: [2, 9, 8, 20], filter: [3, 3, 20, 18], geometry: evenGeometry(1, 1) },
  'many channels, reflected': { picture: [1, 8, 9, 16], filter: [3, 3, 16, 16], geometry: evenGeometry(1, 1, 'reflect') },
  'many channels, strided': { picture: [2, 10, 9, 17], filter: [4, 4, 17, 16], geometry: evenGeometry(2, 1) },
  'many channels, halved by tiles': { picture: [2, 50, 46, 16], filter: [4, 4, 16, 18], geometry: evenGeometry(2, 1) },
  'many channels, halved by tiles, padded by more': { picture: [2, 46, 50, 16], filter: [4, 4, 16, 18], geometry: evenGeometry(2, 3) },
  'many channels, dilated': { picture: [2, 11, 9, 16], filter: [3, 3, 16, 17], geometry: evenGeometry(1, 2, 'zeros', 2) },
  'few channels in': { picture: [2, 9, 9, 3], filter: [7, 7, 3, 16], geometry: evenGeometry(1, 3, 'reflect') },
  'few channels in, strided': { picture: [2, 8, 9, 6], filter: [4, 4, 6, 16], geometry: evenGeometry(2, 1) },
  'few channels out': { picture: [2, 9, 8, 16], filter: [7, 7, 16, 3], geometry: evenGeometry(1, 3, 'reflect') },
  'one channel out': { picture: [2, 7, 6, 18], filter: [4, 4, 18, 1], geometry: evenGeometry(1, 1) },
  'few channels out, strided': { picture: [1, 9, 9, 16], filter: [3, 3, 16, 3], geometry: evenGeometry(3, 1) },
  'one tap': { picture: [3, 5, 4, 16], filter: [1, 1, 16, 17], geometry: evenGeometry(1, 0) },
  'one tap, strided: pixels that nothing reads': { picture: [2, 6, 5, 3], filter: [1, 1, 3, 4], geometry: evenGeometry(2, 0) },
  'a padding larger than the filter': { picture: [2, 4, 5, 3], filter: [2, 2, 3, 4], geometry: evenGeometry(1, 3) },
};

/** All three operations of the family on the layer's shapes, with values of both signs. */
const kernelsOn = ({ picture, filter, geometry }: (typeof layers)[string]): Case => {
  const result = convolutionOutputShape(picture, filter, geometry);
  return (draw) => ({
    operands: [draw.tensor(picture, 'small'), draw.tensor(filter, 'small'), draw.tensor(result, 'small')],
    apply: (x, weights, dy) => [
      convolution(x, weights, geometry),
      transposedConvolution(dy, weights, geometry, picture),
      convolutionFilterGradient(x, dy, geometry, filter),
    ],
    tolerance: 2e-5,
  });
};

describe.each(Object.values(lowerings))('the lowering $name computes what the reference computes', (lowering) => {
  const executor = tracedExecutor(lowering);

  it.each(Object.entries(layers))('%s', async (_, layer) => {
    await checkCase(kernelsOn(layer), 2, false, executor);
  });

  it.each(Object.entries<Case>(operationCases))('%s in random geometry', async (_, operationCase) => {
    await checkCase(operationCase, RUNS, false, executor);
  });
});
