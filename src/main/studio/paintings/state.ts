import * as z from 'zod';
import type { HintsDocument } from '../../../shared/hints.ts';
import { hintsSchema } from '../../../shared/hints.ts';
import { readProvenance } from '../../data/encode.ts';
import type { Pixels } from '../../data/pixels.ts';

/** What an exported file says of how it was made. */
export interface PaintingState {
  readonly hints: HintsDocument;
  /** The hash of the colourist's checkpoint. */
  readonly checkpoint: string;
  /** Stands for the pixels of the picture that was coloured; see `contentOf`. */
  readonly content: string;
  /** That picture, where the file has it as a layer. */
  readonly original: Pixels | null;
}

const text = z.string().transform((value, context) => {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    context.addIssue('no JSON');
    return z.NEVER;
  }
});
const stampSchema = z.looseObject({ checkpoint: z.string(), content: z.string(), hints: text.pipe(hintsSchema) });

/** What a file that was exported here was made from; null for any other. */
export async function readState(path: string): Promise<PaintingState | null> {
  const stamp = stampSchema.safeParse(await readProvenance(path));
  if (!stamp.success) return null;
  const { hints, checkpoint, content } = stamp.data;
  return { hints, checkpoint, content, original: null };
}
