import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { captionReasons } from '../../../shared/errors/captions.ts';
import { embeddingReasons } from '../../../shared/errors/embeddings.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { readCaptions } from '../captions/captions.ts';
import { cleanCaption } from '../captions/clean.ts';
import { PictureFinder } from '../captions/finder.ts';
import { readText } from '../captions/readText.ts';
import { readTable } from '../captions/table.ts';
import type { PictureFile, SkippedFile } from '../folder.ts';
import { freeName } from './freeName.ts';
import type { RowGroup } from './table.ts';
import { readRows } from './table.ts';

/** Embeddings that were computed elsewhere, with the pictures that they are of. */
export interface GivenEmbeddings {
  /** By a name of its own, each row that a picture has: its caption, else the picture's name. Rows of the same numbers are one. */
  readonly rows: ReadonlyMap<string, Float32Array>;
  /** By the absolute path of a picture, the names of its rows. */
  readonly byPicture: ReadonlyMap<string, readonly string[]>;
  /** Numbers a row. */
  readonly width: number;
  /** SHA-256 of the rows with the pictures that they belong to. */
  readonly hash: string;
  /** Rows and pictures that gave nothing: never fatal. */
  readonly faults: readonly SkippedFile[];
}

/** Rows that go together, with the picture that they are said to be of, and what they say where that is known. */
interface NamedRows {
  readonly picture: string;
  readonly where: string;
  readonly rows: readonly Float32Array[];
  readonly says: string | null;
}

/** The file beside a file of embeddings that names pictures, a line each. */
const namesBeside = (path: string): string => `${path.slice(0, path.length - extname(path).length)}.txt`;

/** Lines of a file that are not empty, with their numbers. */
async function linesOf(path: string): Promise<{ line: number; text: string }[]> {
  const { text } = await readText(path, 'CAPTIONS_UNREADABLE');
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => (line.trim() === '' ? [] : [{ line: index + 1, text: line.replace(/^\ufeff/, '') }]));
}

/** Which picture the rows of a file without names are of: a line of the file beside it, or a caption, for each. */
async function nameRows(path: string, groups: readonly RowGroup[], captions: string | null): Promise<NamedRows[]> {
  const refuse = (reason: string): RecastError => RecastError.of('EMBEDDINGS_UNREADABLE', { path, reason });
  const names = namesBeside(path);
  if (existsSync(names)) {
    const lines = await linesOf(names);
    if (lines.length !== groups.length) throw refuse(embeddingReasons.counts(groups.length, basename(names), lines.length));
    return lines.map(({ line, text }, index) => ({ picture: text, where: `${names}:${line}`, rows: groups[index].rows, says: null }));
  }
  if (captions === null) throw refuse(embeddingReasons.nameless(basename(names)));
  const items = [...readTable(captions, (await readText(captions, 'CAPTIONS_UNREADABLE')).text)];
  for (const item of items) if ('reason' in item) throw refuse(embeddingReasons.brokenLine(basename(captions), item.line, item.reason));
  const lines = items.flatMap((item) => ('reason' in item ? [] : [item]));
  if (groups.some(({ rows }) => rows.length > 1)) throw refuse(embeddingReasons.severalRows(basename(captions)));
  if (lines.length !== groups.length) throw refuse(embeddingReasons.captions(groups.length, basename(captions), lines.length));
  return lines.map(({ line, picture, caption }, index) => ({ picture, where: `${captions}:${line}`, rows: groups[index].rows, says: cleanCaption(caption) }));
}

/** Takes rows in: each gets a name, those of the same numbers one. */
class Collection {
  readonly rows = new Map<string, Float32Array>();
  readonly byPicture = new Map<string, string[]>();
  readonly #known = new Map<string, string>();

  add({ path }: PictureFile, row: Float32Array, called: string): void {
    const content = Buffer.from(row.buffer, row.byteOffset, row.byteLength).toString('latin1');
    let name = this.#known.get(content);
    if (name === undefined) {
      name = freeName(called, this.rows);
      this.#known.set(content, name);
      this.rows.set(name, row);
    }
    const own = this.byPicture.get(path) ?? [];
    if (!own.includes(name)) own.push(name);
    this.byPicture.set(path, own);
  }
}

/** What rows and the pictures that they belong to are known by again. Pictures count by their order: folders may be moved. */
function hashOf({ rows, byPicture }: Collection, pictures: readonly PictureFile[]): string {
  const hash = createHash('sha256');
  for (const { path } of pictures)
    for (const name of byPicture.get(path) ?? ['']) {
      hash.update(`${name}\n`);
      const row = rows.get(name);
      if (row !== undefined) hash.update(row);
    }
  return hash.digest('hex');
}

/**
 * Reads the embeddings in a .npy or .safetensors and finds the picture of each. A tensor of a safetensors file is named after its picture and has
 * one row or several; a .npy, or one tensor called "embeddings", has `[rows, length]` or `[pictures, rows, length]`, in the order of the lines of
 * the `.txt` of the same name beside it, or of the captions in `captions`.
 *
 * @throws EMBEDDINGS_UNREADABLE, CAPTIONS_UNREADABLE
 */
export async function readEmbeddings(path: string, captions: string | null, pictures: readonly PictureFile[]): Promise<GivenEmbeddings> {
  const { groups, width } = await readRows(path);
  const named = groups.every(({ name }) => name !== null)
    ? groups.map(({ name, rows }): NamedRows => ({ picture: name ?? '', where: path, rows, says: null }))
    : await nameRows(path, groups, captions);
  // What pictures are said to show names their rows where there is one for each.
  const said = captions === null ? null : (await readCaptions(captions, pictures)).byPicture;
  const finder = new PictureFinder<PictureFile>();
  for (const picture of pictures) finder.add(picture);
  const collection = new Collection();
  const faults: SkippedFile[] = [];
  for (const { picture, where, rows, says } of named) {
    const found = finder.find(picture);
    if (found === null) {
      faults.push({ path: where, reason: captionReasons.missing(picture.trim()) });
      continue;
    }
    const own = said?.get(found.path);
    for (const [index, row] of rows.entries()) collection.add(found, row, says ?? (own?.length === rows.length ? own[index] : found.relative));
  }
  for (const picture of pictures) if (!collection.byPicture.has(picture.path)) faults.push({ path: picture.path, reason: embeddingReasons.none });
  const { rows, byPicture } = collection;
  return { rows, byPicture, width, hash: hashOf(collection, pictures), faults };
}
