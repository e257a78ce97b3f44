/** What the models need beyond tfjs: kernels of our own with gradients of every order. */
export { convolution, transposedConvolution } from './convolution.ts';
export { evenGeometry } from './geometry.ts';
export type { PaddingMode } from './geometry.ts';
export { registerOperations } from './gradients/index.ts';
export { instanceNorm } from './instanceNorm.ts';
