import { open, stat } from 'node:fs/promises';
import { skipReasons } from '../../shared/errors/pictures.ts';

/** What a file's first bytes say it is. */
type Signature = 'picture' | 'heic' | 'layered' | 'unknown';

const refusals: Readonly<Record<Signature, string | null>> = {
  picture: null,
  heic: skipReasons.heic,
  layered: skipReasons.layered,
  unknown: skipReasons.notAPicture,
};

const LENGTH = 64;
const text = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

function signatureOf(bytes: Buffer): Signature {
  const brand = text(bytes, 8, 12);
  if (text(bytes, 4, 8) === 'ftyp') return /^(avif|avis|mif1|msf1)$/.test(brand) ? 'picture' : /^hei|^hev/.test(brand) ? 'heic' : 'unknown';
  const known =
    text(bytes, 0, 4) === '\x89PNG' ||
    text(bytes, 0, 3) === '\xff\xd8\xff' ||
    (text(bytes, 0, 4) === 'RIFF' && brand === 'WEBP') ||
    text(bytes, 0, 4) === 'GIF8' ||
    /^(II[*+]\0|MM\0[*+])/.test(text(bytes, 0, 4)) ||
    // An svg, perhaps after a byte-order mark, or one packed by gzip.
    /^(\xef\xbb\xbf)?\s*</.test(text(bytes, 0, 16)) ||
    text(bytes, 0, 2) === '\x1f\x8b';
  if (known) return 'picture';
  return text(bytes, 0, 4) === '8BPS' || text(bytes, 0, 8) === 'gimp xcf' || text(bytes, 30, 54) === 'mimetypeimage/openraster' ? 'layered' : 'unknown';
}

/**
 * Looks at a file before any decoder does: the clause that says why it cannot be a picture, or null if it
 * may be one. Throws the system's error where it cannot be opened.
 */
export async function refusalOf(path: string): Promise<string | null> {
  const found = await stat(path);
  // Opening a pipe would wait for a writer forever.
  if (!found.isFile()) return skipReasons.notAFile;
  if (found.size === 0) return skipReasons.empty;
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(LENGTH);
    await file.read(bytes, 0, LENGTH, 0);
    return refusals[signatureOf(bytes)];
  } finally {
    await file.close();
  }
}
