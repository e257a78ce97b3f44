import type { Palette, SwatchesOfPerson } from '../../../shared/contract/swatches.ts';
import type { Chroma } from '../../../shared/colour/gamut.ts';
import { distance, snapped } from '../../../shared/colour/gamut.ts';
import type { Triple } from '../../../shared/colour/lab.ts';
import { colourFromLab } from '../../../shared/colour/lab.ts';
import { hexOf } from '../../../shared/colour/text.ts';
import { studio } from '../../connection/connection.svelte.ts';
import { live } from '../../state/live.svelte.ts';
import { carryOver } from './carried.ts';

/** Colours nearer than this look the same, in units of Lab. */
const SAME = 2;

let swatches = $state.raw<SwatchesOfPerson>({ recent: [], palettes: [] });

/** Keeps the colours of the person as the studio has them, while the component lives. */
export function followSwatches(): void {
  const kept = live((signal) => studio.swatches.get(undefined, { signal }), ['swatches']);
  $effect(() => {
    if (kept.value === undefined) return;
    swatches = kept.value;
    carry(kept.value);
  });
}

let carried = false;

/** Brings what this browser kept before the home did; tried again with the next window where that fails. */
function carry({ palettes }: SwatchesOfPerson): void {
  if (carried) return;
  carried = true;
  void (async () => {
    const names = palettes.map(({ name }) => name);
    await carryOver(localStorage, names, async (palette) => (swatches = await studio.swatches.savePalette(palette)));
  })().catch(() => undefined);
}

/** Colours that were used last, newest first. Reactive. */
export const recentColours = (): readonly Chroma[] => swatches.recent;

/** Palettes of the person. Reactive. */
export const savedPalettes = (): readonly Palette[] => swatches.palettes;

/** Remembers that a colour was used. A studio that is away forgets it: that is nothing to tell anybody. */
export function remember([a, b]: Chroma): void {
  const first = swatches.recent[0];
  if (first !== undefined && distance(first, [a, b]) < SAME) return;
  swatches = { ...swatches, recent: [[a, b], ...swatches.recent] };
  void studio.swatches.use({ colour: [a, b] }).then(
    (kept) => (swatches = kept),
    () => undefined,
  );
}

/** Keeps a palette; one of the same name is replaced. Gives what takes that back. */
export async function savePalette(palette: Palette): Promise<() => Promise<unknown>> {
  const before = swatches.palettes.find(({ name }) => name === palette.name);
  swatches = await studio.swatches.savePalette(palette);
  return async () =>
    (swatches = before === undefined ? await studio.swatches.removePalette({ name: palette.name }) : await studio.swatches.savePalette(before));
}

/** Names a palette otherwise; another one of that name is replaced. Gives what takes that back. */
export async function renamePalette({ name }: Palette, to: string): Promise<() => Promise<unknown>> {
  const replaced = swatches.palettes.find((each) => each.name === to && to !== name);
  swatches = await studio.swatches.renamePalette({ name, to });
  return async () => {
    swatches = await studio.swatches.renamePalette({ name: to, to: name });
    if (replaced !== undefined) swatches = await studio.swatches.savePalette(replaced);
  };
}

/** Forgets a palette. Gives what takes that back. */
export async function removePalette(palette: Palette): Promise<() => Promise<unknown>> {
  swatches = await studio.swatches.removePalette({ name: palette.name });
  return async () => (swatches = await studio.swatches.savePalette(palette));
}

/** A colour at a lightness as CSS has it. */
export const cssOf = (lightness: number, colour: Chroma): string => hexOf(colourFromLab(lightness, ...snapped(lightness, colour)));

/** A colour of sRGB as CSS has it. */
export const cssOfSeen = (colour: Triple): string => hexOf(colour);
