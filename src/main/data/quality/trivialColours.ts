import type { HintPatch } from '../hints.ts';
import { labToRgb } from '../lab.ts';
import type { Pixels } from '../pixels.ts';

/**
 * What anybody can do without a network, so that one knows what a colourist is worth. Where the colourist predicts
 * lightness as well (sketches), these are told more than it: the lightness of the mean and of hints, too, laid below the lines.
 */

/** A picture that is to be coloured. */
export interface Drawn {
  /** What it should become. */
  readonly truth: Pixels;
  /** The same in Lab, interleaved. */
  readonly lab: Float32Array;
  /** Scaled lightness of what the network sees, in [-0.5, 0.5]. */
  readonly drawing: ArrayLike<number>;
  /** Whether its lightness has to be found as well. */
  readonly lightness: boolean;
}

type Lab = readonly [number, number, number];

const PAPER = 100;

/** L of what is seen. */
const seen = ({ drawing }: Drawn, pixel: number): number => (drawing[pixel] + 0.5) * 100;

/** A picture in the colours that each pixel is given; their lightness, where it counts, is that of paper, and lines are as much darker. */
function inColours(drawn: Drawn, colourOf: (x: number, y: number) => Lab): Pixels {
  const { width, height } = drawn.truth;
  const lab = new Float32Array(3 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [l, a, b] = colourOf(pixel % width, Math.floor(pixel / width));
    const light = seen(drawn, pixel);
    lab.set([drawn.lightness ? (light / PAPER) * l : light, a, b], 3 * pixel);
  }
  return labToRgb(lab, width, height);
}

/** The drawing as it is, without colour. */
export function uncoloured(drawn: Drawn): Pixels {
  return inColours(drawn, () => [PAPER, 0, 0]);
}

/** The mean Lab of all pixels of all pictures. */
export function meanOf(all: readonly Drawn[]): Lab {
  const sums = [0, 0, 0];
  let pixels = 0;
  for (const { lab } of all) {
    pixels += lab.length / 3;
    for (let i = 0; i < lab.length; i++) sums[i % 3] += lab[i];
  }
  return [sums[0] / pixels, sums[1] / pixels, sums[2] / pixels];
}

/** All of it in one colour. */
export function inMeanColour(drawn: Drawn, mean: Lab): Pixels {
  return inColours(drawn, () => mean);
}

/** The mean Lab over a patch. */
function colourAt({ truth, lab }: Drawn, { top, left, side }: HintPatch): Lab {
  const sums = [0, 0, 0];
  for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) for (const c of [0, 1, 2]) sums[c] += lab[3 * (y * truth.width + x) + c];
  const [l, a, b] = sums.map((sum) => sum / (side * side));
  return [l, a, b];
}

/** Every pixel in the colour of the hint whose middle is nearest; without hints as it is. */
export function inNearestColours(drawn: Drawn, patches: readonly HintPatch[]): Pixels {
  if (patches.length === 0) return uncoloured(drawn);
  const hints = patches.map((patch) => ({ x: patch.left + patch.side / 2, y: patch.top + patch.side / 2, colour: colourAt(drawn, patch) }));
  return inColours(drawn, (x, y) => {
    let [nearest, least] = [hints[0], Infinity];
    for (const hint of hints) {
      const distance = (hint.x - x - 0.5) ** 2 + (hint.y - y - 0.5) ** 2;
      if (distance < least) [nearest, least] = [hint, distance];
    }
    return nearest.colour;
  });
}
