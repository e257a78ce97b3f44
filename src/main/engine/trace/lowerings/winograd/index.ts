import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import { convolutionOutputShape } from '../../../operations/geometry.ts';
import { naturalLayout } from '../../layout.ts';
import { direct } from '../direct/index.ts';
import type { Lowering } from '../lowering.ts';
import * as columns from './columns.ts';
import * as halving from './halving.ts';
import { instanceNorm, instanceNormGradient } from './instanceNorm.ts';
import * as minimalFiltering from './minimalFiltering.ts';
import { FEW_CHANNELS, fewInputs, fewOutputs } from './planes.ts';
import { pictureOf, rowCount } from './rows.ts';

type Convolutions = Pick<Lowering, 'convolution' | 'convolutionInputGradient' | 'convolutionFilterGradient'>;

const strideOne = ({ strides }: ConvolutionGeometry): boolean => strides[0] === 1 && strides[1] === 1;

/** Of fewer pixels a transformed filter, four times as large as the filter, would be read for too little work. */
const FEWEST_PIXELS = 128;

/** The family of lowerings that is fastest for a layer from `inputs` to `results`, `[N, H, W, C]` both; `direct` for what none of them covers. */
function familyOf(geometry: ConvolutionGeometry, filterShape: readonly number[], inputs: readonly number[], results: readonly number[]): Convolutions {
  const [, , channels, outputs] = filterShape;
  if (channels <= FEW_CHANNELS) return strideOne(geometry) ? fewInputs : { ...fewInputs, convolutionInputGradient: direct.convolutionInputGradient };
  if (outputs <= FEW_CHANNELS && strideOne(geometry)) return fewOutputs;
  if (rowCount(pictureOf(results)) >= FEWEST_PIXELS && minimalFiltering.suitsMinimalFiltering(geometry, filterShape)) return minimalFiltering;
  if (halving.halves(geometry, filterShape, inputs)) return halving;
  return geometry.padding.mode === 'zeros' ? columns : { ...columns, convolutionInputGradient: direct.convolutionInputGradient };
}

/**
 * The processor's lowering: less arithmetic instead of standard operators. Activations lie as rows of
 * channels, a row a pixel; neighbours, padding and strides are only indices of Gathers.
 */
export const winograd: Lowering = {
  ...direct,
  name: 'winograd',
  activations: naturalLayout(4),
  stateLayout: (shape) => naturalLayout(shape.length),
  convolution: (scope, x, filter, geometry) =>
    familyOf(geometry, filter.shape, x.shape, convolutionOutputShape(x.shape, filter.shape, geometry)).convolution(scope, x, filter, geometry),
  convolutionInputGradient: (scope, dy, filter, geometry, inputShape) =>
    familyOf(geometry, filter.shape, inputShape, dy.shape).convolutionInputGradient(scope, dy, filter, geometry, inputShape),
  convolutionFilterGradient: (scope, x, dy, geometry, filterShape) =>
    familyOf(geometry, filterShape, x.shape, dy.shape).convolutionFilterGradient(scope, x, dy, geometry, filterShape),
  instanceNorm,
  instanceNormGradient,
};
