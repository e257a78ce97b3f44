import * as z from 'zod';
import type { Palette } from '../../../shared/contract/swatches.ts';
import { paletteSchema } from '../../../shared/contract/swatches.ts';

/** Where windows kept palettes before the home did. */
const PLACE = 'recast-swatches';
const oldSchema = z.object({ palettes: z.array(z.unknown()) });

/**
 * Hands palettes that this browser kept by itself to `keep`, those alone whose name is not `known`, and forgets them when all are kept: done
 * once. What cannot be read is left out.
 */
export async function carryOver(storage: Storage, known: readonly string[], keep: (palette: Palette) => Promise<unknown>): Promise<void> {
  const text = storage.getItem(PLACE);
  if (text === null) return;
  for (const old of palettesIn(text)) if (!known.includes(old.name)) await keep(old);
  storage.removeItem(PLACE);
}

function palettesIn(text: string): Palette[] {
  try {
    return oldSchema.parse(JSON.parse(text)).palettes.flatMap((old) => paletteSchema.safeParse(old).data ?? []);
  } catch {
    return [];
  }
}
