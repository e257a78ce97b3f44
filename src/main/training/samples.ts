import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeError } from '../checkpoints/files.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { Pixels } from '../data/pixels.ts';
import { encodePicture } from '../data/encode.ts';
import { toPixels } from '../data/pixels.ts';
import { drawSheet } from '../data/sheet.ts';
import type { ExecutorState } from '../engine/executor.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import type { SampleSheet } from '../models/architecture.ts';
import type { PreparedSheet } from './sheets.ts';

/** The folder of single pictures, beside the sheets. */
const PICTURES = 'pictures';

/** A power cut may cost a sample; waiting for the disk at each would cost more. */
const asItIs = { format: 'png', quality: 100, durable: false } as const;

/** Draws sheets of held-out pictures: a row a picture, the picture itself and what the networks make of it. */
export class Sampler {
  readonly #folder: string;
  readonly #sheets: readonly PreparedSheet[];
  /** Held-out pictures that lie in their files already. */
  readonly #written = new Set<string>();

  private constructor(folder: string, sheets: readonly PreparedSheet[]) {
    this.#folder = folder;
    this.#sheets = sheets;
  }

  /** Draws the first `count` pictures of each sheet below the run's folder. */
  static of(sheets: readonly PreparedSheet[], count: number, runFolder: string): Sampler {
    const shown = count === 0 ? [] : sheets.map((prepared) => ({ ...prepared, pictures: prepared.pictures.slice(0, count) }));
    return new Sampler(join(runFolder, 'samples'), shown);
  }

  /** Sides that a sheet is drawn of. */
  get sides(): readonly string[] {
    return this.#sheets.map(({ sheet }) => sheet.side);
  }

  /**
   * Draws all sheets as `samples/step-<step>-<side>.png` with the state as it is, with each of their pictures as a file of
   * its own below `samples/pictures`, and reports them. A sheet that cannot be written, on a full disk for one, is no
   * reason to lose training: a note says so.
   */
  async draw(state: ExecutorState, step: number, context: TaskContext): Promise<void> {
    const at = `step-${String(step).padStart(8, '0')}`;
    for (const { sheet, program, pictures, inputs } of this.#sheets) {
      const names = sheet.columns.map(({ output }) => output);
      const rows: Pixels[][] = [];
      for (const [place, picture] of pictures.entries()) {
        const outputs = await program.run(state, inputs[place], names);
        rows.push([picture, ...names.map((name) => outputs[name])].flatMap(toPixels));
      }
      const pixels = await drawSheet(rows, ['', ...sheet.columns.map(({ label }) => label)]);
      const file = join(this.#folder, `${at}-${sheet.side}.png`);
      try {
        await mkdir(join(this.#folder, PICTURES), { recursive: true });
        await encodePicture(pixels, file, { format: 'png', quality: 100 });
        const files = await this.#writePictures(sheet, rows, at);
        context.report({ type: 'sample', file, side: sheet.side, step, rows: files });
      } catch (error) {
        const known = await writeError(error, this.#folder, pixels.data.length);
        if (!(known instanceof RecastError)) throw known;
        context.report({ type: 'note', text: `A sample sheet could not be saved. ${known.message}` });
      }
    }
  }

  /** Writes the pictures of a sheet one by one; the held-out ones themselves, which never change, only once. Gives the files of each row by column. */
  async #writePictures({ side, columns }: SampleSheet, rows: readonly (readonly Pixels[])[], at: string): Promise<Record<string, string>[]> {
    const files: Record<string, string>[] = [];
    for (const [place, [real, ...made]] of rows.entries()) {
      const original = join(this.#folder, PICTURES, `${side}-${place}-real.png`);
      if (!this.#written.has(original)) await encodePicture(real, original, asItIs);
      this.#written.add(original);
      const row: Record<string, string> = { real: original };
      for (const [column, { output, name = output, onSheet }] of columns.entries()) {
        if (onSheet) continue;
        row[name] = join(this.#folder, PICTURES, `${at}-${side}-${place}-${name}.png`);
        await encodePicture(made[column], row[name], asItIs);
      }
      files.push(row);
    }
    return files;
  }
}
