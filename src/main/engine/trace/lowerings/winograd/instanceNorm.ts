import type { Value } from '../../graph.ts';
import { naturalLayout } from '../../layout.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';
import { asPixels } from './rows.ts';

/** The mean over the pixels, `[N, 1, C]`, as a product with a constant row, which is faster than ReduceMean over the leading axis. */
function pixelMean(scope: Scope, x: Value): Value {
  const pixels = x.shape[1];
  const row = scope.memo(`mean of ${pixels}`, () => scope.graph.constant('float32', [1, pixels], new Float32Array(pixels).fill(1 / pixels)));
  return scope.plain('MatMul', row, x);
}

/** x - mean, and 1 / sqrt(variance + epsilon). Equal nodes are shared, so that the gradient computes nothing of it again. */
function statistics(scope: Scope, x: Value, epsilon: number): { centred: Value; inverse: Value } {
  const centred = scope.plain('Sub', x, pixelMean(scope, x));
  const variance = pixelMean(scope, scope.plain('Mul', centred, centred));
  return { centred, inverse: scope.plain('Reciprocal', scope.plain('Sqrt', scope.plain('Add', variance, scope.scalar(epsilon)))) };
}

/** y = (x - mean) / sqrt(variance + epsilon) over H and W. */
export function instanceNorm(scope: Scope, x: Traced, epsilon: number): Traced {
  const { centred, inverse } = statistics(scope, asPixels(scope, x), epsilon);
  return traced(scope.reshape(scope.plain('Mul', centred, inverse), x.shape), x.shape, naturalLayout(4));
}

/** dx = (dy - mean(dy) - y mean(dy y)) / sqrt(variance + epsilon). */
export function instanceNormGradient(scope: Scope, x: Traced, y: Traced, dy: Traced, epsilon: number): Traced {
  const { inverse } = statistics(scope, asPixels(scope, x), epsilon);
  const [norm, gradient] = [asPixels(scope, y), asPixels(scope, dy)];
  const along = pixelMean(scope, scope.plain('Mul', gradient, norm));
  const tangent = scope.plain('Sub', scope.plain('Sub', gradient, pixelMean(scope, gradient)), scope.plain('Mul', norm, along));
  return traced(scope.reshape(scope.plain('Mul', tangent, inverse), x.shape), x.shape, naturalLayout(4));
}
