import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import { cacheNotes } from '../../shared/errors/pictures.ts';
import type { LoadSettings } from './augment.ts';
import { loadedSize } from './augment.ts';
import { peekEntry, readEntry, writeEntry } from './cacheEntry.ts';
import { openContentIndex } from './contentIndex.ts';
import { decodePicture } from './decode.ts';
import type { Background, Size } from './decode.ts';
import type { PictureFile } from './folder.ts';
import type { Pixels } from './pixels.ts';
import { readReason, writeReason } from './systemErrors.ts';

/** What a cache needs to know. */
export interface CacheOptions extends LoadSettings {
  /** Shared by all runs of a home; made if it is not there. */
  readonly folder: string;
  readonly background: Background;
  /** Hears once, in a sentence, that the folder cannot be written. */
  readonly onNote: (text: string) => void;
}

/** A picture that was made ready: decoded, turned, scaled. */
export interface StoredPicture extends Size {
  /** Its pixels. Decodes again if the kept ones are gone or damaged; throws PICTURE_UNREADABLE if that fails too. */
  read(): Promise<Pixels>;
}

/** Decoded pictures, kept in files by content, so that no picture is decoded twice. */
export interface PictureCache {
  /** Makes a picture ready. Throws PICTURE_UNREADABLE. */
  prepare(file: PictureFile): Promise<StoredPicture>;
  /** Remembers which files were seen, so that the next start need not read them. */
  save(): Promise<void>;
  /** How many pictures were decoded since it was opened. */
  readonly decoded: number;
}

/** Counts up whenever decoding or scaling changes, so that older entries are not used. */
const DECODING = 1;

/** What a killed process left behind goes after so many milliseconds. */
const LEFTOVER_AGE = 24 * 3600 * 1000;

/** Without a writable folder, pictures are held in memory up to so many bytes. */
const MOST_HELD = Math.min(2 ** 30, totalmem() / 8);

/** The part of an entry's name that stands for how the picture was made from its file. */
function variantOf({ preprocess, size, loadSize, background }: CacheOptions): string {
  const made = JSON.stringify([DECODING, preprocess, preprocess === 'resize-and-crop' ? loadSize : [size, loadSize], background]);
  return createHash('sha256').update(made).digest('hex').slice(0, 12);
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > LEFTOVER_AGE) await rm(path, { force: true });
  }
}

class FolderCache implements PictureCache {
  decoded = 0;
  readonly #options: CacheOptions;
  readonly #index: Awaited<ReturnType<typeof openContentIndex>>;
  readonly #variant: string;
  readonly #temporary: string;
  #writable = true;
  #held = 0;

  constructor(options: CacheOptions, index: Awaited<ReturnType<typeof openContentIndex>>) {
    this.#options = options;
    this.#index = index;
    this.#variant = variantOf(options);
    this.#temporary = join(options.folder, 'temporary');
  }

  async open(): Promise<void> {
    await this.#writing(async () => {
      await mkdir(this.#temporary, { recursive: true });
      await removeLeftovers(this.#temporary);
    });
  }

  async prepare(file: PictureFile): Promise<StoredPicture> {
    const entry = await this.#entryOf(file);
    const kept = await peekEntry(entry);
    if (kept !== null) return { ...kept, read: () => this.#read(file, entry) };
    const pixels = await this.#decode(file);
    const size = { width: pixels.width, height: pixels.height };
    if (await this.#writing(() => writeEntry(entry, this.#temporary, pixels))) return { ...size, read: () => this.#read(file, entry) };
    if (this.#held + pixels.data.length > MOST_HELD) return { ...size, read: () => this.#decode(file) };
    this.#held += pixels.data.length;
    return { ...size, read: () => Promise.resolve(pixels) };
  }

  async save(): Promise<void> {
    await this.#writing(() => this.#index.save());
  }

  async #entryOf(file: PictureFile): Promise<string> {
    try {
      const content = await this.#index.contentOf(file);
      return join(this.#options.folder, content.slice(0, 2), `${content}-${this.#variant}.pixels`);
    } catch (error) {
      throw RecastError.of('PICTURE_UNREADABLE', { path: file.path, reason: readReason(error) }, error);
    }
  }

  #decode(file: PictureFile): Promise<Pixels> {
    this.decoded++;
    const { background } = this.#options;
    return decodePicture(file.path, { background, scale: (width, height) => loadedSize(this.#options, width, height) });
  }

  async #read(file: PictureFile, entry: string): Promise<Pixels> {
    const kept = await readEntry(entry);
    if (kept !== null) return kept;
    const pixels = await this.#decode(file);
    await this.#writing(() => writeEntry(entry, this.#temporary, pixels));
    return pixels;
  }

  /** Tries to write; after the first failure says so once and does not try again. */
  async #writing(write: () => Promise<void>): Promise<boolean> {
    if (!this.#writable) return false;
    try {
      await write();
      return true;
    } catch (error) {
      if (this.#writable) this.#options.onNote(cacheNotes.unwritable(this.#options.folder, writeReason(error)));
      this.#writable = false;
      return false;
    }
  }
}

/**
 * Opens the cache in a folder. Entries are named after a picture's content, so moved and copied files find theirs, and after
 * how it was made, so other settings never see them. A folder that cannot be written, a full disk among them, does not
 * stop anything: `onNote` hears of it, and pictures are held in memory, or where they are too many decoded at each use.
 */
export async function openCache(options: CacheOptions): Promise<PictureCache> {
  const cache = new FolderCache(options, await openContentIndex(join(options.folder, 'contents.jsonl')));
  await cache.open();
  return cache;
}
