/** What the models need beyond tfjs: kernels of our own with gradients of every order. */
export { convolution, convolutionFilterGradient, transposedConvolution } from './convolution.ts';
export { convolutionOutputShape, evenGeometry, evenPadding } from './geometry.ts';
export type { ConvolutionGeometry, ConvolutionPadding, PaddingMode, Shape, SpatialPadding } from './geometry.ts';
export { registerOperations } from './gradients/index.ts';
export { instanceNorm } from './instanceNorm.ts';
export { reflectPad } from './padding.ts';
