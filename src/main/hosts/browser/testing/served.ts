import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStudioWithParts } from '../../../studio/studio.ts';
import type { StudioParts } from '../../../studio/parts.ts';
import type { ServeOptions, Served } from '../server.ts';
import { serveStudio } from '../server.ts';

/** An answer as it came over the wire: nothing was followed, unpacked or normalized on the way. */
export interface Raw {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

/** What is sent, to the letter. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A studio served on a port of its own, with a small window, in a temporary folder. */
export interface TestServer extends Served {
  readonly folder: string;
  readonly home: string;
  readonly parts: StudioParts;
  /** `127.0.0.1:<port>` */
  readonly authority: string;
  /** The cookie of a browser that has entered. */
  readonly cookie: string;
  readonly token: string;
  /** Sends a request whose path nobody touches. */
  raw(path: string, sent?: Sent): Promise<Raw>;
  /** The same as a page of the studio that has entered sends it. */
  own(path: string, sent?: Sent): Promise<Raw>;
  /** Closes server and studio; `keep` leaves the files. */
  end(keep?: boolean): Promise<void>;
}

/** Sends bytes to a port of this machine. */
export function send(port: number, path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const whole = Buffer.concat(chunks);
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: whole, text: whole.toString('utf8') });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export const windowFiles = {
  'index.html': '<!doctype html><title>Recast Studio</title><script type="module" src="./assets/app-1a2b3c.js"></script>',
  'assets/app-1a2b3c.js': `document.title = 'it runs';\n${'// a line that shrinks\n'.repeat(100)}`,
  'assets/look-4d5e6f.css': 'body { color: teal }',
} as const;

/** Starts one; `in` goes on in the folder of one that ended. */
export async function startServer(options: Partial<ServeOptions> = {}, folder = mkdtempSync(join(tmpdir(), 'recast-served-'))): Promise<TestServer> {
  const windowFolder = join(folder, 'window');
  mkdirSync(join(windowFolder, 'assets'), { recursive: true });
  for (const [name, text] of Object.entries(windowFiles)) writeFileSync(join(windowFolder, name), text);
  // What nobody may get, beside everything that is served.
  writeFileSync(join(folder, 'secret.txt'), 'SECRET');
  const { studio, parts } = await openStudioWithParts({ home: join(folder, 'home') });
  const served = await serveStudio({
    studio,
    parts,
    windowFolder,
    host: '127.0.0.1',
    port: 0,
    names: [],
    allowed: [],
    password: null,
    version: '0.0.0',
    ...options,
  }).catch(async (error: unknown) => {
    await studio.close();
    throw error;
  });
  const url = new URL(served.entrance);
  const port = Number(url.port);
  const raw = (path: string, sent: Sent = {}): Promise<Raw> => send(port, path, sent);
  const [entered] = (await raw(`/${url.search}`)).headers['set-cookie'] ?? [];
  const cookie = entered.split(';')[0];
  const headersOf = (sent: Sent): Record<string, string> => ({ cookie, origin: `http://${url.host}`, ...sent.headers });
  return {
    ...served,
    folder,
    home: studio.home,
    parts,
    authority: url.host,
    cookie,
    token: url.searchParams.get('token') ?? '',
    raw,
    own: (path, sent = {}) => raw(path, { ...sent, headers: headersOf(sent) }),
    async end(keep = false) {
      await served.close();
      await studio.close();
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}
