import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MetricPoint } from './metrics.ts';
import { addMetric, cutAfter, metricsAfter, metricsOf } from './metrics.ts';
import type { Catalog } from './open.ts';
import { addSample, samplesOf } from './records.ts';
import { getRun } from './runs.ts';
import { addTestRun, temporaryCatalog } from './testing/temporaryCatalog.ts';

let catalog: Catalog;
let folder: string;
let remove: () => void;
beforeEach(() => ({ catalog, folder, remove } = temporaryCatalog()));
afterEach(() => remove());

/** Fewer than the catalog keeps by itself, so that tests are quick. */
const MOST_POINTS = 2000;

const point = (step: number): MetricPoint => ({ step, epoch: Math.floor(step / 100), values: { cycle: 1 / step, gan: step } });

function add(run: string, from: number, to: number): void {
  catalog.transaction(() => {
    for (let step = from; step <= to; step++) addMetric(catalog, run, point(step), step, MOST_POINTS);
  })();
}

test('few points are all kept, with their values', () => {
  const { id } = addTestRun(catalog, folder);
  add(id, 1, 5);
  expect(metricsOf(catalog, id)).toEqual([1, 2, 3, 4, 5].map(point));
});

test('many points are thinned evenly; the first and the latest are there', () => {
  const { id } = addTestRun(catalog, folder);
  const count = MOST_POINTS * 4 + 123;
  add(id, 1, count);
  const steps = metricsOf(catalog, id).map(({ step }) => step);
  expect(steps.length).toBeLessThanOrEqual(MOST_POINTS + 1);
  expect(steps.length).toBeGreaterThanOrEqual(MOST_POINTS / 2);
  expect(steps[0]).toBe(1);
  expect(steps.at(-1)).toBe(count);
  const gaps = new Set(steps.slice(1, -1).map((step, index) => step - (steps[index] ?? 0)));
  expect([...gaps]).toEqual([8]);
});

test('a run that goes on from a checkpoint does the later steps anew, at the same spacing', () => {
  const { id } = addTestRun(catalog, folder);
  add(id, 1, MOST_POINTS + 500);
  addSample(catalog, { run_id: id, file: 'early.png', side: 'a', step: 10, created_at: 1 });
  addSample(catalog, { run_id: id, file: 'late.png', side: 'a', step: MOST_POINTS, created_at: 1 });
  cutAfter(catalog, id, 1000);
  expect(metricsOf(catalog, id).at(-1)?.step).toBe(999);
  expect(samplesOf(catalog, id).map(({ file }) => file)).toEqual(['early.png']);
  expect(getRun(catalog, id).step).toBe(1000);
  add(id, 1001, 1100);
  const steps = metricsOf(catalog, id).map(({ step }) => step);
  expect(new Set(steps).size).toBe(steps.length);
  expect(steps).toEqual([...steps].sort((one, other) => one - other));
  expect(steps.at(-1)).toBe(1100);
});

test('whatever the cuts, steps ascend and the latest is known', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ add: fc.integer({ min: 1, max: 60 }), cut: fc.integer({ min: 0, max: 60 }) }), { maxLength: 6 }), (phases) => {
      const { id } = addTestRun(catalog, folder);
      let step = 0;
      for (const phase of phases) {
        add(id, step + 1, (step += phase.add));
        expect(metricsOf(catalog, id).at(-1)).toEqual(point(step));
        step = Math.max(0, step - phase.cut);
        cutAfter(catalog, id, step);
      }
      const steps = metricsOf(catalog, id).map((kept) => kept.step);
      expect(steps).toEqual(Array.from({ length: step }, (_, index) => index + 1));
    }),
    { numRuns: 20 },
  );
});

test('what comes after a step is read in pages, with nothing left out', () => {
  const { id } = addTestRun(catalog, folder);
  catalog.transaction(() => {
    for (let step = 1; step <= 12_345; step++) addMetric(catalog, id, point(step), step);
  })();
  const steps = (after: number): number[] => [...metricsAfter(catalog, id, after)].flatMap((points) => points.map(({ step }) => step));
  expect(steps(-1)).toEqual(Array.from({ length: 12_345 }, (_, index) => index + 1));
  expect(steps(12_340)).toEqual([12_341, 12_342, 12_343, 12_344, 12_345]);
  expect(steps(12_345)).toEqual([]);
  const [[first]] = metricsAfter(catalog, id, 6_999);
  expect(first).toEqual({ step: 7_000, values: point(7_000).values });
});
