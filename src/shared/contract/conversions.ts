import * as z from 'zod';
import { hintsSchema } from '../hints.ts';
import { progressSchema } from '../progress.ts';
import { directionSchema, failureSchema, latest, pageSchema, pictureUrlSchema, procedure, timeSchema } from './procedure.ts';
import { runStates } from './runs.ts';

export const conversionFormats = ['same', 'png', 'jpeg', 'webp', 'avif'] as const;

/** States of a file of a conversion. `unchanged`: made before from the same contents by the same checkpoint. */
export const fileStates = ['waiting', 'written', 'unchanged', 'failed'] as const;

const countsSchema = z.object({
  total: z.number().int(),
  written: z.number().int(),
  unchanged: z.number().int(),
  failed: z.number().int(),
});

export const conversionSchema = z.object({
  id: z.number().int(),
  /** Null once the checkpoint has been removed. */
  checkpoint: z.string().nullable(),
  run: z.string().nullable(),
  project: z.number().int().nullable(),
  title: z.string(),
  direction: directionSchema,
  inputs: z.array(z.string()),
  output: z.string(),
  format: z.enum(conversionFormats),
  quality: z.number().int(),
  state: z.enum(runStates),
  failure: failureSchema.nullable(),
  counts: countsSchema,
  createdAt: timeSchema,
  endedAt: timeSchema.nullable(),
});
export type Conversion = z.infer<typeof conversionSchema>;

export const conversionFileSchema = z.object({
  index: z.number().int(),
  /** Path below the input, with `/`. */
  name: z.string(),
  state: z.enum(fileStates),
  /** Why it failed, in a sentence. */
  reason: z.string().nullable(),
  /** Null for what was drawn from words. */
  before: pictureUrlSchema.nullable(),
  /** Null until it is there. */
  after: pictureUrlSchema.nullable(),
});
export type ConversionFile = z.infer<typeof conversionFileSchema>;

const id = z.number().int();
const byId = z.object({ id });

/** Conversions of files and folders. */
export const conversions = {
  list: procedure.output(z.array(conversionSchema)),
  get: procedure.input(byId).output(conversionSchema),
  files: procedure
    .input(pageSchema.extend({ id, filter: z.enum(['all', ...fileStates]).default('all') }))
    .output(z.object({ total: z.number().int(), items: z.array(conversionFileSchema) })),
  /** `output` null: a folder of its own below the studio's exports folder. */
  start: procedure
    .input(
      z.object({
        checkpoint: z.string(),
        direction: directionSchema,
        inputs: z.array(z.string()).min(1),
        output: z.string().nullable(),
        format: z.enum(conversionFormats).default('same'),
        quality: z.number().int().min(1).max(100).default(90),
        sheet: z.boolean().default(false),
        /** Colour hints for every picture; only colourists take some. */
        hints: hintsSchema.optional(),
      }),
    )
    .output(byId),
  pause: procedure.input(byId),
  proceed: procedure.input(byId),
  cancel: procedure.input(byId),
  /** Goes on with what is not done; what failed is tried again. */
  resume: procedure.input(byId),
  /** Takes it off the list; files stay. */
  remove: procedure.input(byId),
  watch: procedure
    .input(byId)
    .output(latest(z.object({ state: z.enum(runStates), position: z.number().int().nullable(), counts: countsSchema, progress: progressSchema.nullable() }))),
  /** Which translator and checkpoint made an exported picture; null where it is not one of ours, or they are gone. */
  identify: procedure
    .input(z.object({ path: z.string() }))
    .output(z.object({ project: z.number().int(), run: z.string(), checkpoint: z.string(), direction: directionSchema }).nullable()),
};
