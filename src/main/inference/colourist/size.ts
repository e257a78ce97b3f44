import type { Colourist } from '../../models/architecture.ts';
import { roundUp } from '../sizes.ts';

/** Width and height in pixels or cells. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a size has to keep to. */
export type SizeRules = Pick<Colourist, 'side' | 'multipleOf' | 'smallest'>;

/**
 * The size at which a network looks at a picture: about as many pixels as a square of `side` has, in the picture's shape
 * as far as the multiples allow. Of a narrow strip the short edge is `smallest`, and the long one has what that leaves.
 */
export function workingSize({ width, height }: Size, { side, multipleOf, smallest }: SizeRules): Size {
  const scale = side / Math.sqrt(width * height);
  const longest = roundUp((side * side) / smallest, multipleOf);
  const fit = (edge: number): number => Math.min(longest, Math.max(smallest, Math.round((edge * scale) / multipleOf) * multipleOf));
  return { width: fit(width), height: fit(height) };
}
