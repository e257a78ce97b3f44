import type { Metadata } from 'sharp';
import { RecastError } from '../../shared/errors/index.ts';
import { skipReasons } from '../../shared/errors/pictures.ts';
import type { Pixels } from './pixels.ts';
import { sharp } from './sharp.ts';
import { refusalOf } from './signature.ts';
import { readReason, systemCode } from './systemErrors.ts';
import { withoutAlpha } from './transparency.ts';
import type { Background } from './transparency.ts';

export type { Background } from './transparency.ts';

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a picture is read. */
export interface DecodeOptions {
  readonly background: Background;
  /** The size to scale to, from the picture's own, upright; or a clause that says why it is refused. Without it nothing is scaled. */
  readonly scale?: (width: number, height: number) => Size | string;
}

/** The most pixels that are decoded as a whole: 300 MB as bytes, some three times that on the way. */
const MOST_WHOLE = 100_000_000;

/** The most pixels that are scaled down while they are read row by row, which needs little memory: 20,000 x 20,000. */
const MOST_STREAMED = 400_000_000;

const FORMATS = new Set(['png', 'jpeg', 'webp', 'gif', 'tiff', 'heif', 'avif', 'svg']);

/** Refuses truncated and seriously damaged pictures, not those with oddities that every viewer bears. */
const INPUT = { failOn: 'error', limitInputPixels: false } as const;

/** A reason to refuse, on its way to become PICTURE_UNREADABLE. */
class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** True where the decoder hands out rows from top to bottom; other kinds are in memory as a whole before they are scaled. */
function streams({ format, isProgressive, orientation }: Metadata): boolean {
  if (format === 'svg') return true;
  if (isProgressive) return false;
  // A jpeg is scaled by the decoder already, before it is turned.
  return format === 'jpeg' || ((format === 'png' || format === 'tiff') && (orientation ?? 1) === 1);
}

/** What the decoder says, in its first sentence that is not about our path. */
function decoderReason(error: unknown, path: string): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n');
  const line = lines.map((part) => part.replace('Input file has corrupt header: ', '').trim()).find((part) => part !== '' && !part.includes(path));
  return skipReasons.damaged((line ?? 'the decoder gives up').slice(0, 160));
}

function reasonOf(error: unknown, path: string): string {
  if (error instanceof Refusal) return error.message;
  return systemCode(error) === undefined ? decoderReason(error, path) : readReason(error);
}

async function targetOf(path: string, scale: DecodeOptions['scale']): Promise<{ own: Size; target: Size; format: string }> {
  const metadata = await sharp(path, INPUT).metadata();
  if (!FORMATS.has(metadata.format)) throw new Refusal(skipReasons.notAPicture);
  const { width, height } = metadata.autoOrient;
  const target = scale?.(width, height) ?? { width, height };
  if (typeof target === 'string') throw new Refusal(target);
  const most = scale !== undefined && target.width * target.height <= MOST_WHOLE && streams(metadata) ? MOST_STREAMED : MOST_WHOLE;
  if (width * height > most) throw new Refusal(skipReasons.tooLarge(width, height, most));
  return { own: { width, height }, target, format: metadata.format };
}

async function decode(path: string, { background, scale }: DecodeOptions): Promise<Pixels> {
  const refusal = await refusalOf(path);
  if (refusal !== null) throw new Refusal(refusal);
  const { own, target } = await targetOf(path, scale);
  const upright = sharp(path, INPUT).autoOrient();
  const scaled = target.width === own.width && target.height === own.height ? upright : upright.resize({ ...target, fit: 'fill', kernel: 'cubic' });
  const { data, info } = await scaled.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: withoutAlpha(data, info.channels, background) };
}

/**
 * Reads a picture: png, jpeg, webp, gif (first frame), tiff (first page), avif or svg, whatever its name says.
 * The result stands upright as its EXIF orientation says, in 8-bit sRGB (colour profiles, CMYK, grey, palettes and
 * 16 bits are converted), laid over the background where it is transparent, and scaled bicubically if `scale` is given.
 *
 * Throws PICTURE_UNREADABLE: damaged or cut off, not a picture, or too large (over 100 million pixels; over 400
 * million where it is scaled and can be read row by row).
 */
export async function decodePicture(path: string, options: DecodeOptions): Promise<Pixels> {
  try {
    return await decode(path, options);
  } catch (error) {
    throw RecastError.of('PICTURE_UNREADABLE', { path, reason: reasonOf(error, path) }, error);
  }
}

/** What a picture's header says. */
export interface PictureHeader extends Size {
  /** What kind of file it is, whatever its name says: `png`, `jpeg`, `webp`, `gif`, `tiff`, `heif`, `svg`. */
  readonly format: string;
}

/**
 * Looks at a picture without decoding it: its upright size and what kind of file it is. A file that is cut off may pass.
 *
 * Throws PICTURE_UNREADABLE as `decodePicture` does.
 */
export async function inspectPicture(path: string): Promise<PictureHeader> {
  try {
    const refusal = await refusalOf(path);
    if (refusal !== null) throw new Refusal(refusal);
    // Scaled as far as can be: so nothing is refused that training could scale.
    const { own, format } = await targetOf(path, () => ({ width: 1, height: 1 }));
    return { ...own, format };
  } catch (error) {
    throw RecastError.of('PICTURE_UNREADABLE', { path, reason: reasonOf(error, path) }, error);
  }
}

/** The reason clause of PICTURE_UNREADABLE; null for any other error. */
export function unreadableReason(error: unknown): string | null {
  if (!(error instanceof RecastError) || error.code !== 'PICTURE_UNREADABLE') return null;
  return String(error.details.reason);
}
