import type { Pixels } from './pixels.ts';
import { sharp } from './sharp.ts';
import { escapeXml } from './xml.ts';

/** Space between pictures and around the sheet, in pixels. */
const MARGIN = 4;

/** Height of a line of text against its font size, and width of a letter, as fonts without serifs have them on average. */
const LINE = 1.5;
const LETTER = 0.56;
const LARGEST_FONT = 16;

interface Grid {
  readonly widths: readonly number[];
  readonly heights: readonly number[];
}

const offsets = (lengths: readonly number[], start: number): number[] =>
  lengths.map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length + MARGIN, start));
const extent = (lengths: readonly number[]): number => lengths.reduce((sum, length) => sum + length + MARGIN, MARGIN);

function gridOf(rows: readonly (readonly Pixels[])[]): Grid {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(1, ...rows.map((row) => row.at(column)?.width ?? 0)));
  return { widths, heights: rows.map((row) => Math.max(1, ...row.map(({ height }) => height))) };
}

function paste(sheet: Pixels, picture: Pixels, left: number, top: number): void {
  const length = picture.width * 3;
  for (let y = 0; y < picture.height; y++) sheet.data.set(picture.data.subarray(y * length, (y + 1) * length), ((top + y) * sheet.width + left) * 3);
}

/** A strip with the labels over their columns; null where this machine has no font that can draw them. */
async function drawLabels(labels: readonly string[], widths: readonly number[], width: number): Promise<Pixels | null> {
  const sizes = labels.flatMap((label, i) => (label === '' || i >= widths.length ? [] : [widths[i] / (LETTER * label.length)]));
  if (sizes.length === 0) return null;
  const font = Math.min(LARGEST_FONT, ...sizes);
  const height = Math.ceil(font * LINE);
  const lefts = offsets(widths, MARGIN);
  const texts = widths.map(
    (column, i) => `<text x="${lefts[i] + column / 2}" y="${height * 0.72}" text-anchor="middle">${escapeXml(labels.at(i) ?? '')}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g font-family="sans-serif" font-size="${font}" fill="#222">${texts.join('')}</g></svg>`;
  const { data } = await sharp(Buffer.from(svg)).flatten({ background: 'white' }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return data.some((value) => value < 200) ? { width, height, data } : null;
}

/**
 * Lays pictures out in rows on white, each in the middle of its cell, with a small margin; columns are as wide as their
 * widest picture, rows as high as their highest. Labels stand over the columns, smaller where a column is narrow, and are
 * left out on machines without fonts. Throws RangeError without pictures.
 */
export async function drawSheet(rows: readonly (readonly Pixels[])[], labels: readonly string[] = []): Promise<Pixels> {
  if (!rows.some((row) => row.length > 0)) throw new RangeError('A sheet needs at least one picture.');
  const { widths, heights } = gridOf(rows);
  const width = extent(widths);
  const strip = await drawLabels(labels, widths, width);
  const start = MARGIN + (strip?.height ?? 0);
  const height = extent(heights) + (strip?.height ?? 0);
  const sheet = { width, height, data: new Uint8Array(width * height * 3).fill(255) };
  if (strip !== null) paste(sheet, strip, 0, MARGIN);
  const [lefts, tops] = [offsets(widths, MARGIN), offsets(heights, start)];
  for (const [r, row] of rows.entries()) {
    for (const [c, picture] of row.entries()) {
      paste(sheet, picture, lefts[c] + Math.floor((widths[c] - picture.width) / 2), tops[r] + Math.floor((heights[r] - picture.height) / 2));
    }
  }
  return sheet;
}
