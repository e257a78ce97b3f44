import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import yazl from 'yazl';

const notFound = (): Response => new Response(null, { status: 404 });

/** The path below the exports that an address means; null where it is none. */
function segmentsOf(pathname: string): string[] | null {
  try {
    const segments = pathname
      .slice('/exports/'.length)
      .split('/')
      .map((segment) => decodeURIComponent(segment));
    // Anything that the file system would not take as the name of one file below.
    return segments.every((name) => name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)) ? segments : null;
  } catch {
    // Not an encoding of anything.
    return null;
  }
}

/** A header that has a file saved under its name. */
const saveAs = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;

/** All files of a folder as one zip, made while it is sent. Pictures are packed already, so it only lines them up. */
async function zip(folder: string): Promise<ReadableStream<Uint8Array>> {
  const archive = new yazl.ZipFile();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) archive.addFile(path, relative(folder, path).split(sep).join('/'), { compress: false });
  }
  archive.end();
  return streamOf(Readable.from(archive.outputStream as AsyncIterable<Uint8Array>));
}

// Node and the library of types for pages know this stream by two names.
const streamOf = (readable: Readable): ReadableStream<Uint8Array> => Readable.toWeb(readable) as ReadableStream<Uint8Array>;

/**
 * Answers `/exports/...`: a file of the studio's exports folder as it is, a folder in it as a zip. Links are followed
 * only as far as they stay in it.
 */
export async function answerExport(request: Request, exportsFolder: string): Promise<Response> {
  const segments = segmentsOf(new URL(request.url).pathname);
  if (segments === null) return notFound();
  const root = await realpath(exportsFolder);
  const path = await realpath(join(root, ...segments)).catch(() => null);
  if (path === null || !path.startsWith(`${root}${sep}`)) return notFound();
  const found = await stat(path);
  const name = basename(path);
  const head = request.method === 'HEAD';
  if (found.isDirectory()) {
    return new Response(head ? null : await zip(path), { headers: { 'Content-Type': 'application/zip', 'Content-Disposition': saveAs(`${name}.zip`) } });
  }
  if (!found.isFile()) return notFound();
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': String(found.size), 'Content-Disposition': saveAs(name) };
  return new Response(head ? null : streamOf(createReadStream(path)), { headers });
}
