import * as z from 'zod';

/** The largest seed of random numbers: they are whole numbers of 32 bits. */
export const largestSeed = 2 ** 32 - 1;

const seedSchema = z.number().int().min(0).max(largestSeed);

/** The place of a picture among those of one sentence and seed, from 0. */
const placeSchema = z.number().int().min(0).max(1_000_000);

/**
 * Which noise a picture is drawn from: that of a seed at a place, and steps away from it, one after the other. A step
 * of the amount a makes of noise n and fresh noise e of its own seed and place: sqrt(1 - a^2) n + a e, which is as
 * likely as any other.
 */
export const noiseSchema = z.object({
  seed: seedSchema,
  place: placeSchema,
  near: z
    .array(z.object({ seed: seedSchema, place: placeSchema, amount: z.number().min(0).max(1) }))
    .max(1000)
    .default([]),
});

/** See `noiseSchema`. */
export type Noise = z.infer<typeof noiseSchema>;

/** A share of a way, 0 its beginning, 1 its end. */
export const shareSchema = z.number().min(0).max(1);

/** Everything that a picture drawn from words depends on beside the networks. */
export const drawingRecipeSchema = z.object({
  sentence: z.string().min(1),
  noise: noiseSchema,
  /** How far conditions stray from the sentence's mean: 0 not at all, 1 as in training. */
  strength: z.number().min(0).max(2).default(1),
  /** A place on the way to another sentence (embeddings, along a line), to another noise (along a sphere), or both. */
  toward: z
    .object({ sentence: z.string().min(1).nullable(), noise: noiseSchema.nullable(), share: shareSchema })
    .nullable()
    .default(null),
});

/** See `drawingRecipeSchema`. */
export type DrawingRecipe = z.infer<typeof drawingRecipeSchema>;

/** How a picture, a grid or a path is written. Those of one picture, and those that move. */
export const stillFormats = ['png', 'jpeg', 'webp'] as const;
export const movingFormats = ['webp', 'gif'] as const;
