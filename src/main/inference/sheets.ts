import { join } from 'node:path';
import type { Background, Size } from '../data/decode.ts';
import { decodePicture } from '../data/decode.ts';
import { encodePicture } from '../data/encode.ts';
import type { Pixels } from '../data/pixels.ts';
import { drawSheet } from '../data/sheet.ts';
import { sheetName } from './outputs.ts';
import type { PlannedFile } from './plan.ts';

/** Pictures on one sheet, one below the other. */
const ROWS = 8;

/** The longest side of a picture on a sheet. */
const SIDE = 256;

/** The size that fits; small pictures stay as they are. */
function fitting(width: number, height: number): Size {
  const scale = Math.min(1, SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Writes sheets of the originals beside what became of them, eight pictures a sheet, into `folder` as
 * `recast-sheet-001.png` and so on, from the files as they lie on the disk. Returns their paths.
 */
export async function writeSheets(folder: string, files: readonly PlannedFile[], background: Background): Promise<string[]> {
  const sheets: string[] = [];
  for (let first = 0; first < files.length; first += ROWS) {
    const rows: Pixels[][] = [];
    for (const { input, output } of files.slice(first, first + ROWS)) {
      rows.push(await Promise.all([input, output].map((path) => decodePicture(path, { background, scale: fitting }))));
    }
    const path = join(folder, sheetName(sheets.length + 1));
    await encodePicture(await drawSheet(rows, ['before', 'after']), path, { format: 'png', quality: 100 });
    sheets.push(path);
  }
  return sheets;
}
