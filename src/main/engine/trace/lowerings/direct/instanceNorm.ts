import { NCHW } from '../../layout.ts';
import type { Value } from '../../graph.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';
import { traced } from '../../traced.ts';

/** y = (x - mean) / sqrt(variance + epsilon) over H and W, as one node. */
export function instanceNorm(scope: Scope, x: Traced, epsilon: number): Traced {
  const channels = x.shape[3];
  const scale = scope.graph.constant('float32', [channels], new Float32Array(channels).fill(1));
  const bias = scope.graph.constant('float32', [channels], new Float32Array(channels));
  return traced(scope.graph.node('InstanceNormalization', [scope.in(x, NCHW), scale, bias], { epsilon }), x.shape, NCHW);
}

const spatialMean = (scope: Scope, x: Value): Value => scope.graph.node('ReduceMean', [x], { axes: [2, 3], keepdims: 1 });

/**
 * sqrt(variance + epsilon) from x and its norm y, in one pass instead of three: with s = mean(x y) =
 * sigma - epsilon / sigma follows sigma = (s + sqrt(s^2 + 4 epsilon)) / 2.
 */
function deviation(scope: Scope, x: Value, y: Value, epsilon: number): Value {
  const s = spatialMean(scope, scope.plain('Mul', x, y));
  const root = scope.plain('Sqrt', scope.plain('Add', scope.plain('Mul', s, s), scope.scalar(4 * epsilon)));
  return scope.plain('Mul', scope.plain('Add', s, root), scope.scalar(0.5));
}

/** dx = (dy - mean(dy) - y mean(dy y)) / sqrt(variance + epsilon). */
export function instanceNormGradient(scope: Scope, x: Traced, y: Traced, dy: Traced, epsilon: number): Traced {
  const [input, norm, gradient] = [scope.in(x, NCHW), scope.in(y, NCHW), scope.in(dy, NCHW)];
  const along = spatialMean(scope, scope.plain('Mul', gradient, norm));
  const centred = scope.plain('Sub', gradient, spatialMean(scope, gradient));
  const tangent = scope.plain('Sub', centred, scope.plain('Mul', norm, along));
  const inverse = scope.plain('Reciprocal', deviation(scope, input, norm, epsilon));
  return traced(scope.plain('Mul', tangent, inverse), x.shape, NCHW);
}
