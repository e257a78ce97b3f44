import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import type { PaintersHand } from '../../shared/hand.ts';
import { handSchema } from '../../shared/hand.ts';
import type { HintsDocument } from '../../shared/hints.ts';
import { hintsSchema } from '../../shared/hints.ts';
import { readOra } from './layers/readOra.ts';
import { readPsd } from './layers/psd.ts';
import type { Pixels } from './pixels.ts';
import type { Provenance } from './provenance.ts';
import { readProvenance } from './provenance.ts';

/** What an exported painting says of how it was made, so that it can be gone on with. */
export interface PaintingState {
  readonly hints: HintsDocument;
  /** What the painter had in hand; null where the command line wrote the file. */
  readonly hand: PaintersHand | null;
  /** The hash of the colourist's checkpoint. */
  readonly checkpoint: string;
  /** Stands for the pixels of the picture that was coloured; see `contentOf`. */
  readonly content: string;
  /** That picture, where the file has it as a layer. */
  readonly original: Pixels | null;
}

/** Hints longer than this are packed: a jpeg has room for 64 kB beside its pixels. */
const PLAIN = 20_000;
const PACKED = 'deflate:';

/** Stands for the pixels of a picture, whatever kind of file holds them. */
export function contentOf({ width, height, data }: Pixels): string {
  return createHash('sha256').update(`${width}x${height} `).update(data).digest('hex');
}

/** What goes into a file's stamp. */
export function stateFields(pixels: Pixels, hints: HintsDocument, hand?: PaintersHand): { content: string; hints: string; hand?: string } {
  const text = JSON.stringify(hints);
  return {
    content: contentOf(pixels),
    hints: text.length > PLAIN ? PACKED + deflateRawSync(text).toString('base64') : text,
    ...(hand && { hand: JSON.stringify(hand) }),
  };
}

const stampSchema = z.looseObject({ checkpoint: z.string(), content: z.string(), hints: z.string(), hand: z.string().optional() });

function hintsFrom(text: string): HintsDocument | null {
  try {
    const plain = text.startsWith(PACKED) ? inflateRawSync(Buffer.from(text.slice(PACKED.length), 'base64')).toString('utf8') : text;
    return hintsSchema.safeParse(JSON.parse(plain)).data ?? null;
  } catch {
    return null;
  }
}

function handFrom(text: string | undefined): PaintersHand | null {
  try {
    return text === undefined ? null : (handSchema.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}

/** The stamp of a file, and its original where it has layers. */
async function read(path: string): Promise<{ stamp: Provenance | null; original: Pixels | null }> {
  const ending = extname(path).toLowerCase();
  if (ending === '.psd') return readPsd(path);
  if (ending === '.ora') return readOra(path);
  return { stamp: await readProvenance(path), original: null };
}

/** What a file that was exported here was made from; null for any other, and for one that is damaged. */
export async function readState(path: string): Promise<PaintingState | null> {
  const { stamp, original } = await read(path).catch(() => ({ stamp: null, original: null }));
  const parsed = stampSchema.safeParse(stamp);
  const hints = parsed.success ? hintsFrom(parsed.data.hints) : null;
  if (!parsed.success || hints === null) return null;
  const { checkpoint, content } = parsed.data;
  // A layer that another program has painted on is no longer what was coloured.
  return { hints, hand: handFrom(parsed.data.hand), checkpoint, content, original: original !== null && contentOf(original) === content ? original : null };
}
