import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import { naturalLayout } from '../../layout.ts';
import { direct } from '../direct/index.ts';
import type { Lowering } from '../lowering.ts';
import * as columns from './columns.ts';
import * as doubling from './doubling.ts';
import { instanceNorm, instanceNormGradient } from './instanceNorm.ts';
import * as minimalFiltering from './minimalFiltering.ts';
import { FEW_CHANNELS, fewInputs, fewOutputs } from './planes.ts';

type Convolutions = Pick<Lowering, 'convolution' | 'convolutionInputGradient' | 'convolutionFilterGradient'>;

const strideOne = ({ strides }: ConvolutionGeometry): boolean => strides[0] === 1 && strides[1] === 1;

/** The family of lowerings that is fastest for a layer; `direct` for what none of them covers. */
function familyOf(geometry: ConvolutionGeometry, filterShape: readonly number[]): Convolutions {
  const [, , channels, outputs] = filterShape;
  if (channels <= FEW_CHANNELS) return strideOne(geometry) ? fewInputs : { ...fewInputs, convolutionInputGradient: direct.convolutionInputGradient };
  if (outputs <= FEW_CHANNELS && strideOne(geometry)) return fewOutputs;
  if (minimalFiltering.suitsMinimalFiltering(geometry, filterShape)) return minimalFiltering;
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
  convolution: (scope, x, filter, geometry) => familyOf(geometry, filter.shape).convolution(scope, x, filter, geometry),
  convolutionInputGradient: (scope, dy, filter, geometry, inputShape) => {
    const family = doubling.doubles(geometry, filter.shape, inputShape) ? doubling : familyOf(geometry, filter.shape);
    return family.convolutionInputGradient(scope, dy, filter, geometry, inputShape);
  },
  convolutionFilterGradient: (scope, x, dy, geometry, filterShape) =>
    familyOf(geometry, filterShape).convolutionFilterGradient(scope, x, dy, geometry, filterShape),
  instanceNorm,
  instanceNormGradient,
};
