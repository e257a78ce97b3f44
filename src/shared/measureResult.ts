import * as z from 'zod';
import { trainingPartSchema } from './progress.ts';

/** What a measuring task found out of a training on this machine. */
export const measureResultSchema = z.object({
  /** Null where no step was made; of a training in parts, that of the last. */
  secondsPerStep: z.number().positive().nullable(),
  /** Of a training in parts, by part; null of others, and where not all were timed. */
  partSeconds: z.partialRecord(trainingPartSchema, z.number().positive()).nullable().default(null),
  memoryBytes: z.number().int().nonnegative(),
  checkpointBytes: z.number().int().nonnegative(),
});

/** See `measureResultSchema`. */
export type MeasureResult = z.infer<typeof measureResultSchema>;
