import * as z from 'zod';

/** How a training task ended, as it stands in its `done` message. */
export const trainResultSchema = z.object({
  /** All steps done, the time was up, or it was asked to stop. */
  end: z.enum(['complete', 'time', 'stopped']),
  /** Steps done, counted from the beginning of the run; null where it was stopped before it began or went on. */
  step: z.number().int().nonnegative().nullable(),
  /** Null where `step` is. */
  totalSteps: z.number().int().nonnegative().nullable(),
  /** The losses of the last step; empty before the first. */
  losses: z.record(z.string(), z.number()),
  /** Seconds in the loop, with samples and checkpoints, without reading pictures and compiling. */
  trainingSeconds: z.number().nonnegative(),
  /** How often the training step had to wait for a picture, and for how long. */
  waits: z.object({ count: z.number().int().nonnegative(), seconds: z.number().nonnegative() }),
});

/** How a training task ended. */
export type TrainResult = z.infer<typeof trainResultSchema>;
