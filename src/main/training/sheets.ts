import type { Dataset } from '../data/dataset.ts';
import type { CompiledProgram, Executor } from '../engine/executor.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import type { ColouringProbe, Partners, SampleSheet } from '../models/architecture.ts';
import type { PreparedProbe } from './colouringJudge.ts';

/** A sheet with its program ready and its held-out pictures, which stay the same for the whole run. */
export interface PreparedSheet {
  readonly sheet: SampleSheet;
  readonly program: CompiledProgram;
  readonly pictures: readonly HostTensor[];
  /** The program's inputs for each of them: `picture`, and its partners. */
  readonly inputs: readonly HostTensors[];
}

/** Up to `count` held-out pictures of a side, each with its partners, as inputs of a program. */
async function heldOutInputs(side: string, partners: Partners, count: number, dataset: Dataset): Promise<HostTensors[]> {
  const pictures = await dataset.heldOut(side, count);
  const beside = await Promise.all(Object.entries(partners).map(async ([name, of]) => [name, await dataset.heldOut(of, count)] as const));
  return pictures.map((picture, i) => ({ picture, ...Object.fromEntries(beside.map(([name, tensors]) => [name, tensors[i]])) }));
}

/** Makes a probe's program ready and reads up to `count` held-out pictures. Null where there are none, and where there is nothing to probe. */
export async function prepareProbe(probe: ColouringProbe | undefined, count: number, dataset: Dataset, executor: Executor): Promise<PreparedProbe | null> {
  const pictures = probe === undefined ? [] : await heldOutInputs(probe.side, probe.partners, count, dataset);
  return probe === undefined || pictures.length === 0 ? null : { probe, program: await executor.compile(probe.program), pictures };
}

/** Makes the programs of `sheets` ready, for samples and scores alike, and reads up to `count` held-out pictures a side. Sides without any get no sheet. */
export async function prepareSheets(sheets: readonly SampleSheet[], count: number, dataset: Dataset, executor: Executor): Promise<PreparedSheet[]> {
  const prepared: PreparedSheet[] = [];
  for (const sheet of sheets) {
    const inputs = await heldOutInputs(sheet.side, sheet.partners ?? {}, count, dataset);
    if (inputs.length > 0) prepared.push({ sheet, program: await executor.compile(sheet.program), pictures: inputs.map(({ picture }) => picture), inputs });
  }
  return prepared;
}
