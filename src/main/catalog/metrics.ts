import * as z from 'zod';
import { readJson } from './json.ts';
import type { Catalog } from './open.ts';
import { getRun, updateRun } from './runs.ts';

/** The most points that are kept of a run: enough for any chart, 200 KB for a run of a week. */
export const MOST_POINTS = 2000;

/** One point of a run's curves. */
export interface MetricPoint {
  readonly step: number;
  readonly epoch: number;
  readonly values: Readonly<Record<string, number>>;
}

const valuesSchema = z.record(z.string(), z.number());
const pointSchema: z.ZodType<MetricPoint> = z.object({ step: z.number(), epoch: z.number(), values: valuesSchema });

/**
 * Adds a point. All are kept until there are `MOST_POINTS`; then every second one goes, and from there
 * on only every second is kept, then every fourth, and so on. The latest is always known.
 */
export function addMetric(catalog: Catalog, runId: string, point: MetricPoint, now: number): void {
  const add = catalog.transaction(() => {
    const { metric_count: ordinal, metric_stride: stride } = getRun(catalog, runId);
    let next = stride;
    if (ordinal % stride === 0) {
      catalog
        .prepare('INSERT INTO metrics (run_id, ordinal, step, epoch, readings, created_at) VALUES (?, ?, ?, ?, ?, ?)')
        .run(runId, ordinal, point.step, point.epoch, JSON.stringify(point.values), now);
      if (ordinal / stride + 1 >= MOST_POINTS) {
        next = stride * 2;
        catalog.prepare('DELETE FROM metrics WHERE run_id = ? AND ordinal % ? <> 0').run(runId, next);
      }
    }
    updateRun(catalog, runId, { metric_count: ordinal + 1, metric_stride: next, latest: JSON.stringify(point) });
  });
  add();
}

/** Drops what lies after a step: a run that goes on from a checkpoint does these steps again. */
export function cutAfter(catalog: Catalog, runId: string, step: number): void {
  const cut = catalog.transaction(() => {
    catalog.prepare('DELETE FROM metrics WHERE run_id = ? AND step > ?').run(runId, step);
    catalog.prepare('DELETE FROM samples WHERE run_id = ? AND step > ?').run(runId, step);
    const last = catalog.prepare<[string], number | null>('SELECT max(ordinal) FROM metrics WHERE run_id = ?').pluck().get(runId);
    updateRun(catalog, runId, { metric_count: typeof last === 'number' ? last + 1 : 0, latest: null, step });
  });
  cut();
}

interface StoredPoint {
  step: number;
  epoch: number;
  readings: string;
}

/** A run's curve in the order of its steps, the latest point included. */
export function metricsOf(catalog: Catalog, runId: string): MetricPoint[] {
  const rows = catalog.prepare<[string], StoredPoint>('SELECT step, epoch, readings FROM metrics WHERE run_id = ? ORDER BY ordinal').all(runId);
  const points = rows.map(({ step, epoch, readings }): MetricPoint => ({ step, epoch, values: readJson(valuesSchema, readings, 'metrics.readings') }));
  const { latest } = getRun(catalog, runId);
  if (latest === null) return points;
  const point = readJson(pointSchema, latest, 'runs.latest');
  return points.at(-1)?.step === point.step ? points : [...points, point];
}
