import type { paintingModes } from '../paintingKinds.ts';

/** The lightness at which colours are shown while nothing says which. */
export const MIDDLE = 65;

/** What is darker in a sketch is ink, and what is lighter is paper. */
const [INK, PAPER] = [25, 93] as const;

/**
 * The lightness at which colours are shown at a place: a photo's own. Paper and ink of a sketch get theirs with the colour, from the colourist; at that
 * of paper every colour would be shown as white, and none could be chosen.
 */
export const shownLightness = (lightness: number, mode: (typeof paintingModes)[number] | null): number =>
  mode === 'sketch' && (lightness < INK || lightness > PAPER) ? MIDDLE : lightness;
