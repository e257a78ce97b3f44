import type { Program } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import { lowerings } from '../engine/trace/lowerings/index.ts';
import type { Lowering } from '../engine/trace/lowerings/lowering.ts';
import { traceProgram } from '../engine/trace/trace.ts';

/**
 * The floating-point operations of one run of a program, counted from the convolutions that it asks for,
 * forwards and for gradients, whatever a device makes of them: for each result of a convolution of
 * `[kh, kw, C, O]` one multiply-add a tap and channel, each counted as two, taps on padding included.
 * A gradient costs as much as the convolution it belongs to. Everything else (norms, losses, Adam) is
 * left out: it is well below a hundredth.
 */
export function countFlop(program: Program): number {
  let flop = 0;
  const { direct } = lowerings;
  /** `output` is the convolution's result, `filter [kh, kw, C, O]`: O is in both, so it is divided out once. */
  const count = (output: readonly number[], filter: readonly number[]): void => {
    flop += (2 * sizeOf(output) * sizeOf(filter)) / filter[3];
  };
  const counting: Lowering = {
    ...direct,
    convolution(scope, x, filter, geometry) {
      const result = direct.convolution(scope, x, filter, geometry);
      count(result.shape, filter.shape);
      return result;
    },
    convolutionInputGradient(scope, dy, filter, geometry, inputShape) {
      count(dy.shape, filter.shape);
      return direct.convolutionInputGradient(scope, dy, filter, geometry, inputShape);
    },
    convolutionFilterGradient(scope, x, dy, geometry, filterShape) {
      count(dy.shape, filterShape);
      return direct.convolutionFilterGradient(scope, x, dy, geometry, filterShape);
    },
  };
  traceProgram(program, counting);
  return flop;
}
