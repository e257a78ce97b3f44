import * as z from 'zod';
import { drawingRecipeSchema } from '../../shared/drawing.ts';
import { engineChoiceSchema } from '../../shared/engineChoice.ts';
import { handSchema } from '../../shared/hand.ts';
import { hintsSchema } from '../../shared/hints.ts';
import { paintingFormats, paintingQualities } from '../../shared/paintingKinds.ts';

/** What of the pipe between host and engine is about colouring by hand, drawing from words and single pictures translated; see `messages.ts`. */

/** Keeps an engine warm for whoever paints, describes or tries a checkpoint: it answers `paint` messages until it is told to stop. */
export const paintTaskSchema = z.object({ kind: z.literal('paint'), engine: engineChoiceSchema });

/** Colours one picture by hints and writes it to a file, the layers as well where the format has them. */
export const colorizeTaskSchema = z.object({
  kind: z.literal('colorize'),
  checkpointFolder: z.string(),
  input: z.string(),
  hints: hintsSchema,
  /** What the painter had in hand: said in the file. */
  hand: handSchema.optional(),
  output: z.string(),
  format: z.enum(paintingFormats),
  quality: z.number().int().min(1).max(100),
  background: z.enum(['white', 'black', 'mean']),
  engine: engineChoiceSchema,
});

const paintSubject = {
  /** Counts up; the answer has the same. */
  id: z.number().int(),
  /** Asks of one painting with a higher revision make those with a lower one void. */
  painting: z.number().int(),
  revision: z.number().int(),
  checkpointFolder: z.string(),
  picture: z.string(),
  hints: hintsSchema,
};

const colourAsks = [
  z.object({ ...paintSubject, do: z.literal('colour'), quality: z.enum(paintingQualities) }),
  z.object({ ...paintSubject, do: z.literal('suggest'), x: z.number(), y: z.number() }),
  z.object({ ...paintSubject, do: z.literal('doubt') }),
] as const;

const drawSubject = { id: z.number().int(), checkpointFolder: z.string() };

const drawAsks = [
  /** Loads the checkpoint and compiles what draws; the answer is nothing. */
  z.object({ ...drawSubject, do: z.literal('warm') }),
  /** Small pictures, many at once. */
  z.object({ ...drawSubject, do: z.literal('sketch'), recipes: z.array(drawingRecipeSchema).min(1) }),
  /** A picture as it is in the end. */
  z.object({ ...drawSubject, do: z.literal('draw'), recipe: drawingRecipeSchema }),
] as const;

/** Translates one picture as a conversion would, into a PNG. */
const translateAsk = z.object({
  id: z.number().int(),
  do: z.literal('translate'),
  checkpointFolder: z.string(),
  direction: z.string(),
  input: z.string(),
  output: z.string(),
  background: z.enum(['white', 'black', 'mean']),
});

/** Nobody waits for an ask any more: it is answered with nothing, as soon as what is done for it can be left off. `id` is the ask's own. */
const forgetting = z.object({ id: z.number().int(), do: z.literal('forget') });

const asks = [...colourAsks, ...drawAsks, translateAsk] as const;
/** What is asked of a warm engine. */
const paintAskSchema = z.discriminatedUnion('do', asks);
/** What a warm engine is told. */
export const paintWordSchema = z.discriminatedUnion('do', [...asks, forgetting]);

/** What an engine answers whoever paints. */
export const paintAnswerSchema = z.discriminatedUnion('do', [
  /** `plane`: see `planeSchema` of the contract. */
  z.object({ do: z.literal('colour'), width: z.number().int(), height: z.number().int(), plane: z.instanceof(Uint8Array), final: z.boolean() }),
  z.object({
    do: z.literal('suggest'),
    lightness: z.number(),
    colours: z.array(z.object({ colour: z.tuple([z.number(), z.number()]), share: z.number() })),
  }),
  /** `doubt`: a byte a cell, 255 where every colour is as likely; `next`: the place where a hint tells most. */
  z.object({
    do: z.literal('doubt'),
    width: z.number().int(),
    height: z.number().int(),
    doubt: z.instanceof(Uint8Array),
    next: z.object({ x: z.number(), y: z.number() }),
  }),
  /** Pictures drawn from words, 8-bit RGB, in the order of their recipes. */
  z.object({
    do: z.literal('draw'),
    stage: z.enum(['small', 'large']),
    pictures: z.array(z.object({ width: z.number().int(), height: z.number().int(), data: z.instanceof(Uint8Array) })),
  }),
  /** `reason` says why there is no picture; null where there is. */
  z.object({ do: z.literal('translated'), reason: z.string().nullable() }),
  z.object({ do: z.literal('nothing') }),
]);

export type ColorizeTask = z.infer<typeof colorizeTaskSchema>;
export type PaintAsk = z.infer<typeof paintAskSchema>;
export type PaintWord = z.infer<typeof paintWordSchema>;
export type ColourAsk = Extract<PaintAsk, { painting: number }>;
export type TranslateAsk = z.infer<typeof translateAsk>;
export type DrawAsk = Exclude<PaintAsk, ColourAsk | TranslateAsk>;
export type PaintAnswer = z.infer<typeof paintAnswerSchema>;
