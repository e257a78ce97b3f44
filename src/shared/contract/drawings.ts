import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { largestSeed, movingFormats, noiseSchema, shareSchema, stillFormats } from '../drawing.ts';
import { failureSchema, pictureUrlSchema, procedure, timeSchema, working } from './procedure.ts';

/** A checkpoint that draws from words. */
export const painterSchema = z.object({
  checkpoint: z.string(),
  run: z.string(),
  runName: z.string(),
  project: z.number().int(),
  projectName: z.string(),
  step: z.number().int(),
  /** Sides of what it draws, in pixels: small first; only that one where it has not learned to draw large. */
  sizes: z.array(z.number().int()).min(1).max(2),
  /** How many whole words it knows. */
  words: z.number().int(),
  /** Best of its run so far. */
  best: z.boolean(),
  createdAt: timeSchema,
});
export type DrawingPainter = z.infer<typeof painterSchema>;

/** A picture of a drawing, square. */
const squareSchema = z.object({ url: pictureUrlSchema, side: z.number().int() });

/** A picture drawn from words. The same sentence, noise, strength, way and checkpoint give the same picture for ever. */
export const drawingSchema = z.object({
  id: z.number().int(),
  /** Stands for the call that it was drawn by, and its place there, from 0. */
  set: z.string(),
  place: z.number().int(),
  sentence: z.string(),
  noise: noiseSchema,
  strength: z.number(),
  /** Where it lies on the way to another sentence or noise; null where it is on none. */
  toward: z.object({ sentence: z.string().nullable(), noise: noiseSchema.nullable(), share: shareSchema }).nullable(),
  /** Null once it is gone: the pictures stay, and nothing is drawn near them any more. */
  checkpoint: z.string().nullable(),
  /** What its training was called. */
  runName: z.string(),
  /** As it comes first. */
  small: squareSchema,
  /** As it is in the end, which is what is exported; null until it is there: see `finish`. */
  picture: squareSchema.nullable(),
  favourite: z.boolean(),
  createdAt: timeSchema,
  /** When it was put into the bin. */
  removedAt: timeSchema.nullable(),
});
export type Drawing = z.infer<typeof drawingSchema>;

const sentenceSchema = z.string().max(1_000_000);
const seedSchema = z.number().int().min(0).max(largestSeed);

/** The most pictures of one call. */
export const mostDrawings = 64;
const countSchema = z.number().int().min(1).max(mostDrawings).default(16);
const sharesSchema = z.array(shareSchema).min(1).max(mostDrawings);

/** What is drawn in one call. A seed of null is chosen, and told in every drawing's noise. */
export const drawingOrderSchema = z.discriminatedUnion('kind', [
  /** Pictures of a sentence: a seed's noise at the places 0, 1, 2 ... */
  z.object({ kind: z.literal('sentence'), sentence: sentenceSchema, seed: seedSchema.nullable().default(null), count: countSchema }),
  /** Noise locked, words varied: a sentence from the very noise of others. */
  z.object({ kind: z.literal('noises'), sentence: sentenceSchema, noises: z.array(noiseSchema).min(1).max(mostDrawings) }),
  /** More like this one: its sentence, and noise that is so far from its own. */
  z.object({ kind: z.literal('near'), drawing: z.number().int(), amount: shareSchema, seed: seedSchema.nullable().default(null), count: countSchema }),
  /** From one sentence to another, at one noise. */
  z.object({ kind: z.literal('sentences'), from: sentenceSchema, to: sentenceSchema, noise: noiseSchema, shares: sharesSchema }),
  /** From one noise to another, along a sphere, with one sentence. */
  z.object({ kind: z.literal('path'), sentence: sentenceSchema, from: noiseSchema, to: noiseSchema, shares: sharesSchema }),
]);
export type DrawingOrder = z.infer<typeof drawingOrderSchema>;

/** What drawing tells, in order; nothing of it may be left out. */
export const drawingNewsSchema = z.discriminatedUnion('state', [
  /** The next pictures, small: all at once up to 16, then 16 more. */
  z.object({
    state: z.literal('small'),
    drawings: z.array(drawingSchema),
    /** From the call to these pictures, in the studio. */
    milliseconds: z.number(),
    /** The engine had ended and was started again for this: why it had. */
    restarted: failureSchema.nullable(),
  }),
  /** One is as it is in the end. */
  z.object({ state: z.literal('picture'), drawing: drawingSchema }),
]);
export type DrawingNews = z.infer<typeof drawingNewsSchema>;

/** How it ended. `superseded`: a newer call of the same canvas came; what was not drawn by then is not. */
const drawingEndSchema = z.object({ state: z.enum(['done', 'superseded']) });

/** A sentence as a painter reads it. */
const lookSchema = z.object({
  /** Words that stood in no caption; they are drawn by their parts. */
  unknown: z.array(z.string()),
  /** Whether anything of it was ever seen: otherwise nothing is drawn. */
  seen: z.boolean(),
  /** So many words, parts and characters it has; those beyond `read` are left out. */
  tokens: z.number().int(),
  read: z.number().int(),
});

const canvasSchema = z.string().max(100).default('');
const byId = z.object({ id: z.number().int() });
const ids = z.object({ ids: z.array(z.number().int()).min(1).max(10_000) });
const someIds = z.array(z.number().int()).min(1).max(400);

/** Pictures drawn from words. */
export const drawings = {
  /** Checkpoints that can draw, newest first, none of the bin. */
  painters: procedure.output(z.array(painterSchema)),
  /** Known words that begin like this, the most frequent first. */
  words: procedure
    .input(z.object({ checkpoint: z.string(), prefix: z.string().max(200), limit: z.number().int().min(1).max(200).default(12) }))
    .output(z.array(z.string())),
  look: procedure.input(z.object({ checkpoint: z.string(), sentence: sentenceSchema })).output(lookSchema),
  /** Starts the engine and loads the checkpoint, so that the first picture does not wait for that. */
  warm: procedure.input(z.object({ checkpoint: z.string() })),
  /**
   * Draws: small pictures first, then each as it is in the end, where `finish`. Every one is kept at once. A call makes an
   * earlier one of the same `canvas` end as superseded; one that is no longer listened to ends as well.
   */
  draw: procedure
    .input(
      z.object({
        checkpoint: z.string(),
        what: drawingOrderSchema,
        strength: z.number().min(0).max(2).default(1),
        finish: z.boolean().default(true),
        canvas: canvasSchema,
      }),
    )
    .output(eventIterator(drawingNewsSchema, drawingEndSchema)),
  /** Draws those that are there only small as they are in the end, one after the other. */
  finish: procedure.input(ids.extend({ canvas: canvasSchema })).output(eventIterator(drawingNewsSchema, drawingEndSchema)),
  /** One, and all that were drawn by the same call, in their order and without those in the bin. */
  get: procedure.input(byId).output(z.object({ drawing: drawingSchema, set: z.array(drawingSchema) })),
  /** Everything that was drawn, newest first: those whose sentences have all words of `search`. */
  history: procedure
    .input(
      z.object({
        search: z.string().max(1000).default(''),
        favourites: z.boolean().default(false),
        /** Those in the bin instead. */
        removed: z.boolean().default(false),
        /** Only what painters of this project drew. */
        project: z.number().int().nullable().default(null),
        offset: z.number().int().nonnegative().default(0),
        limit: z.number().int().min(1).max(200).default(60),
      }),
    )
    .output(z.object({ items: z.array(drawingSchema), total: z.number().int() })),
  favour: procedure.input(ids.extend({ favourite: z.boolean() })),
  /** Into the bin, and out of it. */
  remove: procedure.input(ids),
  restore: procedure.input(ids),
  /** The drawing that a file of ours is: that of this home, or a new one, where its checkpoint is here. */
  reopen: procedure.input(z.object({ path: z.string() })).output(drawingSchema),
  /**
   * Writes one picture, several as files in a folder of their own, several in a grid, or one after the other as a moving picture; below the studio's exports
   * folder where `to` is null. What is not finished is finished first. `download` is an address below the studio's root.
   */
  export: procedure
    .input(
      z.object({
        what: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('picture'), id: z.number().int(), format: z.enum(stillFormats) }),
          z.object({ kind: z.literal('files'), ids: ids.shape.ids, format: z.enum(stillFormats) }),
          z.object({ kind: z.literal('grid'), ids: someIds, columns: z.number().int().min(1).max(64).nullable().default(null), format: z.enum(stillFormats) }),
          z.object({
            kind: z.literal('moving'),
            ids: someIds,
            format: z.enum(movingFormats),
            /** Milliseconds that each is shown. */
            delay: z.number().int().min(20).max(10_000).default(120),
            /** There and back again, so that its end joins its beginning. */
            back: z.boolean().default(true),
          }),
        ]),
        quality: z.number().int().min(1).max(100).default(90),
        to: z.string().nullable(),
      }),
    )
    .output(working(z.object({ path: z.string(), download: z.string() }))),
  /** What is in a text file of sentences: how many, and the first of them. */
  sentences: procedure.input(z.object({ file: z.string() })).output(z.object({ count: z.number().int(), first: z.array(z.string()) })),
  /**
   * Draws every sentence of a text file, a line each, as `recast generate --text-file` does: through the queue, gone on
   * with where it was stopped. Gives the number of the conversion that it is listed as.
   */
  batch: procedure
    .input(
      z.object({
        checkpoint: z.string(),
        file: z.string(),
        perSentence: z.number().int().min(1).max(10_000).default(1),
        seed: seedSchema.default(1),
        output: z.string().nullable(),
      }),
    )
    .output(z.object({ conversion: z.number().int() })),
};
