/** Pixels added on each side of a picture. */
export interface SpatialPadding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** What stands in the added pixels: zeros, or the picture mirrored without its edge row (PyTorch's `ReflectionPad2d`). */
export type PaddingMode = 'zeros' | 'reflect';

/** Padding of a convolution. In mode `reflect` every side must be smaller than the picture. */
export interface ConvolutionPadding extends SpatialPadding {
  readonly mode: PaddingMode;
}

/** Where the taps of a convolution lie. Pairs are `[vertical, horizontal]`, in pixels. */
export interface ConvolutionGeometry {
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly padding: ConvolutionPadding;
}

/** A shape, outermost axis first. */
export type Shape = readonly number[];

/** No padding. */
export const NO_PADDING: ConvolutionPadding = { top: 0, bottom: 0, left: 0, right: 0, mode: 'zeros' };

/** The same padding on all four sides. */
export function evenPadding(pixels: number, mode: PaddingMode = 'zeros'): ConvolutionPadding {
  return { top: pixels, bottom: pixels, left: pixels, right: pixels, mode };
}

/** The geometry of a square convolution with one stride, dilation and padding, as PyTorch's `Conv2d` is usually given. */
export function evenGeometry(stride: number, padding: number, mode: PaddingMode = 'zeros', dilation = 1): ConvolutionGeometry {
  return { strides: [stride, stride], dilations: [dilation, dilation], padding: evenPadding(padding, mode) };
}

/** `[N, H, W, C]` with the padding added. */
export function paddedShape(shape: Shape, padding: SpatialPadding): [number, number, number, number] {
  return [shape[0], shape[1] + padding.top + padding.bottom, shape[2] + padding.left + padding.right, shape[3]];
}

/** How many positions a filter of `taps` taps takes along an axis of `extent` pixels, padding included. */
function positions(extent: number, taps: number, stride: number, dilation: number): number {
  return Math.floor((extent - (taps - 1) * dilation - 1) / stride) + 1;
}

/** The shape `[N, oh, ow, O]` of a convolution of `x [N, H, W, C]` with `filter [kh, kw, C, O]`. */
export function convolutionOutputShape(x: Shape, filter: Shape, geometry: ConvolutionGeometry): [number, number, number, number] {
  const padded = paddedShape(x, geometry.padding);
  return [
    x[0],
    positions(padded[1], filter[0], geometry.strides[0], geometry.dilations[0]),
    positions(padded[2], filter[1], geometry.strides[1], geometry.dilations[1]),
    filter[3],
  ];
}
