import { captionReasons } from '../../../shared/errors/captions.ts';

/** A file's text, and a clause where it was not plain UTF-8. */
export interface DecodedText {
  readonly text: string;
  readonly note: string | null;
}

/** Encodings that are tried, in this order, where bytes are not UTF-8: the Korean one refuses most texts of the other. */
const FALLBACKS = ['euc-kr', 'windows-1252'] as const;

function attempt(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Text from bytes: UTF-8, UTF-16 where a byte order mark says so, else Korean (EUC-KR as Windows has it), else Western
 * European. Null where it is no text: it holds zeros.
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const [first, second] = bytes;
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  if (marked !== null) return { text: new TextDecoder(marked).decode(bytes), note: null };
  if (bytes.includes(0)) return null;
  const plain = attempt(bytes, 'utf-8');
  if (plain !== null) return { text: plain, note: null };
  for (const encoding of FALLBACKS) {
    const text = attempt(bytes, encoding);
    if (text !== null) return { text, note: captionReasons.encoding(encoding) };
  }
  return null;
}
