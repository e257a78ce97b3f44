import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import type { PictureFile } from './folder.ts';

const lineSchema = z.object({ path: z.string(), bytes: z.number(), modified: z.number(), content: z.string().regex(/^[0-9a-f]{40}$/) });
type Line = z.infer<typeof lineSchema>;

/** Knows the content of files by a hash, and remembers it as long as a file's path, length and time stay the same. */
export interface ContentIndex {
  /** The hash of a file's content, 40 hexadecimal digits. Reads the file if it is not known. */
  contentOf(file: PictureFile): Promise<string>;
  /** Appends what was learned to the index file. Throws where it cannot be written. */
  save(): Promise<void>;
}

/** The hash of a file's content, 40 hexadecimal digits. */
export async function contentHash(path: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(path), digest);
  return digest.digest('hex').slice(0, 40);
}

function parseLine(text: string): Line | null {
  try {
    return lineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function readLines(path: string): Promise<Line[]> {
  try {
    const text = await readFile(path, 'utf8');
    // Lines cut off by a crash are left out: their files are hashed again.
    return text.split('\n').flatMap((line) => parseLine(line) ?? []);
  } catch {
    return [];
  }
}

/** Opens the index kept in `path`, one JSON object a line; several processes may append to it at once. */
export async function openContentIndex(path: string): Promise<ContentIndex> {
  const known = new Map((await readLines(path)).map((line) => [line.path, line]));
  const learned: Line[] = [];
  return {
    async contentOf({ path: picture, bytes, modified }) {
      const line = known.get(picture);
      if (line !== undefined && line.bytes === bytes && line.modified === modified) return line.content;
      const fresh = { path: picture, bytes, modified, content: await contentHash(picture) };
      known.set(picture, fresh);
      learned.push(fresh);
      return fresh.content;
    },
    async save() {
      const lines = learned.splice(0);
      // The line break in front ends a line that a crash may have cut off.
      if (lines.length > 0) await appendFile(path, `\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    },
  };
}
