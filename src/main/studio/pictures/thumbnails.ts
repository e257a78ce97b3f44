import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { ThumbnailSize } from '../../../shared/contract/procedure.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { makeThumbnail } from '../../data/thumbnail.ts';
import type { PictureSource } from './source.ts';
import { Turns } from './turns.ts';

/** Counts up whenever thumbnails are made in another way, so that older ones are not used. */
const WAY = 1;

/** Thumbnails are made so many at once: what trains needs the processor, too. */
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1));

/** Names a thumbnail by what it shows. */
export function thumbnailKey(source: PictureSource, size: number): string {
  return createHash('sha256')
    .update(JSON.stringify([WAY, source.identity, size]))
    .digest('hex')
    .slice(0, 40);
}

/** Thumbnails, made once and kept in files below the home's cache. */
export class Thumbnails {
  readonly #folder: string;
  readonly #turns = new Turns(AT_ONCE);
  readonly #making = new Map<string, Promise<Buffer>>();

  /** @param folder where they are kept; made when the first one is */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * The thumbnail of a picture as WebP. Throws PICTURE_UNREADABLE, and the signal's reason where nobody waits for it any
   * more before its turn has come.
   */
  async get(source: PictureSource, size: ThumbnailSize | 2048, signal: AbortSignal): Promise<Buffer> {
    const key = thumbnailKey(source, size);
    const file = join(this.#folder, key.slice(0, 2), `${key}.webp`);
    const kept = await readFile(file).catch(() => null);
    if (kept !== null && kept.length > 0) return kept;
    const underWay = this.#making.get(key);
    if (underWay === undefined) return this.#make(key, file, source, size, signal);
    return underWay.catch((error: unknown) => {
      if (error instanceof RecastError) throw error;
      // Whoever began it has left; it is begun again.
      return this.#make(key, file, source, size, signal);
    });
  }

  #make(key: string, file: string, source: PictureSource, size: number, signal: AbortSignal): Promise<Buffer> {
    const made = this.#turns.take(signal, () => makeThumbnail(source.path, size)).finally(() => this.#making.delete(key));
    this.#making.set(key, made);
    // A cache that cannot be written, on a full disk for one, is no reason to show nothing.
    return made.then(async (bytes) => {
      await keep(file, bytes).catch(() => undefined);
      return bytes;
    });
  }
}

/** Writes a file whole or not at all. It is not forced to the disk: what a power cut leaves is an empty file at worst, see `get`. */
async function keep(file: string, bytes: Buffer): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
