import * as z from 'zod';
import { paintingTools, paintingViews } from './paintingKinds.ts';

const chromaSchema = z.tuple([z.number().min(-128).max(128), z.number().min(-128).max(128)]);

/** What a painter has in hand and looks at, so that a painting is gone on with as it was left. */
export const handSchema = z.strictObject({
  tool: z.enum(paintingTools),
  /** Of hints, as the window counts it. */
  size: z.number().int().min(1).max(9),
  /** a and b of Lab: the colour in use, and the one that waits behind it. */
  colour: chromaSchema,
  other: chromaSchema,
  view: z.enum(paintingViews),
  /** Where the original ends in the split view, as a share of the width. */
  split: z.number().min(0).max(1),
});
export type PaintersHand = z.infer<typeof handSchema>;
