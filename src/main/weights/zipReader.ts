import type { FileHandle } from 'node:fs/promises';
import type { Entry, ZipFile } from 'yauzl';
import yauzl from 'yauzl';

/** More parts than this are none of a network. */
const MOST_PARTS = 100_000;

/** A part of an archive, as the archive lists it. */
export interface ListedPart {
  readonly name: string;
  /** Whether its bytes lie in the file as they are, neither compressed nor encrypted. */
  readonly stored: boolean;
  /** Where its bytes begin in the file. */
  readonly position: number;
  readonly length: number;
  readonly crc32: number;
}

/** An archive whose list of parts cannot be read. */
export class ZipFault extends Error {}

/**
 * Reads for yauzl, which believes what a damaged archive says: a place outside the file, or a number that
 * it stumbles over in a callback, would end the process.
 */
class CheckedReader extends yauzl.RandomAccessReader {
  readonly #file: FileHandle;
  readonly #bytes: number;
  readonly #broken = Promise.withResolvers<never>();

  constructor(file: FileHandle, bytes: number) {
    super();
    this.#file = file;
    this.#bytes = bytes;
    this.#broken.promise.catch(() => undefined);
  }

  /** Rejects when yauzl itself breaks. */
  get broken(): Promise<never> {
    return this.#broken.promise;
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null, bytesRead?: number) => void): void {
    const answer = (error: Error | null, bytesRead = 0): void => {
      try {
        callback(error, bytesRead);
      } catch (fault) {
        this.#broken.reject(fault);
      }
    };
    if (!(position >= 0 && position + length <= this.#bytes)) {
      queueMicrotask(() => answer(new ZipFault('a part lies outside the file')));
      return;
    }
    void this.#file.read(buffer, offset, length, position).then(
      ({ bytesRead }) => answer(null, bytesRead),
      (error: unknown) => answer(error instanceof Error ? error : new ZipFault(String(error))),
    );
  }
}

async function listed(zip: ZipFile, entry: Entry): Promise<ListedPart> {
  const stored = entry.compressionMethod === 0 && entry.compressedSize === entry.uncompressedSize && !entry.isEncrypted();
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return { name: entry.fileName, stored, position: fileDataStart, length: entry.uncompressedSize, crc32: entry.crc32 };
}

async function listAll(reader: CheckedReader, bytes: number): Promise<ListedPart[]> {
  const zip = await yauzl.fromRandomAccessReaderPromise(reader, bytes, { lazyEntries: true, autoClose: false });
  if (zip.entryCount > MOST_PARTS) throw new ZipFault(`an archive of ${zip.entryCount} parts`);
  const parts: ListedPart[] = [];
  for await (const entry of zip.eachEntry()) parts.push(await listed(zip, entry));
  return parts;
}

/** The parts of a zip archive, from its list alone. Throws ZipFault where that cannot be read. */
export async function listZip(file: FileHandle, bytes: number): Promise<ListedPart[]> {
  const reader = new CheckedReader(file, bytes);
  try {
    return await Promise.race([listAll(reader, bytes), reader.broken]);
  } catch (error) {
    throw error instanceof ZipFault ? error : new ZipFault('the list of its parts cannot be read', { cause: error });
  }
}
