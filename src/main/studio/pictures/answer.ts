import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ThumbnailSize } from '../../../shared/contract/procedure.ts';
import { thumbnailSizes } from '../../../shared/contract/procedure.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { inspectPicture } from '../../data/decode.ts';
import type { PictureSource } from './source.ts';
import type { Thumbnails } from './thumbnails.ts';
import { thumbnailKey } from './thumbnails.ts';

/** Kinds of files that browsers show themselves. All others are drawn: svg may hold scripts, tiff is known to few. */
const SHOWN: Readonly<Record<string, string>> = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp', gif: 'image/gif', heif: 'image/avif' };

/** The longest edge of originals that have to be drawn, in pixels. */
const DRAWN = 2048;

/** Headers of every picture: it is nothing but a picture, and no other site's. */
export const guarded = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
};

const refuse = (status: number): Response => new Response(null, { status, headers: { ...guarded, 'cache-control': 'no-store' } });

const isSize = (size: number): size is ThumbnailSize => thumbnailSizes.some((known) => known === size);

function headersOf(source: PictureSource, etag: string): Record<string, string> {
  // Only this person's browser may keep it.
  return { ...guarded, etag, 'cache-control': source.settled ? 'private, max-age=31536000, immutable' : 'private, no-cache' };
}

function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match');
  return known !== null && known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

/** Answers with a picture: as a thumbnail where the request asks for a size, else as it is. */
export async function sendPicture(request: Request, source: PictureSource, thumbnails: Thumbnails): Promise<Response> {
  const asked = new URL(request.url).searchParams.get('size');
  const size = asked === null ? null : Number(asked);
  if (size !== null && !isSize(size)) return refuse(400);
  const etag = `"${thumbnailKey(source, size ?? 0)}"`;
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers: headersOf(source, etag) });
  try {
    return size === null ? await original(request, source, thumbnails, etag) : await drawn(request, source, thumbnails, etag, size);
  } catch (error) {
    if (request.signal.aborted) return refuse(499);
    if (error instanceof RecastError) return refuse(404);
    throw error;
  }
}

async function drawn(request: Request, source: PictureSource, thumbnails: Thumbnails, etag: string, size: ThumbnailSize | typeof DRAWN): Promise<Response> {
  const bytes = await thumbnails.get(source, size, request.signal);
  const headers = { ...headersOf(source, etag), 'content-type': 'image/webp', 'content-length': String(bytes.length) };
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), { headers });
}

async function original(request: Request, source: PictureSource, thumbnails: Thumbnails, etag: string): Promise<Response> {
  const { format } = await inspectPicture(source.path);
  const type = SHOWN[format];
  if (type === undefined) return drawn(request, source, thumbnails, etag, DRAWN);
  const { size } = await stat(source.path);
  const headers = { ...headersOf(source, etag), 'content-type': type, 'content-length': String(size) };
  if (request.method === 'HEAD') return new Response(null, { headers });
  const stream = createReadStream(source.path, { end: Math.max(0, size - 1), signal: request.signal });
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { headers });
}
