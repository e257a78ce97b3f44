import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';

/** An error as it reaches a window: the code and its details choose the words, `message` and `remedy` are the English ones. */
export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  /** What the sentences were made from, for other languages. */
  details: z.record(z.string(), z.unknown()),
});

/** See `failureSchema`. */
export type Failure = z.infer<typeof failureSchema>;

/**
 * What every procedure begins with. `FAILED` is the only typed error: everything that a person may meet comes as
 * one. A request that does not have its form is a fault in the program and comes as the library's own error.
 */
export const procedure = oc.errors({ FAILED: { data: failureSchema } });

/** How far something is that takes a while. Only the latest matters. */
export const stepsDoneSchema = z.object({
  done: z.number().int().nonnegative(),
  /** Null while unknown. */
  total: z.number().int().nonnegative().nullable(),
  secondsLeft: z.number().nonnegative().nullable(),
});

/** See `stepsDoneSchema`. */
export type StepsDone = z.infer<typeof stepsDoneSchema>;

/** A stream of values of which only the latest matters; it ends when the window no longer listens. */
export const latest = <Schema extends z.ZodType>(schema: Schema) => eventIterator(schema);

/** Something that takes a while, is cancelled by no longer listening, and gives a result at its end. */
export const working = <Schema extends z.ZodType>(result: Schema) => eventIterator(stepsDoneSchema, result);

/** A point in time, ISO 8601. */
export const timeSchema = z.iso.datetime();

/** The two sides that a project can have; what they hold is in the table of kinds. */
export const sideSchema = z.enum(['a', 'b']);
export type Side = z.infer<typeof sideSchema>;

/** What a checkpoint can do with a picture: translate it either way, or colour it. */
export const directionSchema = z.enum(['a2b', 'b2a', 'colorize', 'draw']);
export type Direction = z.infer<typeof directionSchema>;

/** A part of a long list. */
export const pageSchema = z.object({ offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(500) });

/**
 * The address of a picture, from the root of the studio (`/pictures/...`). As it stands it is the original; with
 * `?size=N`, N one of `thumbnailSizes`, a WebP that fits into N x N pixels, made once and cached.
 */
export const pictureUrlSchema = z.string().startsWith('/pictures/');

/** See `pictureUrlSchema`. */
export const thumbnailSizes = [64, 128, 256, 512, 1024] as const;
export type ThumbnailSize = (typeof thumbnailSizes)[number];

/** The address of a thumbnail. */
export function thumbnailUrl(url: string, size: ThumbnailSize): string {
  return `${url}?size=${size}`;
}
