import type { Catalog } from './open.ts';
import { build, change, one } from './query.ts';
import type { Row } from './tables.ts';

/** What was found out of a training on this machine; undefined where nothing was. */
export function findMeasurement(catalog: Catalog, subject: string): Row<'measurements'> | undefined {
  return one(catalog, build.selectFrom('measurements').selectAll().where('subject', '=', subject));
}

/** Remembers what was found out, in place of what was known. */
export function setMeasurement(catalog: Catalog, measurement: Row<'measurements'>): void {
  const { seconds_per_step, part_seconds, memory_bytes, checkpoint_bytes, created_at } = measurement;
  const insert = build.insertInto('measurements').values(measurement);
  change(
    catalog,
    insert.onConflict((conflict) => conflict.column('subject').doUpdateSet({ seconds_per_step, part_seconds, memory_bytes, checkpoint_bytes, created_at })),
  );
}
