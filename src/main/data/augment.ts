import { skipReasons } from '../../shared/errors/pictures.ts';
import type { Random } from '../engine/random.ts';
import type { Size } from './decode.ts';
import type { Pixels } from './pixels.ts';
import { writeReal } from './pixels.ts';

/** How a picture becomes a training square. */
export type Preprocess = 'resize-and-crop' | 'crop' | 'scale-width' | 'scale-width-and-crop' | 'none';

/** The settings that decide at which size a picture is kept. */
export interface LoadSettings {
  readonly preprocess: Preprocess;
  /** Side of the training square, in pixels. */
  readonly size: number;
  /** Side to which pictures are scaled before the crop, in pixels; at least `size`. */
  readonly loadSize: number;
}

/** Larger pictures are scaled down to so many pixels where the crop would otherwise see them as they are. */
const MOST_LOADED = 4096 * 4096;

/** A picture longer than so many times its width (or the reverse) is no picture to cut squares from. */
const LONGEST_STRIP = 16;

interface Source extends Size {
  readonly settings: LoadSettings;
}

function scaledToWidth({ width, height, settings }: Source, target: number): Size {
  return { width: target, height: Math.max(Math.floor((target * height) / width), settings.size) };
}

function largeEnough({ width, height, settings: { size } }: Source): Size {
  const enlarge = Math.max(1, size / Math.min(width, height));
  const reduce = Math.min(1, Math.sqrt(MOST_LOADED / (width * height)));
  const factor = Math.max(enlarge > 1 ? enlarge : reduce, size / Math.min(width, height));
  return { width: Math.max(size, Math.round(width * factor)), height: Math.max(size, Math.round(height * factor)) };
}

const isStrip = ({ width, height }: Size): boolean => Math.max(width, height) > LONGEST_STRIP * Math.min(width, height);

const loadedSizes: Readonly<Record<Preprocess, (source: Source) => Size | string>> = {
  'resize-and-crop': ({ settings: { loadSize } }) => ({ width: loadSize, height: loadSize }),
  crop: (source) => (isStrip(source) ? skipReasons.tooNarrow(source.width, source.height) : largeEnough(source)),
  'scale-width': (source) => (isStrip(source) ? skipReasons.tooNarrow(source.width, source.height) : scaledToWidth(source, source.settings.size)),
  'scale-width-and-crop': (source) => (isStrip(source) ? skipReasons.tooNarrow(source.width, source.height) : scaledToWidth(source, source.settings.loadSize)),
  none: ({ width, height, settings: { size } }) => (width === size && height === size ? { width, height } : skipReasons.otherSize(width, height, size)),
};

/**
 * The size at which a picture of `width` x `height` pixels is kept, or a clause that says why it cannot be used.
 * The modes are those of the CycleGAN reference (`--preprocess`), with what squares of one size ask for:
 * - `resize-and-crop`: to `loadSize` x `loadSize`, whatever its shape; then a random square.
 * - `crop`: as it is; then a random square. Pictures smaller than the square are enlarged (the reference
 *   fails), those over 16.8 million pixels reduced to that.
 * - `scale-width`: to `size` pixels wide, at least as high; the reference then trains on any height, here the
 *   middle square is taken.
 * - `scale-width-and-crop`: to `loadSize` pixels wide, at least `size` high; then a random square.
 * - `none`: only pictures that are `size` x `size` already.
 */
export function loadedSize(settings: LoadSettings, width: number, height: number): Size | string {
  return loadedSizes[settings.preprocess]({ width, height, settings });
}

/** A square of a picture, perhaps mirrored left to right. */
export interface Square {
  readonly left: number;
  readonly top: number;
  readonly mirrored: boolean;
}

/** The middle square. */
export function middleSquare({ width, height }: Size, size: number): Square {
  return { left: Math.floor((width - size) / 2), top: Math.floor((height - size) / 2), mirrored: false };
}

/** The square that a training step sees: at random where the mode crops, mirrored with probability 1/2 if `flip`. */
export function randomSquare(picture: Size, { preprocess, size, flip }: LoadSettings & { readonly flip: boolean }, random: Random): Square {
  const place =
    preprocess === 'scale-width'
      ? middleSquare(picture, size)
      : { left: random.integer(picture.width - size + 1), top: random.integer(picture.height - size + 1) };
  return { left: place.left, top: place.top, mirrored: flip && random.uniform() < 0.5 };
}

/** Writes a square of `size` x `size` pixels as real numbers in [-1, 1] into a tensor's values. */
export function writeSquare(picture: Pixels, { left, top, mirrored }: Square, size: number, values: Float32Array, offset: number): void {
  const length = size * 3;
  for (let y = 0; y < size; y++) {
    const from = ((top + y) * picture.width + left) * 3;
    const to = offset + y * length;
    writeReal(picture.data.subarray(from, from + length), values, to);
    if (mirrored) mirrorRow(values.subarray(to, to + length), size);
  }
}

function mirrorRow(row: Float32Array, width: number): void {
  for (let one = 0, other = width - 1; one < other; one++, other--) {
    for (let channel = 0; channel < 3; channel++) {
      const kept = row[one * 3 + channel];
      row[one * 3 + channel] = row[other * 3 + channel];
      row[other * 3 + channel] = kept;
    }
  }
}
