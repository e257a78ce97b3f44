import { stat } from 'node:fs/promises';
import { RecastError } from '../../shared/errors/index.ts';
import { decodePicture, unreadableReason } from '../data/decode.ts';
import { readProvenance } from '../data/encode.ts';
import { stateFields } from '../data/paintingState.ts';
import { readReason } from '../data/systemErrors.ts';
import type { Pixels } from '../data/pixels.ts';
import type { ConvertTask } from '../jobs/messages.ts';
import type { PlannedFile } from './plan.ts';
import type { Provenance, ProvenanceBase } from './provenance.ts';
import { hashFile, optionsText, provenanceSchema, sameProvenance } from './provenance.ts';

/** A picture before the network: decoded, done already, or not to be had. */
export type Prepared =
  | { readonly file: PlannedFile; readonly state: 'ready'; readonly pixels: Pixels; readonly provenance: Provenance }
  | { readonly file: PlannedFile; readonly state: 'unchanged' }
  | { readonly file: PlannedFile; readonly state: 'failed'; readonly reason: string };

/** Why a file cannot be had, to stand after its name and a colon. */
function reasonOf(error: unknown): string {
  return error instanceof RecastError ? (unreadableReason(error) ?? error.message) : readReason(error);
}

/** The stamp of an existing output, or undefined where there is none. Throws CONVERT_FOREIGN_OUTPUT where the file is not ours to replace. */
async function stampOf(output: string): Promise<Provenance | undefined> {
  if ((await stat(output).catch(() => undefined)) === undefined) return undefined;
  const stamp = provenanceSchema.safeParse(await readProvenance(output));
  if (!stamp.success) throw RecastError.of('CONVERT_FOREIGN_OUTPUT', { path: output });
  return stamp.data;
}

/** Decodes one picture unless its output is there already, made from the same contents by the same checkpoint. Never throws. */
export async function prepareFile(
  file: PlannedFile,
  base: ProvenanceBase,
  task: Pick<ConvertTask, 'quality' | 'background' | 'tilePixels' | 'hints'>,
): Promise<Prepared> {
  try {
    const provenance = { ...base, source: await hashFile(file.input), options: optionsText(task, file.format) };
    const stamp = await stampOf(file.output);
    if (stamp !== undefined && sameProvenance(stamp, provenance)) return { file, state: 'unchanged' };
    const pixels = await decodePicture(file.input, { background: task.background });
    return { file, state: 'ready', pixels, provenance: { ...provenance, ...(task.hints !== undefined && stateFields(pixels, task.hints)) } };
  } catch (error) {
    return { file, state: 'failed', reason: reasonOf(error) };
  }
}
