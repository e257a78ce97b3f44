import { join } from 'node:path';
import type { Palette, SwatchesOfPerson } from '../../../shared/contract/swatches.ts';
import { swatchesSchema } from '../../../shared/contract/swatches.ts';
import { distance } from '../../../shared/colour/gamut.ts';
import { readJsonFile, writeJsonFile } from '../files.ts';
import type { StudioParts } from '../parts.ts';

/** How many colours are remembered. */
const RECENT = 14;
/** Colours nearer than this look the same, in units of Lab. */
const SAME = 2;
const FILE = 'swatches.json';

/** The colours of a person. A file that cannot be read counts as none. */
export const readSwatches = ({ layout }: Pick<StudioParts, 'layout'>): SwatchesOfPerson =>
  readJsonFile(swatchesSchema, join(layout.home, FILE)) ?? { recent: [], palettes: [] };

function keep(parts: Pick<StudioParts, 'layout' | 'changes'>, swatches: SwatchesOfPerson): SwatchesOfPerson {
  writeJsonFile(join(parts.layout.home, FILE), swatches);
  parts.changes.tell('swatches');
  return swatches;
}

/** Remembers that a colour was used: it is the newest, and those that look like it are forgotten. */
export function useColour(parts: Pick<StudioParts, 'layout' | 'changes'>, colour: [number, number]): SwatchesOfPerson {
  const { recent, palettes } = readSwatches(parts);
  return keep(parts, { recent: [colour, ...recent.filter((other) => distance(other, colour) >= SAME)].slice(0, RECENT), palettes });
}

/** Keeps a palette in the place of the one with its name, else as the last. */
export function savePalette(parts: Pick<StudioParts, 'layout' | 'changes'>, palette: Palette): SwatchesOfPerson {
  const { recent, palettes } = readSwatches(parts);
  const known = palettes.some(({ name }) => name === palette.name);
  return keep(parts, { recent, palettes: known ? palettes.map((each) => (each.name === palette.name ? palette : each)) : [...palettes, palette] });
}

/** Names a palette, which keeps its place; another one of that name gives way. */
export function renamePalette(parts: Pick<StudioParts, 'layout' | 'changes'>, name: string, to: string): SwatchesOfPerson {
  const { recent, palettes } = readSwatches(parts);
  const others = name === to ? palettes : palettes.filter((palette) => palette.name !== to);
  return keep(parts, { recent, palettes: others.map((palette) => (palette.name === name ? { ...palette, name: to } : palette)) });
}

/** Forgets the palette with this name. */
export function removePalette(parts: Pick<StudioParts, 'layout' | 'changes'>, name: string): SwatchesOfPerson {
  const { recent, palettes } = readSwatches(parts);
  return keep(parts, { recent, palettes: palettes.filter((palette) => palette.name !== name) });
}
