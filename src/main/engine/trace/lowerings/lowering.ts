import type { ConvolutionGeometry, SpatialPadding } from '../../operations/geometry.ts';
import type { Layout } from '../layout.ts';
import type { Scope } from '../scope.ts';
import type { Traced } from '../traced.ts';

/**
 * How the operations that cost arithmetic become nodes: a choice per device. A lowering is a table of
 * functions; everything else of the tracer is the same for all. Adding one: a folder here and a row in
 * `lowerings/index.ts`.
 */
export interface Lowering {
  readonly name: string;
  /** The layout of convolution results, which elementwise operations then keep. */
  readonly activations: Layout;
  /** How a state entry of this shape lies in memory between steps. */
  stateLayout(shape: readonly number[]): Layout;
  /** `x [N, H, W, C]`, `filter [kh, kw, C, O]` to `[N, oh, ow, O]`. */
  convolution(scope: Scope, x: Traced, filter: Traced, geometry: ConvolutionGeometry): Traced;
  /** The gradient with respect to x, also a transposed convolution: `dy [N, oh, ow, O]` to `inputShape`. */
  convolutionInputGradient(scope: Scope, dy: Traced, filter: Traced, geometry: ConvolutionGeometry, inputShape: readonly number[]): Traced;
  /** The gradient with respect to the filter. */
  convolutionFilterGradient(scope: Scope, x: Traced, dy: Traced, geometry: ConvolutionGeometry, filterShape: readonly number[]): Traced;
  /** Mirrors the edges of `[N, H, W, C]` without repeating the edge itself. */
  reflectPad(scope: Scope, x: Traced, padding: SpatialPadding): Traced;
  reflectPadGradient(scope: Scope, dy: Traced, padding: SpatialPadding, inputShape: readonly number[]): Traced;
  /** Mean 0 and variance 1 over H and W of each picture and channel. */
  instanceNorm(scope: Scope, x: Traced, epsilon: number): Traced;
  /** `y` is the norm's result for `x`. */
  instanceNormGradient(scope: Scope, x: Traced, y: Traced, dy: Traced, epsilon: number): Traced;
}
