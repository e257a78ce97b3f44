import { readFile } from 'node:fs/promises';
import { extname, sep } from 'node:path';
import { captionReasons } from '../../../shared/errors/captions.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { PictureFile, SkippedFile } from '../folder.ts';
import { inParallel } from '../parallel.ts';
import { readReason } from '../systemErrors.ts';
import { cleanCaption, LONGEST_CAPTION, wordCount } from './clean.ts';
import { decodeText } from './decodeText.ts';
import { ownCaptions } from './ownCaptions.ts';
import { readTable } from './table.ts';

/** The captions of pictures, and what of them could not be used. */
export interface Captions {
  /** By the absolute path of the picture, without repetitions, in the order given; pictures without any are left out. */
  readonly byPicture: ReadonlyMap<string, readonly string[]>;
  /** Lines and pictures that gave nothing, or something odd: never fatal. */
  readonly faults: readonly SkippedFile[];
}

const AT_ONCE = 8;

/** A name in one form: composed, with `/`. */
const normalName = (name: string): string => name.trim().normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '');
const withoutEnding = (name: string): string => name.slice(0, name.length - extname(name).length);

/** Finds pictures by what people call them: the path below the folder, the bare name, either without its ending; unknown where two share it. */
function finderOf(pictures: readonly PictureFile[]): (name: string) => PictureFile | null {
  const forms = pictures.map((picture) => ({ picture, path: normalName(picture.relative.replaceAll(sep, '/')) }));
  const paths = new Map(forms.map(({ path, picture }) => [path, picture]));
  const names = new Map<string, PictureFile | null>();
  for (const { picture, path } of forms) {
    const bare = path.slice(path.lastIndexOf('/') + 1);
    for (const name of [withoutEnding(path), bare, withoutEnding(bare)]) names.set(name, names.has(name) && names.get(name) !== picture ? null : picture);
  }
  return (name) => paths.get(normalName(name)) ?? names.get(normalName(name)) ?? null;
}

/** Takes captions in, one by one, cleaned. */
class Collection implements Captions {
  readonly byPicture = new Map<string, string[]>();
  readonly faults: SkippedFile[] = [];

  add({ path }: PictureFile, text: string, where: string): void {
    const caption = cleanCaption(text);
    if (caption === '') {
      this.faults.push({ path: where, reason: captionReasons.empty });
      return;
    }
    if (caption.length < text.length && text.length > LONGEST_CAPTION)
      this.faults.push({ path: where, reason: captionReasons.long(wordCount(text), LONGEST_CAPTION) });
    const known = this.byPicture.get(path) ?? [];
    if (!known.includes(caption)) known.push(caption);
    this.byPicture.set(path, known);
  }
}

async function fromFile(path: string, pictures: readonly PictureFile[], collection: Collection): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw RecastError.of('CAPTIONS_UNREADABLE', { path, reason: readReason(error) }, error);
  }
  const decoded = decodeText(bytes);
  if (decoded === null) throw RecastError.of('CAPTIONS_UNREADABLE', { path, reason: captionReasons.binary });
  if (decoded.note !== null) collection.faults.push({ path, reason: decoded.note });
  const { lines, faults } = readTable(path, decoded.text);
  const find = finderOf(pictures);
  const at = (line: number): string => `${path}:${line}`;
  for (const { line, reason } of faults) collection.faults.push({ path: at(line), reason });
  for (const { line, picture, caption } of lines) {
    const found = find(picture);
    if (found === null) collection.faults.push({ path: at(line), reason: captionReasons.missing(picture.trim()) });
    else collection.add(found, caption, at(line));
  }
}

/**
 * The captions of pictures: from a file (CSV, TSV or JSON lines), or where none is given from what lies beside and in each
 * picture and what it is called. Faults are listed in the order of the file, then pictures without a caption.
 *
 * @throws CAPTIONS_UNREADABLE where the file as a whole is none
 */
export async function readCaptions(file: string | null, pictures: readonly PictureFile[], signal?: AbortSignal): Promise<Captions> {
  const collection = new Collection();
  if (file === null) {
    const own = new Map<PictureFile, string[]>();
    await inParallel(pictures, AT_ONCE, async (picture) => void own.set(picture, await ownCaptions(picture)), signal ?? new AbortController().signal);
    for (const picture of pictures) for (const text of own.get(picture) ?? []) if (text.trim() !== '') collection.add(picture, text, picture.path);
  } else await fromFile(file, pictures, collection);
  for (const { path } of pictures) if (!collection.byPicture.has(path)) collection.faults.push({ path, reason: captionReasons.none });
  return collection;
}
