import * as z from 'zod';

/** What a long job is doing right now, in the order in which the phases pass. */
export const jobPhases = ['starting', 'reading pictures', 'compiling', 'training', 'converting', 'drawing', 'saving', 'finishing'] as const;

/** The parts of a training that learns one thing after the other, in their order: a painter's words, then to draw small, then large. */
export const trainingParts = ['words', 'small', 'large'] as const;

/** See `trainingParts`. */
export const trainingPartSchema = z.enum(trainingParts);
export type TrainingPart = (typeof trainingParts)[number];

/** A report of progress. Only the latest matters. */
export const progressSchema = z.object({
  phase: z.enum(jobPhases),
  /** What a training learns by now, where it has parts. */
  part: trainingPartSchema.optional(),
  /** Units done and in all: steps, pictures or files. `total` is null while it is unknown. */
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative().nullable(),
  unit: z.enum(['steps', 'pictures', 'files', 'parts']),
  /** Measured seconds until the end; null until there is enough to measure. */
  secondsLeft: z.number().nonnegative().nullable(),
  /** Pictures trained on or converted a second; null until measured. */
  picturesPerSecond: z.number().nonnegative().nullable(),
  epoch: z.number().int().nonnegative().nullable(),
  /** The latest losses by name; empty outside training. */
  losses: z.record(z.string(), z.number()),
  /** Memory of the engine process in bytes. */
  memory: z.number().int().nonnegative(),
});

/** A report of progress. */
export type Progress = z.infer<typeof progressSchema>;
