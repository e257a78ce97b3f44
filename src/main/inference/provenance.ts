import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import type { ConvertTask } from '../jobs/messages.ts';
import type { OutputFormat } from './outputs.ts';

/** What every converted picture carries in its metadata: what made it, from what, and how. */
export const provenanceSchema = z.object({
  madeBy: z.literal('Recast Studio'),
  /** The kind of model: `cyclegan`. */
  architecture: z.string(),
  /** The checkpoint's own hash. */
  checkpoint: z.string(),
  direction: z.string(),
  /** SHA-256 of the file that was converted. */
  source: z.string(),
  /** Everything else that the pixels depend on, as text, to tell whether it would come out the same. */
  options: z.string(),
});

/** The stamp of one converted picture. */
export type Provenance = z.infer<typeof provenanceSchema>;

/** What the stamps of one conversion have in common. */
export type ProvenanceBase = Omit<Provenance, 'source' | 'options'>;

/** The options that the pixels of a file depend on. Lossless formats have no quality. */
export function optionsText(task: Pick<ConvertTask, 'quality' | 'background' | 'tilePixels' | 'hints'>, format: OutputFormat): string {
  const hints = task.hints === undefined ? '' : `, hints ${createHash('sha256').update(JSON.stringify(task.hints)).digest('hex').slice(0, 16)}`;
  return `${format}${format === 'png' ? '' : ` ${task.quality}`}, ${task.background}, ${task.tilePixels}${hints}`;
}

/** Whether two stamps say that the same would be made again. */
export function sameProvenance(one: Provenance, other: Provenance): boolean {
  return one.checkpoint === other.checkpoint && one.direction === other.direction && one.source === other.source && one.options === other.options;
}

/** The SHA-256 of a file's contents in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
