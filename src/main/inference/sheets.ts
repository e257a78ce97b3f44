import { join } from 'node:path';
import type { Background } from '../data/decode.ts';
import { decodePicture } from '../data/decode.ts';
import { encodePicture } from '../data/encode.ts';
import type { Pixels } from '../data/pixels.ts';
import { drawSheet } from '../data/sheet.ts';
import { sheetName } from './outputs.ts';
import type { PlannedFile } from './plan.ts';
import { thumbnail } from './thumbnail.ts';

/** Pictures on one sheet, one below the other. */
const ROWS = 8;

/** The longest side of a picture on a sheet. */
const SIDE = 256;

/**
 * Writes sheets of the originals beside what became of them, eight pictures a sheet, into `folder` as
 * `recast-sheet-001.png` and so on, from the files as they lie on the disk. Returns their paths.
 */
export async function writeSheets(folder: string, files: readonly PlannedFile[], background: Background): Promise<string[]> {
  const sheets: string[] = [];
  for (let first = 0; first < files.length; first += ROWS) {
    const rows: Pixels[][] = [];
    for (const { input, output } of files.slice(first, first + ROWS)) {
      const [before, after] = await Promise.all([input, output].map((path) => decodePicture(path, { background })));
      rows.push([thumbnail(before, SIDE), thumbnail(after, SIDE)]);
    }
    const path = join(folder, sheetName(sheets.length + 1));
    await encodePicture(await drawSheet(rows, ['before', 'after']), path, { format: 'png', quality: 100 });
    sheets.push(path);
  }
  return sheets;
}
