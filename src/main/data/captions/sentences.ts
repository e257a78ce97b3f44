import { captionReasons } from '../../../shared/errors/captions.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { cleanCaption } from './clean.ts';
import { readText } from './readText.ts';

/** The most sentences of one file: more are another file. */
const MOST = 100_000;

/** The sentences of a text file, a line each, in any encoding that captions may have. Throws SENTENCES_UNREADABLE, SENTENCE_EMPTY. */
export async function sentencesIn(path: string): Promise<string[]> {
  const { text } = await readText(path, 'SENTENCES_UNREADABLE');
  const sentences = text
    .split(/\r\n|\r|\n/)
    .map(cleanCaption)
    .filter((line) => line !== '');
  if (sentences.length === 0) throw RecastError.of('SENTENCE_EMPTY', { where: path });
  if (sentences.length > MOST) throw RecastError.of('SENTENCES_UNREADABLE', { path, reason: captionReasons.tooMany(sentences.length, MOST) });
  return sentences;
}
