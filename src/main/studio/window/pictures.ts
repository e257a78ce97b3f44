import type { StudioParts } from '../parts.ts';
import { guarded, sendPicture } from '../pictures/answer.ts';
import { findDataPicture } from '../pictures/dataPicture.ts';
import { findConversionPicture, findDrawingPicture, findPaintingPicture, findPreviewPicture, findSamplePicture } from '../pictures/madePicture.ts';
import type { PictureSource } from '../pictures/source.ts';

/** Finds the file behind the rest of an address; null where there is none. */
type PictureKind = (parts: StudioParts, rest: readonly string[]) => PictureSource | null | Promise<PictureSource | null>;

/** Kinds of pictures by the first part of their address. The rest holds ids, never paths. */
const kinds = {
  /** `/pictures/data/ID/VERSION`: a picture of a project. */
  data: ({ catalog }, rest) => (rest.length === 2 ? findDataPicture(catalog, rest[0], rest[1]) : null),
  /** `/pictures/sample/RUN/STEP/SIDE/PLACE/COLUMN`: a held-out picture at a step of a run. */
  sample: (parts, rest) => (rest.length === 5 ? findSamplePicture(parts, rest) : null),
  /** `/pictures/conversion/ID/PLACE/before` or `after`. */
  conversion: (parts, rest) => (rest.length === 3 ? findConversionPicture(parts, rest) : null),
  /** `/pictures/painting/ID/picture` or `view`: the picture of a painting. */
  painting: (parts, rest) => (rest.length === 2 ? findPaintingPicture(parts, rest) : null),
  /** `/pictures/drawing/ID/small` or `picture`: a picture drawn from words. */
  drawing: (parts, rest) => (rest.length === 2 ? findDrawingPicture(parts, rest) : null),
  /** `/pictures/preview/KEY/before` or `after`. */
  preview: (parts, rest) => (rest.length === 2 ? findPreviewPicture(parts, rest) : null),
} satisfies Readonly<Record<string, PictureKind>>;

const isKind = (name: string): name is keyof typeof kinds => Object.hasOwn(kinds, name);

/** `/pictures/plane/KEY`: numbers that a canvas is drawn from. Each key stands for one answer for ever. */
function answerPlane({ desk }: StudioParts, key: string): Response {
  const bytes = desk.kept(key);
  if (bytes === undefined) return new Response(null, { status: 404 });
  const headers = { ...guarded, 'content-type': 'application/octet-stream', 'content-length': String(bytes.length), 'cache-control': 'private, no-store' };
  return new Response(new Uint8Array(bytes), { headers });
}

/** Ids are made of these alone. */
const PART = /^[\w-]{1,100}$/;

/**
 * Answers `/pictures/...` for any host: an app protocol or an HTTP server. 404 for what is not a picture of the studio
 * or cannot be read, 405 for anything but reading.
 */
export async function answerPicture(request: Request, parts: StudioParts): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  const [root, kind, ...rest] = new URL(request.url).pathname.slice(1).split('/');
  if (root === 'pictures' && kind === 'plane' && rest.length === 1) return answerPlane(parts, rest[0]);
  const known = root === 'pictures' && kind !== undefined && isKind(kind) && rest.every((part) => PART.test(part));
  const find: PictureKind = known ? kinds[kind] : () => null;
  const source = await find(parts, rest);
  return source === null ? new Response(null, { status: 404 }) : sendPicture(request, source, parts.pictures.thumbnails);
}
