import { extname } from 'node:path';
import { uploadKind } from '../../../shared/contract/uploads.ts';
import { RecastError } from '../../../shared/errors/index.ts';

/** Characters of a name, and bytes of it: what every file system takes. */
const NAME_CHARACTERS = 200;
const NAME_BYTES = 240;

const GIB = 1024 ** 3;
/** The most bytes of one file, by its kind. */
const MOST = { pictures: GIB / 2, weights: 8 * GIB, paintings: 2 * GIB, captions: GIB / 4 };

/** Names that Windows keeps for devices, whatever their ending. */
const DEVICES = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
// What parts a path, control characters, and those that turn the direction of writing around, with which a name shows as another.
const NEVER = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/;
/** What Windows refuses in names and others take. */
const UNUSUAL = /[<>:"|?*]/g;

/**
 * A segment of a path as every system can store it: what only some take is replaced.
 *
 * @throws UPLOAD_NAME_REFUSED for what could lead elsewhere or be mistaken for another name
 */
function safeSegment(segment: string, whole: string): string {
  const refuse = (): never => {
    throw RecastError.of('UPLOAD_NAME_REFUSED', { file: whole });
  };
  const name = segment.normalize('NFC');
  if (name === '' || name === '.' || name === '..' || NEVER.test(name) || !name.isWellFormed()) refuse();
  if (name.length > NAME_CHARACTERS || Buffer.byteLength(name) > NAME_BYTES) refuse();
  const stored = name.replace(UNUSUAL, '_').replace(/[. ]$/, '_');
  return DEVICES.test(stored) ? `_${stored}` : stored;
}

/** A folder's name as it can be stored. Throws UPLOAD_NAME_REFUSED. */
export const safeName = (name: string): string => safeSegment(name, name);

/**
 * Where the files of an upload are stored, by their index: paths below its folder, no two of which any file system
 * takes for one.
 *
 * @throws UPLOAD_NAME_REFUSED, UPLOAD_KIND_REFUSED, UPLOAD_TOO_LARGE
 */
export function storedPaths(files: readonly { readonly path: string; readonly bytes: number }[]): string[] {
  const taken = new Set<string>();
  return files.map(({ path, bytes }) => {
    const segments = path.split('/').map((segment) => safeSegment(segment, path));
    checkKind(path, bytes);
    const ending = extname(path);
    const stem = segments.join('/').slice(0, -ending.length);
    let stored = `${stem}${ending}`;
    for (let copy = 2; taken.has(stored.toLowerCase()); copy++) stored = `${stem} (${copy})${ending}`;
    taken.add(stored.toLowerCase());
    return stored;
  });
}

function checkKind(path: string, bytes: number): void {
  const kind = uploadKind(path);
  if (kind === null) throw RecastError.of('UPLOAD_KIND_REFUSED', { file: path });
  if (bytes > MOST[kind]) throw RecastError.of('UPLOAD_TOO_LARGE', { file: path, bytes, most: MOST[kind] });
}
