import * as z from 'zod';
import type { Chroma } from '../../../shared/colour/gamut.ts';
import { distance, snapped } from '../../../shared/colour/gamut.ts';
import type { Triple } from '../../../shared/colour/lab.ts';
import { colourFromLab } from '../../../shared/colour/lab.ts';
import { hexOf } from '../../../shared/colour/text.ts';
import type { Palette } from './read.ts';

/** How many colours are remembered. */
const RECENT = 14;
/** Colours nearer than this look the same, in units of Lab. */
const SAME = 2;
const place = 'recast-swatches';

const triple = z.tuple([z.number(), z.number(), z.number()]);
const keptSchema = z.object({
  recent: z.array(z.tuple([z.number(), z.number()])),
  palettes: z.array(z.object({ name: z.string(), colours: z.array(triple) })),
});

function kept(): z.infer<typeof keptSchema> {
  try {
    return keptSchema.parse(JSON.parse(localStorage.getItem(place) ?? ''));
  } catch {
    // Nothing kept yet, or storage that is switched off.
    return { recent: [], palettes: [] };
  }
}

let swatches = $state.raw<{ readonly recent: readonly Chroma[]; readonly palettes: readonly Palette[] }>(kept());

function keep(some: Partial<typeof swatches>): void {
  swatches = { ...swatches, ...some };
  try {
    localStorage.setItem(place, JSON.stringify(swatches));
  } catch {
    // They last as long as the window, then.
  }
}

/** Colours that were used last, newest first. Reactive. */
export const recentColours = (): readonly Chroma[] => swatches.recent;

/** Palettes of the person, by name. Reactive. */
export const savedPalettes = (): readonly Palette[] => swatches.palettes;

/** Remembers that a colour was used. */
export function remember(used: Chroma): void {
  const first = swatches.recent[0];
  if (first !== undefined && distance(first, used) < SAME) return;
  keep({ recent: [used, ...swatches.recent.filter((other) => distance(other, used) >= SAME)].slice(0, RECENT) });
}

/** Keeps a palette; one of the same name is replaced. Gives what takes that back. */
export function savePalette(palette: Palette): () => void {
  const before = swatches.palettes;
  keep({ palettes: [...before.filter(({ name }) => name !== palette.name), palette] });
  return () => keep({ palettes: before });
}

/** Forgets a palette. Gives what takes that back. */
export function removePalette(name: string): () => void {
  const before = swatches.palettes;
  keep({ palettes: before.filter((palette) => palette.name !== name) });
  return () => keep({ palettes: before });
}

/** A colour at a lightness as CSS has it. */
export const cssOf = (lightness: number, colour: Chroma): string => hexOf(colourFromLab(lightness, ...snapped(lightness, colour)));

/** A colour of sRGB as CSS has it. */
export const cssOfSeen = (colour: Triple): string => hexOf(colour);
