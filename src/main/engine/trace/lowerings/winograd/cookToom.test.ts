import { describe, expect, it } from 'vitest';
import { Random } from '../../../random.ts';
import { cookToom, squareFiltering } from './cookToom.ts';
import type { Matrix } from './matrix.ts';

const times = (matrix: Matrix, vector: readonly number[]): number[] => matrix.map((row) => row.reduce((sum, value, i) => sum + value * vector[i], 0));

describe('minimal filtering algorithms', () => {
  it.each([
    [2, 3],
    [4, 3],
    [3, 4],
    [2, 2],
    [3, 2],
    [5, 2],
  ])('F(%i, %i) is the correlation, in double precision', (outputs, taps) => {
    const random = Random.fromSeed(outputs * 10 + taps);
    const { inputTransform, filterTransform, outputTransform, inputs } = cookToom(outputs, taps);
    for (let trial = 0; trial < 20; trial++) {
      const data = Array.from({ length: inputs }, () => random.normal());
      const filter = Array.from({ length: taps }, () => random.normal());
      const transformedFilter = times(filterTransform, filter);
      const result = times(
        outputTransform,
        times(inputTransform, data).map((value, i) => value * transformedFilter[i]),
      );
      result.forEach((value, i) =>
        expect(value).toBeCloseTo(
          filter.reduce((sum, weight, j) => sum + weight * data[i + j], 0),
          11,
        ),
      );
    }
  });

  it('F(4, 3) has the transforms of Lavin and Gray up to the scale of its rows', () => {
    const { inputTransform } = cookToom(4, 3);
    for (const row of inputTransform) for (const value of row) expect(Math.abs(value * 2 - Math.round(value * 2))).toBeLessThan(1e-12);
  });

  it('nests along both axes', () => {
    const random = Random.fromSeed(3);
    const { input, filter, output, filtering } = squareFiltering(4, 3);
    const { inputs, taps, outputs } = filtering;
    const data = Array.from({ length: inputs * inputs }, () => random.normal());
    const weights = Array.from({ length: taps * taps }, () => random.normal());
    const transformed = times(filter, weights);
    const result = times(
      output,
      times(input, data).map((value, i) => value * transformed[i]),
    );
    for (let y = 0; y < outputs; y++) {
      for (let x = 0; x < outputs; x++) {
        let expected = 0;
        for (let u = 0; u < taps; u++) for (let v = 0; v < taps; v++) expected += weights[u * taps + v] * data[(y + u) * inputs + x + v];
        expect(result[y * outputs + x]).toBeCloseTo(expected, 10);
      }
    }
  });
});
