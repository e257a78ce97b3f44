import type { Dataset } from '../data/dataset.ts';
import type { CompiledProgram, Executor } from '../engine/executor.ts';
import type { HostTensor } from '../engine/program.ts';
import type { SampleSheet } from '../models/architecture.ts';

/** A sheet with its program ready and its held-out pictures, which stay the same for the whole run. */
export interface PreparedSheet {
  readonly sheet: SampleSheet;
  readonly program: CompiledProgram;
  readonly pictures: readonly HostTensor[];
}

/** Makes the programs of `sheets` ready, for samples and scores alike, and reads up to `count` held-out pictures a side. Sides without any get no sheet. */
export async function prepareSheets(sheets: readonly SampleSheet[], count: number, dataset: Dataset, executor: Executor): Promise<PreparedSheet[]> {
  const prepared: PreparedSheet[] = [];
  for (const sheet of sheets) {
    const pictures = await dataset.heldOut(sheet.side, count);
    if (pictures.length > 0) prepared.push({ sheet, program: await executor.compile(sheet.program), pictures });
  }
  return prepared;
}
