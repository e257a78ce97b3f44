import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contestOf, trendOf } from './advice.ts';
import { Curves } from './curves.ts';
import { chartsOf } from './groups.ts';
import { heightOf, moved, thinned, zoomed } from './thin.ts';

const columnsOf = (values: readonly number[], first = 1): { step: number[]; series: Record<string, number[]> } => ({
  step: values.map((_, index) => first + index),
  series: { G_A: [...values] },
});

const curvesOf = (values: readonly number[]): Curves => {
  const curves = new Curves();
  curves.append(columnsOf(values));
  return curves;
};

describe('Curves', () => {
  it('smooths the same whether points come at once or in parts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 60 }),
        fc.nat(),
        fc.constantFrom(0, 0.5, 0.97),
        (values, cut, weight) => {
          const at = cut % values.length;
          const parts = new Curves();
          parts.append(columnsOf(values.slice(0, at)));
          parts.smoothed('G_A', weight);
          parts.append(columnsOf(values.slice(at), at + 1));
          expect(parts.smoothed('G_A', weight)).toEqual(curvesOf(values).smoothed('G_A', weight));
        },
      ),
    );
  });

  it('begins a mean at the first value and keeps a constant', () => {
    const mean = curvesOf([3, 3, 3, 3]).smoothed('G_A', 0.9);
    for (const value of mean) expect(value).toBeCloseTo(3, 12);
    expect(curvesOf([5, 1]).smoothed('G_A', 0.9)[0]).toBeCloseTo(5, 12);
  });

  it('drops what followed a checkpoint that training went back to', () => {
    const curves = curvesOf([1, 2, 3, 4]);
    curves.append(columnsOf([9], 3));
    expect(curves.step).toEqual([1, 2, 3]);
    expect([...curves.values('G_A')]).toEqual([1, 2, 9]);
  });

  it('keeps series that begin late, end early or have gaps as long as the steps', () => {
    const curves = curvesOf([1, 2]);
    curves.append({ step: [3, 4], series: { D_A: [NaN, 7] } });
    expect([...curves.values('D_A')]).toEqual([NaN, NaN, NaN, 7]);
    expect([...curves.values('G_A')]).toEqual([1, 2, NaN, NaN]);
    expect(curves.latest('D_A', 0)).toBe(7);
    expect(curves.latest('G_A', 0)).toBeNull();
  });
});

describe('what a chart draws', () => {
  it('is everything where there is room', () => {
    expect(thinned(curvesOf([1, 2, 3]), ['G_A'], 0, null, 10)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it('keeps the peaks of 100,000 points in few, in order', () => {
    const values = Array.from({ length: 100_000 }, (_, index) => Math.sin(index));
    values[54_321] = 50;
    values[12_345] = -50;
    const [steps, raw = []] = thinned(curvesOf(values), ['G_A'], 0.9, null, 300);
    expect(steps).toHaveLength(600);
    expect(raw).toHaveLength(600);
    expect(raw).toContain(50);
    expect(raw).toContain(-50);
    expect(steps.every((step, index) => index === 0 || step >= (steps[index - 1] ?? 0))).toBe(true);
  });

  it('is a part where a part is looked at, with its neighbours so that lines reach the edges', () => {
    const [steps] = thinned(curvesOf(Array.from({ length: 1000 }, (_, index) => index)), ['G_A'], 0, [100, 110], 300);
    expect(steps[0]).toBe(99);
    expect(steps.at(-1)).toBe(110);
  });

  it('is as high as nearly all values and every mean', () => {
    const values = Array.from({ length: 2000 }, () => 1);
    values[700] = 1000;
    const [low, high] = heightOf(thinned(curvesOf(values), ['G_A'], 0.5, null, 4000));
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(400);
    expect(heightOf(thinned(curvesOf(values), ['G_A'], 0.999, null, 4000))[1]).toBeLessThan(5);
  });

  it('zooms and moves within what there is', () => {
    expect(zoomed(null, 0.5, [0, 100])).toEqual([25, 75]);
    expect(zoomed([25, 75], 2, [0, 100])).toBeNull();
    expect(moved([25, 75], -1, [0, 100])).toEqual([0, 50]);
    expect(moved([25, 75], 1, [0, 100])).toEqual([50, 100]);
    expect(moved(null, 1, [0, 100])).toBeNull();
  });
});

describe('the words under a chart', () => {
  const ramp = (from: number, to: number, length = 400): Curves => curvesOf(Array.from({ length }, (_, index) => from + ((to - from) * index) / length));

  it('say where a loss goes', () => {
    expect(trendOf(ramp(4, 1), ['G_A'])).toMatchObject({ says: 'falling' });
    expect(trendOf(ramp(1, 4), ['G_A'])).toMatchObject({ says: 'rising' });
    expect(trendOf(ramp(2, 2), ['G_A'])).toEqual({ says: 'level' });
    expect(trendOf(ramp(4, 1, 50), ['G_A'])).toEqual({ says: 'early' });
  });

  it('say who is ahead, by what guessing would give in each contest', () => {
    expect(contestOf(ramp(0.02, 0.02), ['G_A'], 'lsgan')).toMatchObject({ says: 'judgesWin', even: 0.25 });
    expect(contestOf(ramp(0.2, 0.2), ['G_A'], 'lsgan')).toMatchObject({ says: 'balanced' });
    expect(contestOf(ramp(0.4, 0.4), ['G_A'], 'lsgan')).toMatchObject({ says: 'judgesLose' });
    expect(contestOf(ramp(0.4, 0.4), ['G_A'], 'vanilla')).toMatchObject({ says: 'balanced', even: Math.LN2 });
  });

  it('group series into charts', () => {
    expect(chartsOf(['D2', 'Dreal2', 'G2', 'KL2']).map(({ kind }) => kind)).toEqual(['largeJudge', 'largePainter', 'spread']);
    expect(chartsOf(['G', 'D', 'bins', 'colours']).map(({ kind }) => kind)).toEqual(['colours', 'bins', 'judge', 'colouring']);
    expect(chartsOf(['memory', 'D_B', 'cycle_A', 'secondsLeft', 'D_A', 'odd'])).toEqual([
      { kind: 'cycle', names: ['cycle_A'] },
      { kind: 'judges', names: ['D_A', 'D_B'] },
      { kind: 'other', names: ['odd'] },
      { kind: 'memory', names: ['memory'] },
    ]);
  });
});
