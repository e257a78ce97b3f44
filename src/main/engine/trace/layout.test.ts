import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLayout, toLayout } from '../onnx/permute.ts';
import { sizeOf } from '../program.ts';
import type { Layout } from './layout.ts';
import { NCHW, OIHW, differOnlyInUnits, naturalLayout, physicalAxis, sameLayout, toPhysical, transposition, withLeadingAxes, withoutAxes } from './layout.ts';

/** A shape with extents from 1 to 3 and two layouts of its rank. */
const shapeAndLayouts = fc.integer({ min: 1, max: 4 }).chain((rank) => {
  const order = fc.shuffledSubarray([...Array(rank).keys()], { minLength: rank }).map((axes): Layout => ({ axes }));
  return fc.record({ shape: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: rank, maxLength: rank }), from: order, to: order });
});

const counted = (shape: readonly number[]): Float32Array => Float32Array.from({ length: sizeOf(shape) }, (_, i) => i);

describe('layouts', () => {
  it('lie as their names say', () => {
    expect(toPhysical(['N', 'H', 'W', 'C'], NCHW)).toEqual(['N', 'C', 'H', 'W']);
    expect(toPhysical(['kh', 'kw', 'in', 'out'], OIHW)).toEqual(['out', 'in', 'kh', 'kw']);
    expect(physicalAxis(3, NCHW)).toBe(1);
  });

  it('come back from every transposition', () => {
    fc.assert(
      fc.property(shapeAndLayouts, ({ shape, from, to }) => {
        const there = transposition(from, to);
        const back = transposition(to, from);
        expect(there.map((axis) => toPhysical(shape, from)[axis])).toEqual(toPhysical(shape, to));
        expect(back.map((axis) => there[axis])).toEqual(naturalLayout(shape.length).axes);
      }),
      { seed: 1 },
    );
  });

  it('move host values there and back without loss', () => {
    fc.assert(
      fc.property(shapeAndLayouts, ({ shape, from, to }) => {
        const values = counted(shape);
        const stored = toLayout(values, shape, from);
        expect(Array.from(fromLayout(stored, shape, from))).toEqual(Array.from(values));
        // What lies in one layout is, as memory, a tensor of the physical shape: laying that out further is one transposition.
        const physical = toPhysical(shape, from);
        expect(Array.from(toLayout(stored, physical, { axes: transposition(from, to) }))).toEqual(Array.from(toLayout(values, shape, to)));
      }),
      { seed: 2 },
    );
  });

  it('put every element where its position says', () => {
    const shape = [2, 2, 1, 3];
    const stored = toLayout(counted(shape), shape, NCHW);
    expect(Array.from(stored)).toEqual([0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11]);
    expect(Array.from(toLayout(Int32Array.of(1, 2, 3, 4, 5, 6), [2, 3], { axes: [1, 0] }))).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('leave values alone that lie naturally', () => {
    const values = counted([2, 3]);
    expect(toLayout(values, [2, 3], naturalLayout(2))).toBe(values);
    expect(fromLayout(values, [2, 3], naturalLayout(2))).toBe(values);
  });

  it('differ only in units exactly where a transposition moves nothing', () => {
    fc.assert(
      fc.property(shapeAndLayouts, ({ shape, from, to }) => {
        const values = counted(shape);
        const sameOrder = Array.from(toLayout(values, shape, from)).join() === Array.from(toLayout(values, shape, to)).join();
        expect(differOnlyInUnits(shape, from, to)).toBe(sameOrder);
        if (sameLayout(from, to)) expect(sameOrder).toBe(true);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('lose and gain axes in the order they lie in', () => {
    expect(withoutAxes(NCHW, [1, 2]).axes).toEqual([0, 1]);
    expect(withoutAxes(OIHW, [0]).axes).toEqual([2, 1, 0]);
    expect(withLeadingAxes({ axes: [1, 0] }, 2).axes).toEqual([0, 1, 3, 2]);
  });
});
