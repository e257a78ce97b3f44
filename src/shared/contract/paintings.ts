import * as z from 'zod';
import { handSchema } from '../hand.ts';
import { hintsSchema } from '../hints.ts';
import { hintStepsSchema } from '../hintSteps.ts';
import { paintingFormats, paintingModes, paintingQualities } from '../paintingKinds.ts';
import { failureSchema, pictureUrlSchema, procedure, timeSchema, working } from './procedure.ts';

/** A checkpoint that colours. */
export const colouristSchema = z.object({
  checkpoint: z.string(),
  run: z.string(),
  runName: z.string(),
  project: z.number().int(),
  projectName: z.string(),
  step: z.number().int(),
  mode: z.enum(paintingModes),
  /** Channels of its first block, and the side of what it learned on, in pixels. */
  width: z.number().int(),
  size: z.number().int(),
  /** Best of its run so far. */
  best: z.boolean(),
  createdAt: timeSchema,
});
export type Colourist = z.infer<typeof colouristSchema>;

const summarySchema = z.object({
  id: z.number().int(),
  name: z.string(),
  /** In pixels, upright. */
  width: z.number().int(),
  height: z.number().int(),
  /** Null until a colourist was chosen, and once it is gone. */
  checkpoint: z.string().nullable(),
  /** As its colourist works; null without one. */
  mode: z.enum(paintingModes).nullable(),
  /** The picture itself as it was opened, upright, in sRGB, laid over white: a copy of its own. */
  picture: pictureUrlSchema,
  /** How many hints there are. */
  hintCount: z.number().int(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  /** When it was put into the bin. */
  removedAt: timeSchema.nullable(),
});
export type PaintingSummary = z.infer<typeof summarySchema>;

export const paintingSchema = summarySchema.extend({
  hints: hintsSchema,
  /** What was done to them, and what was taken back. */
  steps: hintStepsSchema,
  /** Hints newer than these that could not be kept here and were laid aside; null for none. */
  aside: hintsSchema.nullable(),
  /** What the painter had in hand; null where that was never said. */
  hand: handSchema.nullable(),
  /** The picture at most 4096 px long, as PNG, for canvases that take no more; the picture itself where it is not longer. */
  view: z.object({ url: pictureUrlSchema, width: z.number().int(), height: z.number().int() }),
});
export type Painting = z.infer<typeof paintingSchema>;

/**
 * An answer of the network. `url` gives it as raw numbers, `application/octet-stream`: `height` rows of `width` cells of
 * three little-endian 16-bit signed integers, hundredths of Lab: dL, a, b. The cells cover the whole picture, whatever
 * its size: cell (i, j) is the square from i / width to (i + 1) / width. The coloured picture is, everywhere,
 *
 *   Lab = (L of the picture + dL, a, b)     dL, a, b interpolated bilinearly between the cells' centres
 *
 * clipped to sRGB. In photo mode dL is 0 throughout; in sketch mode it is what the network draws beyond the lines.
 */
export const planeSchema = z.object({ url: pictureUrlSchema, width: z.number().int(), height: z.number().int() });

/** What colouring with hints gives. `superseded`: a newer call of the same painting came, and this one was dropped. */
const colouredSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('done'),
    revision: z.number().int(),
    quality: z.enum(paintingQualities),
    /** True where a preview was asked for and the full answer is quick enough to be it. */
    final: z.boolean(),
    plane: planeSchema,
    /** From the call to the plane, in the studio. */
    milliseconds: z.number(),
    /** The engine had ended and was started again for this: why it had. */
    restarted: failureSchema.nullable(),
  }),
  z.object({ state: z.literal('superseded'), revision: z.number().int() }),
]);
export type Coloured = z.infer<typeof colouredSchema>;

const share = z.number().min(0).max(1);
const byId = z.object({ id: z.number().int() });
const ids = z.object({ ids: z.array(z.number().int()).min(1) });
const withHints = byId.extend({ hints: hintsSchema });

/** Pictures that are coloured by hand, with hints. */
export const paintings = {
  /** Last changed first, those in the bin too. */
  list: procedure.output(z.array(summarySchema)),
  get: procedure.input(byId).output(paintingSchema),
  /**
   * Opens a picture by copying it: a file, or one of a project's by id. One that was exported here comes back with its
   * hints and colourist. Without `checkpoint` it takes the newest colourist there is.
   */
  open: procedure
    .input(
      z.object({ from: z.union([z.object({ picture: z.number().int() }), z.object({ path: z.string() })]), checkpoint: z.string().nullable().default(null) }),
    )
    .output(paintingSchema),
  rename: procedure.input(byId.extend({ name: z.string().trim().min(1).max(200) })),
  /** Into the bin. */
  remove: procedure.input(ids),
  restore: procedure.input(ids),
  /**
   * Keeps all hints: called after every change. `steps` are those since the last call that was answered, and take the place of all steps from
   * the first of them on.
   */
  save: procedure.input(withHints.extend({ steps: hintStepsSchema.optional(), hand: handSchema.optional() })).output(z.object({ updatedAt: timeSchema })),
  /** Lays hints aside that `save` had no room for, where the system keeps temporary files; gives whether that could be done. A later `save` forgets them. */
  layAside: procedure.input(withHints).output(z.boolean()),
  /** Chooses the colourist. */
  choose: procedure.input(byId.extend({ checkpoint: z.string() })).output(paintingSchema),
  /** Checkpoints that can colour, newest first, none of the bin. */
  colourists: procedure.output(z.array(colouristSchema)),
  /**
   * Colours with these hints. `revision` counts up with every change: a call with a higher one makes those before void,
   * while a preview and the full answer of one revision come both. The engine starts at the first call and is kept warm.
   */
  colour: procedure.input(withHints.extend({ quality: z.enum(paintingQualities), revision: z.number().int() })).output(colouredSchema),
  /**
   * The likeliest colours of a place, given hints elsewhere: at most nine, likeliest first, each within sRGB at its lightness. Null: a newer call
   * of the same painting came, and this one was dropped.
   */
  suggest: procedure
    .input(withHints.extend({ x: share, y: share }))
    .output(z.object({ lightness: z.number(), colours: z.array(z.object({ colour: z.tuple([z.number(), z.number()]), share: z.number() })) }).nullable()),
  /**
   * How unsure the colourist is, as raw bytes (`application/octet-stream`), `height` rows of `width` cells over the whole
   * picture, 0 sure to 255 anything; and the place where a hint would tell it most. Null as above.
   */
  uncertainty: procedure
    .input(withHints)
    .output(z.object({ url: pictureUrlSchema, width: z.number().int(), height: z.number().int(), next: z.object({ x: share, y: share }) }).nullable()),
  /** Writes it at full size with these hints; below the studio's exports folder where `to` is null. `download` is an address below the studio's root. */
  export: procedure
    .input(
      withHints.extend({
        format: z.enum(paintingFormats),
        quality: z.number().int().min(1).max(100).default(90),
        hand: handSchema.optional(),
        to: z.string().nullable(),
      }),
    )
    .output(working(z.object({ path: z.string(), download: z.string() }))),
};
