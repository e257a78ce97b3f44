import { RecastError } from '../../../shared/errors/index.ts';
import { Vocabulary, vocabularySchema } from './vocabulary.ts';

/** The file of a checkpoint that holds its vocabulary. */
export const VOCABULARY_FILE = 'vocabulary.json';

/** A vocabulary as bytes of a file. */
export const encodeVocabulary = (vocabulary: Vocabulary): Uint8Array => new TextEncoder().encode(`${JSON.stringify(vocabulary.toFile())}\n`);

/** The vocabulary in the file of the checkpoint in `folder`. Throws VOCABULARY_MISFIT where it is none. */
export function decodeVocabulary(bytes: Uint8Array, folder: string): Vocabulary {
  try {
    return Vocabulary.from(vocabularySchema.parse(JSON.parse(new TextDecoder().decode(bytes))));
  } catch (error) {
    throw RecastError.of('VOCABULARY_MISFIT', { path: folder, reason: 'it cannot be read' }, error);
  }
}
