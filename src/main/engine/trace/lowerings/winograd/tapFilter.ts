import type { Value } from '../../graph.ts';
import type { Scope } from '../../scope.ts';
import type { Traced } from '../../traced.ts';

/** The taps of `filter [kh, kw, C, O]` whose numbers (`u * kw + v`) are given, as `[taps O, C]`. */
export function tapFilter(scope: Scope, filter: Traced, taps: readonly number[]): Value {
  const [height, width, channels, outputs] = filter.shape;
  const all = height * width;
  const turned = scope.transpose(scope.reshape(scope.natural(filter), [all, channels, outputs]), [0, 2, 1]);
  if (taps.length === all) return scope.reshape(turned, [all * outputs, channels]);
  const chosen = scope.graph.node('Gather', [turned, scope.graph.constant('int32', [taps.length], taps)], { axis: 0 });
  return scope.reshape(chosen, [taps.length * outputs, channels]);
}
