import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What came of a body: `arrived` bytes of the file are there. */
export type Received =
  | { readonly outcome: 'whole' }
  /** The body ended early; the rest may follow. */
  | { readonly outcome: 'part'; readonly arrived: number }
  /** It did not begin where the file ends so far, or somebody else is sending it. */
  | { readonly outcome: 'elsewhere'; readonly arrived: number }
  /** More came than was announced; nothing of it was kept. */
  | { readonly outcome: 'tooMuch'; readonly arrived: number }
  /** The disk is full. */
  | { readonly outcome: 'noRoom'; readonly arrived: number }
  | { readonly outcome: 'unknown' };

/**
 * Appends a body to the part of a file, and puts the file into its place once it is whole.
 *
 * @param bytes of the whole file, as announced
 * @param from where the body begins
 */
export async function receive(options: {
  part: string;
  place: string;
  bytes: number;
  from: number;
  body: ReadableStream<Uint8Array> | null;
}): Promise<Received> {
  const { part, place, bytes, from, body } = options;
  const file = await open(part, 'a');
  try {
    const before = (await file.stat()).size;
    if (before !== from) return { outcome: 'elsewhere', arrived: before };
    const copied = await copy(body, file, before, bytes);
    if (copied === 'tooMuch') {
      await file.truncate(before);
      return { outcome: 'tooMuch', arrived: before };
    }
    const arrived = (await file.stat()).size;
    if (copied === 'noRoom') return { outcome: 'noRoom', arrived };
    if (arrived < bytes) return { outcome: 'part', arrived };
    await file.sync();
  } finally {
    await file.close();
  }
  await mkdir(dirname(place), { recursive: true });
  await rename(part, place);
  return { outcome: 'whole' };
}

/** Writes a body to the end of a file. A body that breaks off is no error: what came counts. */
async function copy(body: ReadableStream<Uint8Array> | null, file: FileHandle, before: number, most: number): Promise<'ended' | 'tooMuch' | 'noRoom'> {
  if (body === null) return 'ended';
  let size = before;
  const reader = body.getReader();
  try {
    for (;;) {
      const chunk = await reader.read().catch(() => null);
      if (chunk === null || chunk.done) return 'ended';
      size += chunk.value.byteLength;
      if (size > most) return 'tooMuch';
      await file.appendFile(chunk.value);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return 'noRoom';
    throw error;
  } finally {
    // Whoever sends more than was announced is not listened to any longer.
    await reader.cancel().catch(() => undefined);
  }
}
