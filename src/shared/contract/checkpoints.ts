import * as z from 'zod';
import { exportFormats } from '../weights.ts';
import { colouringPointSchema, drawingScoresSchema, measuredSchema } from '../scores.ts';
import { directionSchema, pictureUrlSchema, procedure, timeSchema, working } from './procedure.ts';

/** How good a translator was at a step, by held-out pictures it never trained on. Lower is better in all. */
export const scoreSchema = z.object({
  step: z.number().int(),
  /** Mean absolute difference between a picture and what comes back, in [0, 2]. */
  cycle: z.object({ a: z.number(), b: z.number() }),
  /** Sliced Wasserstein distance between translated and real pictures of the target side (its definition: docs/scores.md). */
  distance: z.object({ a2b: measuredSchema, b2a: measuredSchema }),
});
export type Score = z.infer<typeof scoreSchema>;

/** How good a colourist was at a step: PSNR against the number of simulated hints (`scoredHints`). Higher is better. */
export const colouringScoreSchema = z.object({ step: z.number().int(), psnr: z.array(colouringPointSchema) });
export type ColouringScore = z.infer<typeof colouringScoreSchema>;

/** How good a painter from words was at a step. */
export const drawingScoreSchema = drawingScoresSchema.extend({ step: z.number().int() });
export type DrawingScore = z.infer<typeof drawingScoreSchema>;

export const checkpointSchema = z.object({
  /** `<run>-<step>`: `r7k2m-1200`. */
  id: z.string(),
  run: z.string(),
  runName: z.string(),
  step: z.number().int(),
  epoch: z.number().int(),
  bytes: z.number(),
  /** Kept whatever the run's number of checkpoints to keep says. */
  kept: z.boolean(),
  /** Of a translator; null for others. */
  score: scoreSchema.nullable(),
  /** Of a colourist; null for others. */
  colouring: colouringScoreSchema.nullable(),
  /** Of a painter from words; null for others. */
  drawing: drawingScoreSchema.nullable(),
  /** Best of its run so far: by the mean distance of both directions, the mean PSNR over all numbers of hints, or the distance of what is drawn. */
  best: z.boolean(),
  createdAt: timeSchema,
  removedAt: timeSchema.nullable(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** Checkpoints of runs. */
export const checkpoints = {
  /** Newest first; of all runs of a project, or of one run. */
  list: procedure.input(z.union([z.object({ run: z.string() }), z.object({ project: z.number().int() })])).output(z.array(checkpointSchema)),
  /** Scores at all steps that were scored, also of checkpoints that are gone. */
  scores: procedure.input(z.object({ run: z.string() })).output(z.array(scoreSchema)),
  /** The same of a colourist. */
  colouring: procedure.input(z.object({ run: z.string() })).output(z.array(colouringScoreSchema)),
  /** The same of a painter from words. */
  drawing: procedure.input(z.object({ run: z.string() })).output(z.array(drawingScoreSchema)),
  keep: procedure.input(z.object({ id: z.string(), kept: z.boolean() })),
  /** Into the bin. */
  remove: procedure.input(z.object({ ids: z.array(z.string()).min(1) })),
  restore: procedure.input(z.object({ ids: z.array(z.string()).min(1) })),
  /** Writes a generator to a file; below the studio's exports folder where `to` is null. `download` is an address below the studio's root. */
  export: procedure
    .input(z.object({ id: z.string(), direction: directionSchema, format: z.enum(exportFormats), half: z.boolean().default(false), to: z.string().nullable() }))
    .output(working(z.object({ path: z.string(), download: z.string() }))),
  /** Makes a run with a checkpoint from PyTorch weights: one file a direction. What is in a file decides whether it is a translator or a colourist. */
  import: procedure
    .input(
      z.object({
        project: z.number().int().nullable(),
        name: z.string().trim().max(200).optional(),
        files: z.object({ a2b: z.string().nullable(), b2a: z.string().nullable(), colorize: z.string().nullable().default(null) }),
      }),
    )
    .output(working(z.object({ run: z.string(), checkpoint: z.string(), project: z.number().int() }))),
  /** Translates one picture: one of the project's by id, or a file. */
  preview: procedure
    .input(
      z.object({ id: z.string(), direction: directionSchema, picture: z.union([z.object({ picture: z.number().int() }), z.object({ path: z.string() })]) }),
    )
    .output(z.object({ before: pictureUrlSchema, after: pictureUrlSchema })),
};
