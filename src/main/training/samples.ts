import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeError } from '../checkpoints/files.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { Dataset } from '../data/dataset.ts';
import { encodePicture } from '../data/encode.ts';
import { toPixels } from '../data/pixels.ts';
import { drawSheet } from '../data/sheet.ts';
import type { CompiledProgram, Executor, ExecutorState } from '../engine/executor.ts';
import type { HostTensor } from '../engine/program.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import type { SampleSheet } from '../models/architecture.ts';

/** A sheet with its program ready and its pictures, which stay the same for the whole run. */
interface PreparedSheet {
  readonly sheet: SampleSheet;
  readonly program: CompiledProgram;
  readonly pictures: readonly HostTensor[];
}

/** Draws sheets of held-out pictures: a row a picture, the picture itself and what the networks make of it. */
export class Sampler {
  readonly #folder: string;
  readonly #sheets: readonly PreparedSheet[];

  private constructor(folder: string, sheets: readonly PreparedSheet[]) {
    this.#folder = folder;
    this.#sheets = sheets;
  }

  /** Makes the programs of `sheets` ready and reads `count` held-out pictures a side. Sides without any get no sheet. */
  static async prepare(sheets: readonly SampleSheet[], count: number, dataset: Dataset, executor: Executor, runFolder: string): Promise<Sampler> {
    const prepared: PreparedSheet[] = [];
    for (const sheet of sheets) {
      const pictures = await dataset.heldOut(sheet.side, count);
      if (pictures.length > 0) prepared.push({ sheet, program: await executor.compile(sheet.program), pictures });
    }
    return new Sampler(join(runFolder, 'samples'), prepared);
  }

  /** Sides that a sheet is drawn of. */
  get sides(): readonly string[] {
    return this.#sheets.map(({ sheet }) => sheet.side);
  }

  /**
   * Draws all sheets as `samples/step-<step>-<side>.png` with the state as it is, and reports them.
   * A sheet that cannot be written, on a full disk for one, is no reason to lose training: a note says so.
   */
  async draw(state: ExecutorState, step: number, context: TaskContext): Promise<void> {
    for (const { sheet, program, pictures } of this.#sheets) {
      const names = sheet.columns.map(({ output }) => output);
      const rows = [];
      for (const picture of pictures) {
        const outputs = await program.run(state, { picture }, names);
        rows.push([picture, ...names.map((name) => outputs[name])].flatMap(toPixels));
      }
      const pixels = await drawSheet(rows, ['', ...sheet.columns.map(({ label }) => label)]);
      const file = join(this.#folder, `step-${String(step).padStart(8, '0')}-${sheet.side}.png`);
      try {
        await mkdir(this.#folder, { recursive: true });
        await encodePicture(pixels, file, { format: 'png', quality: 100 });
      } catch (error) {
        const known = await writeError(error, this.#folder, pixels.data.length);
        if (!(known instanceof RecastError)) throw known;
        context.report({ type: 'note', text: `A sample sheet could not be saved. ${known.message}` });
        continue;
      }
      context.report({ type: 'sample', file, side: sheet.side, step });
    }
  }

  async dispose(): Promise<void> {
    for (const { program } of this.#sheets) await program.dispose();
  }
}
