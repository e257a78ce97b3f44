import type { Catalog } from '../catalog/open.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Changes } from './changes.ts';
import type { HomeLayout } from './home.ts';
import type { LiveJobs } from './live/jobs.ts';
import type { Costs } from './runs/cost.ts';
import type { DiskUsage } from './system/usage.ts';
import type { Canvases } from './drawings/canvases.ts';
import type { PaintingDesk } from './paintings/desk.ts';
import type { PictureParts } from './pictures/parts.ts';
import type { StudioLog } from './log.ts';

/** What the studio's parts share. */
export interface StudioParts {
  readonly layout: HomeLayout;
  readonly catalog: Catalog;
  readonly queue: JobQueue;
  readonly log: StudioLog;
  /** The jobs of this process. */
  readonly jobs: LiveJobs;
  /** What windows are told of. */
  readonly changes: Changes;
  /** What trainings cost on this machine. */
  readonly costs: Costs;
  /** What the home takes on its disk. */
  readonly usage: DiskUsage;
  /** Folders listed, pictures looked at, thumbnails. */
  readonly pictures: PictureParts;
  /** The engine of whoever paints, describes or tries a checkpoint. */
  readonly desk: PaintingDesk;
  /** Who draws from words. */
  readonly canvases: Canvases;
  /** Closes this home and goes on with another, which is a copy of it. */
  switchHome(home: string): Promise<void>;
  /** The engine program; the product's own where undefined. */
  readonly engineEntry: string | undefined;
  /** The Node that it runs on; that of this process where undefined. */
  readonly engineRuntime?: string | undefined;
}
