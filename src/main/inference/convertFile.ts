import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import { decodePicture, unreadableReason } from '../data/decode.ts';
import { encodePicture, readProvenance } from '../data/encode.ts';
import { systemCode } from '../data/systemErrors.ts';
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

/** Why a file failed, to stand after its name and a colon. */
function reasonOf(error: unknown): string {
  return unreadableReason(error) ?? (error instanceof Error ? error.message : String(error));
}

/** The stamp of an existing output, or undefined where there is none. Throws CONVERT_FOREIGN_OUTPUT where the file is not ours to replace. */
async function stampOf(output: string): Promise<Provenance | undefined> {
  if ((await stat(output).catch(() => undefined)) === undefined) return undefined;
  const stamp = provenanceSchema.safeParse(await readProvenance(output));
  if (!stamp.success) throw RecastError.of('CONVERT_FOREIGN_OUTPUT', { path: output });
  return stamp.data;
}

/** Decodes one picture unless its output is there already, made from the same contents by the same checkpoint. Never throws. */
export async function prepareFile(file: PlannedFile, base: ProvenanceBase, task: ConvertTask): Promise<Prepared> {
  try {
    const provenance = { ...base, source: await hashFile(file.input), options: optionsText(task, file.format) };
    const stamp = await stampOf(file.output);
    if (stamp !== undefined && sameProvenance(stamp, provenance)) return { file, state: 'unchanged' };
    return { file, state: 'ready', pixels: await decodePicture(file.input, { background: task.background }), provenance };
  } catch (error) {
    return { file, state: 'failed', reason: reasonOf(error) };
  }
}

/** What the file system says when no further picture can be written either. */
const HOPELESS: Readonly<Record<string, (path: string, error: unknown) => RecastError>> = {
  ENOSPC: (path, error) => RecastError.of('CONVERT_DISK_FULL', { path }, error),
  EDQUOT: (path, error) => RecastError.of('CONVERT_DISK_FULL', { path }, error),
  EROFS: (path, error) => RecastError.of('CONVERT_OUTPUT_UNWRITABLE', { path: dirname(path), reason: 'the disk is read-only.' }, error),
  EACCES: (path, error) => RecastError.of('CONVERT_OUTPUT_UNWRITABLE', { path: dirname(path), reason: 'you have no right to write there.' }, error),
  EPERM: (path, error) => RecastError.of('CONVERT_OUTPUT_UNWRITABLE', { path: dirname(path), reason: 'you have no right to write there.' }, error),
};

/**
 * Writes one translated picture with its stamp, whole or not at all. Returns the reason where only this
 * file is concerned.
 *
 * @throws CONVERT_DISK_FULL, CONVERT_OUTPUT_UNWRITABLE
 */
export async function deliverFile(file: PlannedFile, pixels: Pixels, provenance: Provenance, quality: number): Promise<string | null> {
  try {
    await mkdir(dirname(file.output), { recursive: true });
    await encodePicture(pixels, file.output, { format: file.format, quality, provenance });
    return null;
  } catch (error) {
    const code = systemCode(error) ?? (error instanceof Error ? systemCode(error.cause) : undefined);
    const hopeless = code === undefined ? undefined : HOPELESS[code];
    if (hopeless !== undefined) throw hopeless(file.output, error);
    return reasonOf(error);
  }
}
