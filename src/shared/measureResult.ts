import * as z from 'zod';

/** What a measuring task found out of a training on this machine. */
export const measureResultSchema = z.object({
  /** Null where no step was made. */
  secondsPerStep: z.number().positive().nullable(),
  memoryBytes: z.number().int().nonnegative(),
  checkpointBytes: z.number().int().nonnegative(),
});

/** See `measureResultSchema`. */
export type MeasureResult = z.infer<typeof measureResultSchema>;
