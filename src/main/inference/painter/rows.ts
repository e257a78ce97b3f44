import { createHash } from 'node:crypto';
import { embeddingReasons } from '../../../shared/errors/embeddings.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { freeName } from '../../data/embeddings/freeName.ts';
import { readRows } from '../../data/embeddings/table.ts';

/** Embeddings that take the place of sentences, by what each is called. */
export type NamedRows = ReadonlyMap<string, Float32Array>;

/**
 * The rows of a file, each named: by the sentence of its place in `sentences` where there are some, else by its picture, else by its number. Rows of
 * one name get numbers.
 *
 * @throws EMBEDDINGS_UNREADABLE, EMBEDDINGS_WIDTH
 */
export async function namedRows(path: string, sentences: readonly string[], expected: number): Promise<NamedRows> {
  const { groups, width } = await readRows(path);
  if (width !== expected) throw RecastError.of('EMBEDDINGS_WIDTH', { path, width, expected });
  const rows = groups.flatMap(({ name, rows: own }) => own.map((row) => ({ name, row })));
  if (sentences.length > 0 && sentences.length !== rows.length)
    throw RecastError.of('EMBEDDINGS_UNREADABLE', { path, reason: embeddingReasons.sentences(rows.length, sentences.length) });
  const named = new Map<string, Float32Array>();
  for (const [index, { name, row }] of rows.entries()) {
    named.set(freeName(sentences[index] ?? name ?? `row ${index + 1}`, named), row);
  }
  return named;
}

/** A row as a picture's metadata tells it: another row, another picture. */
export const rowStamp = (row: Float32Array): string => createHash('sha256').update(row).digest('hex').slice(0, 32);
