import * as z from 'zod';
import { dataPictureSchema } from './data.ts';
import { failureSchema, procedure, stepsDoneSchema } from './procedure.ts';

/** Where captions can come from. `own`: the text beside a picture, else what its metadata says, else its names. */
export const captionOrigins = ['own', 'beside', 'metadata', 'names', 'file'] as const;
export type CaptionOrigin = (typeof captionOrigins)[number];

/** A source that is chosen: a file names its path. */
export const captionSourceSchema = z.union([
  z.object({ origin: z.literal('file'), path: z.string() }),
  z.object({ origin: z.enum(['own', 'beside', 'metadata', 'names']) }),
]);
export type CaptionSource = z.infer<typeof captionSourceSchema>;

/** Lines of a file that gave nothing: `broken` ones and those without words, and `lost` ones, which name no picture, or one of several. */
export const captionFaults = ['broken', 'lost'] as const;
export type CaptionFault = (typeof captionFaults)[number];

const faultyLineSchema = z.object({ line: z.number().int(), reason: z.string() });

/** What reading a file of captions came to. */
export const captionReportSchema = z.object({
  /** Why it cannot be read as a whole; null where it can. */
  failure: failureSchema.nullable(),
  /** A clause where its text was not plain UTF-8. */
  encoding: z.string().nullable(),
  /** Captions that found their picture. */
  captions: z.number().int(),
  /** How many lines gave nothing, and the first of them. */
  faults: z.record(z.enum(captionFaults), z.object({ count: z.number().int(), lines: z.array(faultyLineSchema) })),
});
export type CaptionReport = z.infer<typeof captionReportSchema>;

export const captionsAboutSchema = z.object({
  source: captionSourceSchema,
  /** What people call the file; null of other sources. */
  name: z.string().nullable(),
  /** Still being read; null when it is done. */
  looking: stepsDoneSchema.nullable(),
  pictures: z.number().int(),
  captioned: z.number().int(),
  /** Pictures whose captions a person has written. */
  edited: z.number().int(),
  /** Of a file; null of other sources, and until it was read. */
  report: captionReportSchema.nullable(),
});
export type CaptionsAbout = z.infer<typeof captionsAboutSchema>;

export const pictureCaptionsSchema = z.object({
  texts: z.array(z.string()),
  /** What the source says. */
  given: z.array(z.string()),
  /** A person has written `texts`. */
  edited: z.boolean(),
});
export type PictureCaptions = z.infer<typeof pictureCaptionsSchema>;

export const captionPreviewSchema = z.object({
  /** Pictures that were looked at: all for a file, else some, spread over all; how many of them have captions, and how many captions there are. */
  looked: z.number().int(),
  captioned: z.number().int(),
  captions: z.number().int(),
  /** Some pictures with what was found for them. */
  examples: z.array(z.object({ picture: dataPictureSchema, texts: z.array(z.string()) })),
  /** Of a file. */
  report: captionReportSchema.nullable(),
});
export type CaptionPreview = z.infer<typeof captionPreviewSchema>;

/** A file of captions that lies in a folder of the project, and of how many pictures it says something. */
const nearbySchema = z.object({ path: z.string(), name: z.string(), captioned: z.number().int().positive() });

const wordSchema = z.object({ word: z.string(), pictures: z.number().int() });

export const wordsAboutSchema = z.object({
  /** Pictures with captions, different words in these, and how many of them stand in one picture's captions only. */
  captioned: z.number().int(),
  words: z.number().int(),
  once: z.number().int(),
  /** The words of the most pictures. */
  often: z.array(wordSchema),
  /** Some of those of one picture only, in the order of the alphabet. */
  seldom: z.array(z.string()),
});
export type WordsAbout = z.infer<typeof wordsAboutSchema>;

const project = z.number().int();
const picture = z.number().int();

/** What the pictures of a project are said to show. Nothing here writes into the person's own folders. */
export const captions = {
  about: procedure.input(z.object({ project })).output(captionsAboutSchema),
  /** Files of captions that lie in the project's folders and fit their pictures, best first; none where one is chosen already. */
  nearby: procedure.input(z.object({ project })).output(z.array(nearbySchema)),
  /** What a source would give, without choosing it. */
  preview: procedure.input(z.object({ project, source: captionSourceSchema })).output(captionPreviewSchema),
  /** What a person wrote stays in force. */
  choose: procedure.input(z.object({ project, source: captionSourceSchema })),
  get: procedure.input(z.object({ project, picture })).output(pictureCaptionsSchema),
  /** Puts these in place of what the source says; null takes that back. Gives what a person had written before, to be put back. */
  set: procedure
    .input(z.object({ project, picture, texts: z.array(z.string().max(100_000)).max(100).nullable() }))
    .output(z.object({ before: z.array(z.string()).nullable() })),
  words: procedure.input(z.object({ project })).output(wordsAboutSchema),
};
