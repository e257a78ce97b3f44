import type { Chroma } from '../../../shared/colour/gamut.ts';
import { inGamut, snapped } from '../../../shared/colour/gamut.ts';
import { colourFromLab } from '../../../shared/colour/lab.ts';

/** The plane shows a and b from minus this to this. */
export const REACH = 110;
/** How many colours it shows across. */
const ACROSS = 111;

/** All colours of sRGB at a lightness as a picture: a to the right, b upwards; transparent where sRGB has none, and in part along its edge. */
export function planeOf(lightness: number): ImageData {
  const image = new ImageData(ACROSS, ACROSS);
  const corners = Array.from({ length: (ACROSS + 1) ** 2 }, (_, i) =>
    inGamut(lightness, chromaAt({ x: (i % (ACROSS + 1)) / ACROSS, y: Math.floor(i / (ACROSS + 1)) / ACROSS })),
  );
  for (let row = 0, i = 0; row < ACROSS; row++)
    for (let column = 0; column < ACROSS; column++, i += 4) {
      const corner = row * (ACROSS + 1) + column;
      const shown = [corner, corner + 1, corner + ACROSS + 1, corner + ACROSS + 2].filter((each) => corners[each]).length;
      if (shown === 0) continue;
      const colour = snapped(lightness, chromaAt({ x: (column + 0.5) / ACROSS, y: (row + 0.5) / ACROSS }));
      const [red, green, blue] = colourFromLab(lightness, ...colour);
      image.data.set([red * 255, green * 255, blue * 255, (shown / 4) * 255], i);
    }
  return image;
}

/** The colour at a place of the plane, given in shares of it. */
export const chromaAt = ({ x, y }: { x: number; y: number }): Chroma => [(x * 2 - 1) * REACH, (1 - y * 2) * REACH];

/** Where a colour is in the plane, in shares of it. */
export const placeIn = ([a, b]: Chroma): { x: number; y: number } => ({ x: (a / REACH + 1) / 2, y: (1 - b / REACH) / 2 });
