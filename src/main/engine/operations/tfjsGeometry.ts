import { backend_util } from '@tensorflow/tfjs-core';
import type { ConvolutionGeometry, Shape } from './geometry.ts';
import { convolutionOutputShape } from './geometry.ts';

/** Attributes that tfjs's `Conv2D` and its two gradients have in common. */
export interface Conv2DAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | [[number, number], [number, number], [number, number], [number, number]];
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * The geometry of tfjs's own convolution of `x [N, H, W, C]` with `filter [kh, kw, C, O]`. Throws for the data
 * format NCHW, and for oblong filters or strides with a number as padding, whose result tfjs sizes wrongly.
 */
export function geometryOfConv2D(x: Shape, filter: Shape, { strides, pad, dataFormat, dilations = 1, dimRoundingMode }: Conv2DAttributes): ConvolutionGeometry {
  if (dataFormat !== 'NHWC') throw new Error(`a convolution in the data format ${dataFormat}: pictures are NHWC here`);
  const info = backend_util.computeConv2DInfo([x[0], x[1], x[2], x[3]], [filter[0], filter[1], filter[2], filter[3]], strides, dilations, pad, dimRoundingMode);
  const { top, bottom, left, right } = info.padInfo;
  const geometry: ConvolutionGeometry = {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    padding: { top, bottom, left, right, mode: 'zeros' },
  };
  const [, height, width] = convolutionOutputShape(x, filter, geometry);
  if (height !== info.outHeight || width !== info.outWidth) {
    throw new Error(
      `tfjs makes a convolution of [${x.join(', ')}] ${info.outHeight} x ${info.outWidth} pixels large instead of ${height} x ${width}: give its padding side by side`,
    );
  }
  return geometry;
}
