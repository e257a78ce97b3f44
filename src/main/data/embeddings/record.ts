import * as z from 'zod';
import { RecastError } from '../../../shared/errors/index.ts';

/** The file of a checkpoint that tells which embeddings it was trained on. It holds none of them. */
export const EMBEDDINGS_FILE = 'embeddings.json';

const recordSchema = z.strictObject({
  format: z.literal('recast-embeddings'),
  version: z.literal(1),
  width: z.number().int().positive(),
  /** SHA-256 of the rows with the pictures that they belong to. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What is known of embeddings again: see `recordSchema`. */
export type EmbeddingsRecord = z.infer<typeof recordSchema>;

export function encodeRecord({ width, hash }: Pick<EmbeddingsRecord, 'width' | 'hash'>): Uint8Array {
  const record: EmbeddingsRecord = { format: 'recast-embeddings', version: 1, width, hash };
  return new TextEncoder().encode(`${JSON.stringify(record)}\n`);
}

/** The record in the file of the checkpoint in `folder`. Throws CHECKPOINT_DAMAGED where it is none. */
export function decodeRecord(bytes: Uint8Array, folder: string): EmbeddingsRecord {
  try {
    return recordSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw RecastError.of('CHECKPOINT_DAMAGED', { path: folder, reason: `its ${EMBEDDINGS_FILE} cannot be read.` }, error);
  }
}
