import * as z from 'zod';
import { trainingPartSchema } from './progress.ts';

/** A measured value with its error: one standard error of it. */
export const measuredSchema = z.object({ value: z.number(), error: z.number() });

const bySide = <Schema extends z.ZodType>(schema: Schema) => z.object({ a: schema, b: schema });
const byDirection = <Schema extends z.ZodType>(schema: Schema) => z.object({ a2b: schema, b2a: schema });

/** Signs that training goes wrong in a direction: numbers whose meaning and limits stand in `docs/scores.md`. */
export const signsSchema = z.object({
  /** How much the translated pictures differ from each other, against the real ones of the target side: 1 as much, 0 all alike. */
  diversity: z.number(),
  /** Correlation of lightness between a picture and its translation, in [-1, 1]. */
  lightness: z.number(),
  /** Correlation of the mean pictures of both sides, in [-1, 1]: where it is negative, inverting is right. */
  sides: z.number(),
  /** Power at the frequencies of a checkerboard against their surroundings, over the same of the real pictures of the target side. */
  checkerboard: z.number(),
});
export type Signs = z.infer<typeof signsSchema>;

/** How good a translator is by its held-out pictures: see `docs/scores.md`. Lower is better in `cycle` and `distance`. */
export const translationScoresSchema = z.object({
  /** Mean absolute difference between a picture and what comes back, in [0, 2]. */
  cycle: bySide(z.number()),
  /** Sliced Wasserstein distance between translated and real pictures of the target side. */
  distance: byDirection(measuredSchema),
  signs: byDirection(signsSchema),
});
export type TranslationScores = z.infer<typeof translationScoresSchema>;

/** Numbers of simulated hints at which colourists are scored: those of the paper's figure, to 50. */
export const scoredHints = [0, 1, 2, 5, 10, 20, 50] as const;

/** PSNR in dB at a number of hints, the mean over held-out pictures: higher is better. Beside it, what needs no network; see `docs/scores.md`. */
export const colouringPointSchema = z.object({
  hints: z.number().int(),
  network: measuredSchema,
  /** The drawing as it is. */
  none: z.number(),
  /** All of it in the mean colour of the held-out pictures. */
  mean: z.number(),
  /** Every pixel in the colour of the nearest hint. */
  nearest: z.number(),
});
export type ColouringPoint = z.infer<typeof colouringPointSchema>;

/** Whether a colourist does as it is told: a hint of a foreign colour in the largest area of each held-out picture that has one. Shares in [0, 1]. */
export const followingSchema = z.object({
  pictures: z.number().int(),
  /** Of the area, how much takes the hint's hue: higher is better. */
  followed: measuredSchema,
  /** The same without the hint. */
  untold: z.number(),
  /** Of all that takes the hue because of the hint, how much lies in the area: higher is better. Null where nothing takes it. */
  inside: z.number().nullable(),
  /** The same of one who paints all of the picture in the colour of the hint. */
  insideOfAll: z.number(),
});
export type Following = z.infer<typeof followingSchema>;

/** How good a colourist is by its held-out pictures: a point for each number of hints, in their order, and how it follows; older runs have none of that. */
export const colouringScoresSchema = z.object({ psnr: z.array(colouringPointSchema), following: followingSchema.nullable().default(null) });
export type ColouringScores = z.infer<typeof colouringScoresSchema>;

/** How good a painter from words is by its held-out pictures and their sentences: see `docs/scores.md`. */
export const drawingScoresSchema = z.object({
  /** What was learned at the time: while it is words, real pictures are looked at, later drawn ones. */
  part: trainingPartSchema,
  /** R-precision, the share of pictures that are nearest to their own sentence among others: higher is better. Null where there are too few. */
  precision: measuredSchema.extend({ chance: z.number() }).nullable(),
  /** Kernel distance of what is drawn from trained pictures: lower is better. Beside it, what needs no painter. Null while nothing is drawn. */
  distance: measuredSchema.extend({ heldOut: z.number().nullable(), mean: z.number().nullable(), noise: z.number().nullable() }).nullable(),
});
export type DrawingScores = z.infer<typeof drawingScoresSchema>;

/** How good a model of any kind is. */
export const scoresSchema = z.union([translationScoresSchema, colouringScoresSchema, drawingScoresSchema]);
export type Scores = z.infer<typeof scoresSchema>;

/** Those of translators among scores. */
export const isTranslation = <Score extends Scores>(scores: Score): scores is Extract<Score, TranslationScores> => 'cycle' in scores;
