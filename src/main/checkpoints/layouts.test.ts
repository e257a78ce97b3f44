import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import type { ParameterLayout } from '../nn/parameters.ts';
import { PYTORCH_AXES } from '../nn/parameters.ts';
import { allFinite, fromPytorch, permute, toPytorch } from './layouts.ts';

const counted = (shape: readonly number[]): HostTensor => ({ shape, values: Float32Array.from({ length: sizeOf(shape) }, (_, i) => i) });

/** The value at an index, the long way. */
function at({ shape, values }: HostTensor, index: readonly number[]): number {
  return values[index.reduce((position, i, axis) => position * shape[axis] + i, 0)];
}

describe('layouts', () => {
  it('moves every value of any shape and order to where its index goes', () => {
    const cases = fc
      .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
      .chain((shape) => fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })));
    fc.assert(
      fc.property(cases, ([shape, axes]) => {
        const source = counted(shape);
        const target = permute(source, axes);
        expect(target.shape).toEqual(axes.map((axis) => shape[axis]));
        for (let flat = 0; flat < source.values.length; flat++) {
          let rest = flat;
          const index = shape.map(() => 0);
          for (let axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape[axis];
            rest = Math.floor(rest / shape[axis]);
          }
          expect(
            at(
              target,
              axes.map((axis) => index[axis]),
            ),
          ).toBe(at(source, index));
        }
      }),
    );
  });

  it('gives a convolution PyTorch order: [kh, kw, in, out] becomes [out, in, kh, kw]', () => {
    const filter = counted([2, 3, 4, 5]);
    const torch = toPytorch(filter, 'convolution');
    expect(torch.shape).toEqual([5, 4, 2, 3]);
    expect(at(torch, [4, 1, 0, 2])).toBe(at(filter, [0, 2, 1, 4]));
  });

  it.each(Object.keys(PYTORCH_AXES) as ParameterLayout[])('comes back from PyTorch as it went: %s', (layout) => {
    const source = counted(PYTORCH_AXES[layout]?.length === 2 ? [3, 5] : [2, 3, 4, 5]);
    expect(fromPytorch(toPytorch(source, layout), layout)).toEqual(source);
  });

  it('sees a single value that is no number', () => {
    const values = new Float32Array(1000);
    expect(allFinite({ shape: [1000], values })).toBe(true);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      values[567] = bad;
      expect(allFinite({ shape: [1000], values })).toBe(false);
    }
  });
});
