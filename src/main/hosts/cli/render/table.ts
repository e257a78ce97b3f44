import { stripVTControlCharacters } from 'node:util';

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** May be cut with an ellipsis when the table is wider than the terminal. */
  readonly flexible?: boolean;
}

const gap = '  ';
const smallestFlexible = 8;

const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function* widths(text: string): Generator<[string, number]> {
  for (const { segment } of graphemes.segment(text)) yield [segment, wide.test(segment) ? 2 : 1];
}

/** How many columns a text takes on a terminal; wide characters (Chinese, Korean, emoji) take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const [, columns] of widths(stripVTControlCharacters(text))) width += columns;
  return width;
}

/** Cuts a text to a width, with an ellipsis in place of what is lost. */
export function cutTo(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const [segment, columns] of widths(stripVTControlCharacters(text))) {
    if (used + columns > width - 1) break;
    kept += segment;
    used += columns;
  }
  return `${kept}…`;
}

/**
 * Lines of a table: titles, then one line a row, columns two spaces apart, no line wider than
 * `columns` while flexible cells can still be cut. Control characters in cells are dropped.
 */
export function drawTable(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  // Names come from people and folders: a line break or an escape sequence in one must not break the table.
  const clean = rows.map((row) => row.map((cell) => stripVTControlCharacters(cell).replace(/\p{Cc}+/gu, ' ')));
  const cells = [columns.map((column) => column.title), ...clean];
  const sizes = columns.map((_, index) => Math.max(...cells.map((row) => displayWidth(row[index]))));
  for (;;) {
    const excess = sizes.reduce((sum, size) => sum + size, gap.length * (columns.length - 1)) - width;
    if (excess <= 0) break;
    const widest = columns.reduce(
      (best, column, index) => (column.flexible && sizes[index] > smallestFlexible && (best < 0 || sizes[index] > sizes[best]) ? index : best),
      -1,
    );
    if (widest < 0) break;
    sizes[widest]--;
  }
  return cells.map((row) =>
    row
      .map((cell, index) => {
        const text = cutTo(cell, sizes[index]);
        const padding = ' '.repeat(sizes[index] - displayWidth(text));
        return columns[index].align === 'right' ? padding + text : text + padding;
      })
      .join(gap)
      .trimEnd(),
  );
}
