import { captionReasons } from '../../../shared/errors/captions.ts';
import type { PictureFile, SkippedFile } from '../folder.ts';
import { inParallel } from '../parallel.ts';
import { cleanCaption, LONGEST_CAPTION, wordCount } from './clean.ts';
import { PictureFinder } from './finder.ts';
import { ownCaptions } from './ownCaptions.ts';
import { readText } from './readText.ts';
import { readTable } from './table.ts';

/** The captions of pictures, and what of them could not be used. */
export interface Captions {
  /** By the absolute path of the picture, without repetitions, in the order given; pictures without any are left out. */
  readonly byPicture: ReadonlyMap<string, readonly string[]>;
  /** Lines and pictures that gave nothing, or something odd: never fatal. */
  readonly faults: readonly SkippedFile[];
}

const AT_ONCE = 8;

/** Takes captions in, one by one, cleaned. */
class Collection implements Captions {
  readonly byPicture = new Map<string, string[]>();
  readonly faults: SkippedFile[] = [];

  add({ path }: Pick<PictureFile, 'path'>, text: string, where: string): void {
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
  const { text, note } = await readText(path, 'CAPTIONS_UNREADABLE');
  if (note !== null) collection.faults.push({ path, reason: note });
  const finder = new PictureFinder<PictureFile>();
  for (const picture of pictures) finder.add(picture);
  const at = (line: number): string => `${path}:${line}`;
  const items = [...readTable(path, text)];
  for (const item of items) if ('reason' in item) collection.faults.push({ path: at(item.line), reason: item.reason });
  for (const item of items) {
    if ('reason' in item) continue;
    const found = finder.find(item.picture);
    if (found === null) collection.faults.push({ path: at(item.line), reason: captionReasons.missing(item.picture.trim()) });
    else collection.add(found, item.caption, at(item.line));
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

/** Captions in the form in which they are used: cleaned, without empty ones and repetitions. */
export function cleanCaptions(texts: readonly string[]): string[] {
  return [...new Set(texts.map(cleanCaption).filter((caption) => caption !== ''))];
}
