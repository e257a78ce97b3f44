import type { Palette } from '../../../shared/contract/swatches.ts';
import type { Triple } from '../../../shared/colour/lab.ts';
import { colourFromLab } from '../../../shared/colour/lab.ts';
import { parseHex } from '../../../shared/colour/text.ts';

/** The most colours that are taken from a file. */
const MOST = 256;

/** GIMP's palettes: `GIMP Palette`, a name, then lines of red, green and blue in [0, 255]. */
function readGpl(text: string, name: string): Palette {
  const lines = text.split(/\r?\n/);
  const named = lines.map((line) => /^Name:\s*(.+)$/.exec(line)?.[1]?.trim()).find((found) => found !== undefined);
  const colours = lines.flatMap((line): Triple[] => {
    const [, red, green, blue] = /^\s*(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})(?:\s|$)/.exec(line) ?? [];
    return red === undefined ? [] : [[Number(red) / 255, Number(green) / 255, Number(blue) / 255]];
  });
  return { name: named ?? name, colours };
}

const fromCmyk = (cyan: number, magenta: number, yellow: number, black: number): Triple => [
  (1 - cyan) * (1 - black),
  (1 - magenta) * (1 - black),
  (1 - yellow) * (1 - black),
];

/** Adobe's swatches: `ASEF`, then blocks; a colour is a name in UTF-16, a model of four letters and its numbers as floats. */
function readAse(bytes: DataView, name: string): Palette {
  const colours: Triple[] = [];
  let group: string | null = null;
  const count = bytes.getUint32(8);
  for (let block = 0, at = 12; block < count; block++) {
    const [kind, length] = [bytes.getUint16(at), bytes.getUint32(at + 2)];
    const [start, end] = [at + 6, at + 6 + length];
    const letters = length >= 2 ? bytes.getUint16(start) : 0;
    const text = Array.from({ length: Math.max(0, letters - 1) }, (_, index) => String.fromCharCode(bytes.getUint16(start + 2 + index * 2))).join('');
    if (kind === 0xc001) group ??= text;
    if (kind === 0x0001) {
      const values = start + 2 + letters * 2;
      const model = String.fromCharCode(...[0, 1, 2, 3].map((index) => bytes.getUint8(values + index))).trim();
      const number = (index: number): number => bytes.getFloat32(values + 4 + index * 4);
      if (model === 'RGB') colours.push([number(0), number(1), number(2)]);
      if (model === 'Gray') colours.push([number(0), number(0), number(0)]);
      if (model === 'CMYK') colours.push(fromCmyk(number(0), number(1), number(2), number(3)));
      if (model === 'LAB') colours.push(colourFromLab(number(0) * 100, number(1), number(2)));
    }
    at = end;
  }
  return { name: group ?? name, colours };
}

/** Colours as hex, one or several a line; what is not a colour is passed over. */
function readHexList(text: string, name: string): Palette {
  const found = text.match(/#?\b[\da-f]{6}\b|#[\da-f]{3}\b/gi) ?? [];
  return { name, colours: found.map(parseHex).filter((colour) => colour !== null) };
}

/** What palette files end with. */
export const paletteExtensions = ['gpl', 'ase', 'hex', 'txt'] as const;

/** Reads a palette by what stands in it, whatever it is called. Null where there are no colours in it. */
export function readPalette(data: ArrayBuffer, fileName: string): Palette | null {
  const name = fileName.replace(/\.[^.]+$/, '');
  const text = new TextDecoder().decode(data);
  try {
    const palette = text.startsWith('ASEF')
      ? readAse(new DataView(data), name)
      : text.startsWith('GIMP Palette')
        ? readGpl(text, name)
        : readHexList(text, name);
    const colours = palette.colours.slice(0, MOST).map(([red, green, blue]): Triple => [held(red), held(green), held(blue)]);
    return colours.length === 0 ? null : { name: palette.name, colours };
  } catch {
    // A file that ends in the middle of a block.
    return null;
  }
}

const held = (value: number): number => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);
