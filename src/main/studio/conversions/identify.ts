import * as z from 'zod';
import { directionSchema } from '../../../shared/contract/procedure.ts';
import { checkpointOfHash } from '../../catalog/checkpoints.ts';
import { findRun } from '../../catalog/runs.ts';
import { readProvenance } from '../../data/encode.ts';
import type { StudioParts } from '../parts.ts';

const stampSchema = z.looseObject({ checkpoint: z.string(), direction: directionSchema });

/** The translator that made a picture. */
export interface Maker {
  readonly project: number;
  readonly run: string;
  readonly checkpoint: string;
  readonly direction: z.infer<typeof directionSchema>;
}

/** Which translator and checkpoint made an exported picture, by the stamp in its metadata; null where it has none, or they are gone. */
export async function identifyPicture({ catalog }: StudioParts, path: string): Promise<Maker | null> {
  const stamp = stampSchema.safeParse(await readProvenance(path));
  if (!stamp.success) return null;
  const checkpoint = checkpointOfHash(catalog, stamp.data.checkpoint);
  const run = checkpoint === undefined ? undefined : findRun(catalog, checkpoint.run_id);
  if (checkpoint === undefined || run === undefined) return null;
  return { project: run.project_id, run: run.id, checkpoint: checkpoint.id, direction: stamp.data.direction };
}
