import type { Palette } from '../../../shared/contract/swatches.ts';
import { hexOf } from '../../../shared/colour/text.ts';

const COLUMNS = 8;

/** A palette in GIMP's form, which most painting programs read; a name is one line there. */
export function gplOf({ name, colours }: Palette): string {
  const lines = colours.map((colour) => {
    const numbers = colour.map((value) => String(Math.round(value * 255)).padStart(3));
    return `${numbers.join(' ')}\t${hexOf(colour)}`;
  });
  return ['GIMP Palette', `Name: ${name.replace(/\s+/g, ' ')}`, `Columns: ${COLUMNS}`, '#', ...lines, ''].join('\n');
}
