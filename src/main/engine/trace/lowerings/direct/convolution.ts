import type { ConvolutionGeometry, SpatialPadding } from '../../../operations/geometry.ts';
import { convolutionOutputShape } from '../../../operations/geometry.ts';
import type { Value } from '../../graph.ts';
import { NCHW, OIHW } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import { reflectPadValue } from './reflectPad.ts';

const NO_PADS = [0, 0, 0, 0];

/** ONNX's order of paddings: top, left, bottom, right. */
export const onnxPads = ({ top, left, bottom, right }: SpatialPadding): number[] => [top, left, bottom, right];

/** The picture with its reflected edge, if the geometry asks for one, and the zeros that remain for the operator. */
export function withReflectedEdge(scope: Scope, x: Value, { padding }: ConvolutionGeometry): { x: Value; pads: number[] } {
  return padding.mode === 'reflect' ? { x: reflectPadValue(scope, x, padding), pads: NO_PADS } : { x, pads: onnxPads(padding) };
}

/** One Conv node. */
export function convolution(scope: Scope, x: Traced, filter: Traced, geometry: ConvolutionGeometry): Traced {
  const edged = withReflectedEdge(scope, scope.in(x, NCHW), geometry);
  const value = scope.graph.node('Conv', [edged.x, scope.in(filter, OIHW)], {
    kernel_shape: filter.shape.slice(0, 2),
    strides: geometry.strides,
    dilations: geometry.dilations,
    pads: edged.pads,
  });
  return traced(value, convolutionOutputShape(x.shape, filter.shape, geometry), NCHW);
}
