import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { RecastError } from '../../../shared/errors/index.ts';

/** What the build of the window consists of: extension -> media type, and whether it shrinks. */
const types: Readonly<Record<string, { readonly type: string; readonly text: boolean }>> = {
  '.html': { type: 'text/html; charset=utf-8', text: true },
  '.js': { type: 'text/javascript; charset=utf-8', text: true },
  '.css': { type: 'text/css; charset=utf-8', text: true },
  '.json': { type: 'application/json', text: true },
  '.svg': { type: 'image/svg+xml', text: true },
  '.txt': { type: 'text/plain; charset=utf-8', text: true },
  '.png': { type: 'image/png', text: false },
  '.webp': { type: 'image/webp', text: false },
  '.jpg': { type: 'image/jpeg', text: false },
  '.ico': { type: 'image/x-icon', text: false },
  '.woff2': { type: 'font/woff2', text: false },
  '.wasm': { type: 'application/wasm', text: true },
};

/** Names below it carry a hash of their contents. */
const HASHED = '/assets/';
const YEAR = 'public, max-age=31536000, immutable';
const BROTLI_QUALITY = 9;

const compressors = {
  br: (bytes: Buffer): Promise<Buffer> => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (bytes: Buffer): Promise<Buffer> => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
};
type Coding = keyof typeof compressors;

interface Loaded {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly coded: Partial<Record<Coding, Buffer>>;
}

/** The built window of this program: beside the bundle, or in `out` of the repository. */
export function windowFolder(here: string = import.meta.url): string {
  return fileURLToPath(new URL(here.endsWith('.ts') ? '../../../../out/renderer/' : '../renderer/', here));
}

/** The files of the window as answers. */
export interface WindowFiles {
  /** An answer for an address of a file; null where there is none. `GET` and `HEAD`. */
  answer(request: Request): Promise<Response | null>;
}

/**
 * Serves the files of a folder by exactly the addresses that it has: no path of a request ever reaches the disk. A
 * build that is made anew is noticed by its `index.html`.
 *
 * @throws WINDOW_NOT_BUILT
 */
export async function openWindowFiles(folder: string): Promise<WindowFiles> {
  const index = join(folder, 'index.html');
  const changed = async (): Promise<number> => (await stat(index)).mtimeMs;
  const list = async (): Promise<Map<string, string>> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    return new Map(files.map((path) => [`/${path.slice(folder.length).split(sep).filter(Boolean).join('/')}`, path]));
  };
  let built: number;
  let addresses: Map<string, string>;
  try {
    [built, addresses] = [await changed(), await list()];
  } catch (error) {
    throw RecastError.of('WINDOW_NOT_BUILT', { folder }, error);
  }
  const loaded = new Map<string, Promise<Loaded>>();

  const load = async (path: string): Promise<Loaded> => {
    const bytes = await readFile(path);
    return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`, coded: {} };
  };

  const notice = async (): Promise<void> => {
    const now = await changed().catch(() => built);
    if (now === built) return;
    [built, addresses] = [now, await list()];
    loaded.clear();
  };

  return {
    async answer(request) {
      const { pathname } = new URL(request.url);
      const address = pathname === '/' ? '/index.html' : pathname;
      if (address === '/index.html') await notice();
      const path = addresses.get(address);
      if (path === undefined) return null;
      const { type, text } = types[extname(path)] ?? { type: 'application/octet-stream', text: false };
      let entry = loaded.get(path);
      if (entry === undefined) loaded.set(path, (entry = load(path)));
      const file = await entry;

      const headers = new Headers({ 'Content-Type': type, ETag: file.etag, 'Cache-Control': address.startsWith(HASHED) ? YEAR : 'no-cache' });
      if (text) headers.set('Vary', 'Accept-Encoding');
      if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
      const coding = text ? acceptedCoding(request.headers.get('accept-encoding')) : null;
      const body = coding === null ? file.bytes : (file.coded[coding] ??= await compressors[coding](file.bytes));
      if (coding !== null) headers.set('Content-Encoding', coding);
      headers.set('Content-Length', String(body.byteLength));
      return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { headers });
    },
  };
}

function acceptedCoding(header: string | null): Coding | null {
  const accepted = (header ?? '').split(',').map((each) => each.trim().split(';'));
  const takes = (coding: Coding): boolean => accepted.some(([name, weight]) => name === coding && !/q=0(\.0*)?$/.test(weight ?? ''));
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null;
}
