import * as z from 'zod';
import { readJson } from './json.ts';
import type { Catalog } from './open.ts';
import { getRun, updateRun } from './runs.ts';

/** The most points that are kept of a run: a second each for a day, then every second one, and so on; some 25 MB. */
const MOST_POINTS = 100_000;

/** One point of a run's curves. */
export interface MetricPoint {
  readonly step: number;
  readonly epoch: number;
  readonly values: Readonly<Record<string, number>>;
}

const valuesSchema = z.record(z.string(), z.number());
const pointSchema: z.ZodType<MetricPoint> = z.object({ step: z.number(), epoch: z.number(), values: valuesSchema });

/**
 * Adds a point. All are kept until there are `most`; then every second one goes, and from there
 * on only every second is kept, then every fourth, and so on. The latest is always known.
 */
export function addMetric(catalog: Catalog, runId: string, point: MetricPoint, now: number, most: number = MOST_POINTS): void {
  const add = catalog.transaction(() => {
    const { metric_count: ordinal, metric_stride: stride } = getRun(catalog, runId);
    let next = stride;
    if (ordinal % stride === 0) {
      catalog
        .prepare('INSERT INTO metrics (run_id, ordinal, step, epoch, readings, created_at) VALUES (?, ?, ?, ?, ?, ?)')
        .run(runId, ordinal, point.step, point.epoch, JSON.stringify(point.values), now);
      if (ordinal / stride + 1 >= most) {
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
    catalog.prepare('DELETE FROM sample_rows WHERE run_id = ? AND step > ?').run(runId, step);
    catalog.prepare('DELETE FROM scores WHERE run_id = ? AND step > ?').run(runId, step);
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
  const latest = latestMetric(catalog, runId);
  if (latest === undefined) return points;
  return points.at(-1)?.step === latest.step ? points : [...points, latest];
}

/** The latest point of a run, which may not be a kept one. */
export function latestMetric(catalog: Catalog, runId: string): MetricPoint | undefined {
  const { latest } = getRun(catalog, runId);
  return latest === null ? undefined : readJson(pointSchema, latest, 'runs.latest');
}

/** Points that are read at once, between two turns of the event loop. */
const AT_ONCE = 5_000;

const pageSchema = z.array(z.tuple([z.number(), z.number(), valuesSchema]));

/** A run's points after a step, a few thousand at a time, so that the reader's process can do other things in between. */
export function* metricsAfter(catalog: Catalog, runId: string, after: number): Generator<readonly MetricReading[], void> {
  const page = catalog
    .prepare<[string, number, number], string>(
      'SELECT json_array(ordinal, step, json(readings)) FROM metrics WHERE run_id = ? AND ordinal > ? ORDER BY ordinal LIMIT ?',
    )
    .pluck();
  // Steps ascend with the ordinals; from the end, since whoever follows a run asks for its last points.
  const known = catalog.prepare<[string, number], number>('SELECT ordinal FROM metrics WHERE run_id = ? AND step <= ? ORDER BY ordinal DESC LIMIT 1').pluck();
  for (let last = after < 0 ? -1 : (known.get(runId, after) ?? -1); ;) {
    const points = readJson(pageSchema, `[${page.all(runId, last, AT_ONCE).join()}]`, 'metrics.readings');
    if (points.length === 0) return;
    yield points.map(([, step, values]) => ({ step, values }));
    [last] = points[points.length - 1];
  }
}

/** A point without its epoch. */
export type MetricReading = Pick<MetricPoint, 'step' | 'values'>;

/** The last points of a run, oldest first. */
export function lastMetrics(catalog: Catalog, runId: string, count: number): MetricReading[] {
  const texts = catalog
    .prepare<[string, number], string>('SELECT json_array(ordinal, step, json(readings)) FROM metrics WHERE run_id = ? ORDER BY ordinal DESC LIMIT ?')
    .pluck()
    .all(runId, count);
  return readJson(pageSchema, `[${texts.toReversed().join()}]`, 'metrics.readings').map(([, step, values]) => ({ step, values }));
}
