import type { Catalog } from '../catalog/open.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Changes } from './changes.ts';
import type { HomeLayout } from './home.ts';
import type { StudioLog } from './log.ts';

/** What the studio's parts share. */
export interface StudioParts {
  readonly layout: HomeLayout;
  readonly catalog: Catalog;
  readonly queue: JobQueue;
  readonly log: StudioLog;
  readonly changes: Changes;
  /** The engine program; the product's own where undefined. */
  readonly engineEntry: string | undefined;
}
