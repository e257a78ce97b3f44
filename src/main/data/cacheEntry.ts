import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Size } from './decode.ts';
import type { Pixels } from './pixels.ts';

/**
 * A decoded picture as a file: `RCPX`, version, width, height, CRC-32 of the pixels (32 bits each, little-endian),
 * then the pixels, red, green, blue.
 */
const MAGIC = 0x58504352;
const VERSION = 1;
const HEADER = 20;

function readHeader(bytes: Buffer): (Size & { readonly checksum: number }) | null {
  if (bytes.length < HEADER || bytes.readUInt32LE(0) !== MAGIC || bytes.readUInt32LE(4) !== VERSION) return null;
  return { width: bytes.readUInt32LE(8), height: bytes.readUInt32LE(12), checksum: bytes.readUInt32LE(16) };
}

/** The size of the picture that an entry holds, from its header and length alone; null where there is none or it is incomplete. */
export async function peekEntry(path: string): Promise<Size | null> {
  try {
    await using file = await open(path, 'r');
    const start = Buffer.alloc(HEADER);
    const { bytesRead } = await file.read(start, 0, HEADER, 0);
    const header = readHeader(start.subarray(0, bytesRead));
    if (header === null || (await file.stat()).size !== HEADER + header.width * header.height * 3) return null;
    return { width: header.width, height: header.height };
  } catch {
    return null;
  }
}

/** Reads an entry; null where there is none or it is damaged. */
export async function readEntry(path: string): Promise<Pixels | null> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return null;
  }
  const header = readHeader(bytes);
  if (header === null || bytes.length !== HEADER + header.width * header.height * 3) return null;
  const data = new Uint8Array(bytes.buffer, bytes.byteOffset + HEADER, bytes.length - HEADER);
  return crc32(data) === header.checksum ? { width: header.width, height: header.height, data } : null;
}

/**
 * Writes an entry under a temporary name in `temporaryFolder` and renames it, so that other processes see all of it or
 * nothing. It is not forced to the disk: what a power cut leaves of it fails its checksum and is decoded again.
 */
export async function writeEntry(path: string, temporaryFolder: string, pixels: Pixels): Promise<void> {
  const header = Buffer.alloc(HEADER);
  for (const [i, value] of [MAGIC, VERSION, pixels.width, pixels.height, crc32(pixels.data)].entries()) header.writeUInt32LE(value, i * 4);
  const temporary = join(temporaryFolder, randomUUID());
  try {
    await writeFile(temporary, [header, pixels.data]);
    await mkdir(dirname(path), { recursive: true });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
