import type { Random } from '../engine/random.ts';
import type { HostTensor } from '../engine/program.ts';
import { colourToLab } from '../../shared/colour/lab.ts';
import type { Square } from './areas.ts';
import { paintForeign } from './foreignColours.ts';

/** How hints are drawn while training. */
export interface HintSampling {
  /** The chance, before each hint, that no further one follows. */
  readonly end: number;
  /** The chance that all colours of a picture are revealed. */
  readonly revealed: number;
  /** The chance that a picture has no hints at all, whatever else is drawn; 0 where left out. */
  readonly unhinted?: number;
  /** The chance that areas of a picture are painted anew, see `foreignColours.ts`; never where left out. */
  readonly foreign?: number;
}

/** A square of one colour, in pixels of the picture. */
export type HintPatch = Square;

/** What a network is told of the colours. */
export interface Hints {
  /** `[N, H, W, 2]`, ab / 110; zero where there is no hint. */
  readonly colours: HostTensor;
  /** `[N, H, W, 1]`: 0.5 where there is a hint, else -0.5, as the reference centres it. */
  readonly mask: HostTensor;
}

/** Sides of patches: 1 to 9 pixels, all alike. */
const LARGEST_SIDE = 9;
const AB = 110;
const MASK_CENTRE = 0.5;

/** An index from 0 to `free` near the middle: normal with a deviation of half the middle, clipped, as the reference draws it. */
function place(free: number, random: Random): number {
  const middle = (free + 1) / 2;
  return Math.min(free, Math.max(0, Math.trunc(middle + random.normal() * (middle / 2))));
}

/**
 * Draws the patches of one picture as Zhang et al. (2017, section 3.1) do: their number is geometric, the side uniform
 * from 1 to 9, the place normal around the middle.
 */
export function drawPatches(height: number, width: number, { end }: Pick<HintSampling, 'end'>, random: Random): HintPatch[] {
  const patches: HintPatch[] = [];
  while (random.uniform() >= end) {
    patches.push(drawPatch(height, width, 1 + random.integer(LARGEST_SIDE), random));
  }
  return patches;
}

/** A patch of a given side, no larger than the picture, near its middle. */
function drawPatch(height: number, width: number, wanted: number, random: Random): HintPatch {
  const side = Math.min(wanted, height, width);
  return { side, top: place(height - side, random), left: place(width - side, random) };
}

/** So many patches of one side, at places as in training: more of them begin with the same ones. */
export function drawCounted(height: number, width: number, { count, side }: { readonly count: number; readonly side: number }, random: Random): HintPatch[] {
  return Array.from({ length: count }, () => drawPatch(height, width, side, random));
}

/** The ab of one picture out of a batch `[N, H, W, 3] in [-1, 1]`, interleaved. */
function chromaOf(pictures: HostTensor, index: number): Float32Array {
  const pixels = pictures.shape[1] * pictures.shape[2];
  const chroma = new Float32Array(pixels * 2);
  const unit = (at: number): number => (pictures.values[at] + 1) / 2;
  for (let pixel = 0, at = index * pixels * 3; pixel < pixels; pixel++, at += 3) {
    const [, a, b] = colourToLab(unit(at), unit(at + 1), unit(at + 2));
    chroma[2 * pixel] = a / AB;
    chroma[2 * pixel + 1] = b / AB;
  }
  return chroma;
}

/** Visits every pixel of a patch, row by row. */
function eachPixel({ top, left, side }: HintPatch, width: number, visit: (pixel: number) => void): void {
  for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) visit(y * width + x);
}

/** The mean colour over a patch, scaled ab. */
function meanOver(patch: HintPatch, chroma: Float32Array, width: number): [number, number] {
  const mean: [number, number] = [0, 0];
  eachPixel(patch, width, (pixel) => {
    mean[0] += chroma[2 * pixel] / patch.side ** 2;
    mean[1] += chroma[2 * pixel + 1] / patch.side ** 2;
  });
  return mean;
}

/** Writes one patch of a colour into the hints of a picture. */
function writePatch(patch: HintPatch, colour: readonly [number, number], width: number, colours: Float32Array, mask: Float32Array): void {
  eachPixel(patch, width, (pixel) => {
    colours.set(colour, 2 * pixel);
    mask[pixel] = 1 - MASK_CENTRE;
  });
}

/** Hints for a batch `[N, H, W, 3] in [-1, 1]`: patches a picture, or null where all its colours are revealed. */
function writeHints(pictures: HostTensor, patchesOf: (index: number) => readonly HintPatch[] | null): Hints {
  const [batch, height, width] = pictures.shape;
  const pixels = height * width;
  const colours = new Float32Array(batch * pixels * 2);
  const mask = new Float32Array(batch * pixels).fill(-MASK_CENTRE);
  for (let index = 0; index < batch; index++) {
    const chroma = chromaOf(pictures, index);
    const ownColours = colours.subarray(index * pixels * 2, (index + 1) * pixels * 2);
    const ownMask = mask.subarray(index * pixels, (index + 1) * pixels);
    const patches = patchesOf(index);
    if (patches === null) {
      ownColours.set(chroma);
      ownMask.fill(1 - MASK_CENTRE);
    } else for (const patch of patches) writePatch(patch, meanOver(patch, chroma, width), width, ownColours, ownMask);
  }
  return { colours: { shape: [batch, height, width, 2], values: colours }, mask: { shape: [batch, height, width, 1], values: mask } };
}

/** Hints at given patches of one picture `[1, H, W, 3] in [-1, 1]`, in its own colours. */
export function hintsAt(picture: HostTensor, patches: readonly HintPatch[]): Hints {
  return writeHints(picture, () => patches);
}

/** One hint of any colour, scaled ab, for a picture `[1, H, W, 3]`. */
export function hintOf(patch: HintPatch, colour: readonly [number, number], height: number, width: number): Hints {
  const colours = new Float32Array(height * width * 2);
  const mask = new Float32Array(height * width).fill(-MASK_CENTRE);
  writePatch(patch, colour, width, colours, mask);
  return { colours: { shape: [1, height, width, 2], values: colours }, mask: { shape: [1, height, width, 1], values: mask } };
}

/** A batch of pictures, some of them perhaps painted anew, and the hints of their colours. */
export interface Hinted extends Hints {
  readonly pictures: HostTensor;
}

/** Simulates a person's hints for a batch of colour pictures `[N, H, W, 3] in [-1, 1]`. Every picture has its own random stream. */
export function drawHints(given: HostTensor, sampling: HintSampling, random: Random): Hinted {
  const [batch, height, width, channels] = given.shape;
  const length = height * width * channels;
  const values = Float32Array.from(given.values);
  const patches = Array.from({ length: batch }, (_, index) => {
    const [own, foreign] = [random.split(index), random.split('foreign').split(index)];
    if (foreign.uniform() < (sampling.unhinted ?? 0)) return [];
    if (own.uniform() < sampling.revealed) return null;
    const drawn = drawPatches(height, width, sampling, own);
    if (foreign.uniform() >= (sampling.foreign ?? 0)) return drawn;
    return [...drawn, ...paintForeign(values.subarray(index * length, (index + 1) * length), height, width, foreign)];
  });
  const pictures: HostTensor = { shape: given.shape, values };
  return { ...writeHints(pictures, (index) => patches[index]), pictures };
}
