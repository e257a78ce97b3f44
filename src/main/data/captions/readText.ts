import { readFile } from 'node:fs/promises';
import { captionReasons } from '../../../shared/errors/captions.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { readReason } from '../systemErrors.ts';
import type { DecodedText } from './decodeText.ts';
import { decodeText } from './decodeText.ts';

/** The text of a file in any encoding that captions may have. Throws the error of this code where it cannot be read or is no text. */
export async function readText(path: string, code: 'CAPTIONS_UNREADABLE' | 'SENTENCES_UNREADABLE'): Promise<DecodedText> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw RecastError.of(code, { path, reason: readReason(error) }, error);
  }
  const decoded = decodeText(bytes);
  if (decoded === null) throw RecastError.of(code, { path, reason: captionReasons.binary });
  return decoded;
}
