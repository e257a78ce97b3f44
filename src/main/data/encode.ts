import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Sharp } from 'sharp';
import { RecastError } from '../../shared/errors/index.ts';
import { writeReasons } from '../../shared/errors/pictures.ts';
import type { Pixels } from './pixels.ts';
import type { Provenance } from './provenance.ts';
import { xmpOf } from './provenance.ts';
import { sharp } from './sharp.ts';
import { writeReason } from './systemErrors.ts';

export { readProvenance } from './provenance.ts';
export type { Provenance } from './provenance.ts';

/** How a picture is written. */
export interface EncodeOptions {
  readonly format: 'png' | 'jpeg' | 'webp' | 'avif';
  /** 1 to 100; png is lossless and takes no notice of it. */
  readonly quality: number;
  readonly provenance?: Provenance;
  /** False leaves it to the system when the disk gets it: for pictures that may be lost in a power cut. */
  readonly durable?: boolean;
}

interface Encoder {
  /** The most pixels a side that the format has numbers for. */
  readonly most: number;
  encode(picture: Sharp, quality: number): Sharp;
}

/** Colours are kept at full resolution: drawings with coloured lines suffer visibly otherwise. */
const FULL_COLOUR = '4:4:4';

const encoders: Readonly<Record<EncodeOptions['format'], Encoder>> = {
  png: { most: 2_147_483_647, encode: (picture) => picture.png() },
  jpeg: { most: 65_535, encode: (picture, quality) => picture.jpeg({ quality, chromaSubsampling: FULL_COLOUR }) },
  webp: { most: 16_383, encode: (picture, quality) => picture.webp({ quality, smartSubsample: true }) },
  avif: { most: 16_384, encode: (picture, quality) => picture.avif({ quality, chromaSubsampling: FULL_COLOUR }) },
};

const stamped = (picture: Sharp, provenance: Provenance | undefined): Sharp =>
  provenance === undefined ? picture : picture.withExif({ IFD0: { Software: 'Recast Studio' } }).withXmp(xmpOf(provenance));

function encoded({ width, height, data }: Pixels, { format, quality, provenance }: EncodeOptions): Promise<Buffer> {
  const picture = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .toColourspace('srgb')
    .withIccProfile('srgb');
  return encoders[format].encode(stamped(picture, provenance), quality).toBuffer();
}

/** How a moving picture is written. `delay`: milliseconds a frame. A gif has no place for a provenance. */
export interface MovingOptions {
  readonly format: 'webp' | 'gif';
  /** 1 to 100; gif takes no notice of it. */
  readonly quality: number;
  readonly delay: number;
  readonly provenance?: Provenance;
}

/** A png in memory, of 3 or 4 bytes a pixel: a layer of a picture with layers. */
export function pngOf({ width, height, data }: Pixels, channels: 3 | 4): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false }).toColourspace('srgb').png().toBuffer();
}

/** Writes under a hidden temporary name beside the target, forces it to the disk where it is `durable`, renames. */
async function writeWhole(path: string, bytes: Buffer, durable: boolean): Promise<void> {
  const temporary = join(dirname(path), `.recast-${randomUUID()}.part`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Writes a picture with the sRGB profile and, if given, its provenance (as JSON in XMP; the program's name in EXIF too).
 * A file of that name is replaced only once the new one is complete and on the disk. The folder must exist.
 *
 * Throws PICTURE_UNWRITABLE: a full disk, no right to write, or more pixels a side than the format can hold.
 */
export async function encodePicture(pixels: Pixels, path: string, options: EncodeOptions): Promise<void> {
  const { most } = encoders[options.format];
  if (Math.max(pixels.width, pixels.height) > most) throw RecastError.of('PICTURE_UNWRITABLE', { path, reason: writeReasons.tooLarge(options.format, most) });
  await place(path, await encoded(pixels, options), options.durable ?? true);
}

async function place(path: string, bytes: Buffer, durable: boolean): Promise<void> {
  try {
    await writeWhole(path, bytes, durable);
  } catch (error) {
    throw RecastError.of('PICTURE_UNWRITABLE', { path, reason: writeReason(error) }, error);
  }
}

/** Writes pictures of one size as one that moves and begins again at its end, whole or not at all. The folder must exist. Throws PICTURE_UNWRITABLE. */
export async function encodeMoving(frames: readonly Pixels[], path: string, { format, quality, delay, provenance }: MovingOptions): Promise<void> {
  const [{ width, height }] = frames;
  const data = Buffer.concat(frames.map((frame) => frame.data));
  const picture = sharp(data, { raw: { width, height: height * frames.length, channels: 3, pageHeight: height }, limitInputPixels: false });
  const timing = { loop: 0, delay: frames.map(() => delay) };
  const moving = format === 'gif' ? picture.gif(timing) : stamped(picture, provenance).webp({ quality, smartSubsample: true, ...timing });
  await place(path, await moving.toBuffer(), true);
}
