import type { Catalog } from '../catalog/open.ts';
import { catalogError } from '../catalog/open.ts';
import { findRun } from '../catalog/runs.ts';
import type { Strays } from '../jobs/queue.ts';
import { reconcile } from '../jobs/resume.ts';
import type { Changes } from './changes.ts';
import type { StudioParts } from './parts.ts';

/** How often it is looked, in milliseconds. */
const LOOK_EVERY = 1_000;

/** After jobs were found lost: adopts what their engines saved at last, and tells the windows. */
export async function adoptLost(catalog: Catalog, changes: Changes, { runs, conversions }: Strays): Promise<void> {
  for (const id of runs) {
    const run = findRun(catalog, id);
    if (run !== undefined) await reconcile(catalog, run);
    for (const topic of ['runs', 'checkpoints'] as const) changes.tell(topic, id);
  }
  for (const id of conversions) changes.tell('conversions', id);
  for (const topic of ['projects', 'activity'] as const) changes.tell(topic);
}

/**
 * Looks after engines whose own host has died: they save and end by themselves, and nobody else would notice. Returns
 * how to stop.
 */
export function watchOrphans(parts: StudioParts): () => void {
  const timer = setInterval(() => {
    try {
      parts.queue.sweep();
    } catch (error) {
      // A catalog that is busy or full at this moment: the next look finds the same.
      parts.log.logger.warn({ err: catalogError(error, parts.layout.catalog) }, 'orphans not looked after');
    }
  }, LOOK_EVERY);
  timer.unref();
  return () => clearInterval(timer);
}
