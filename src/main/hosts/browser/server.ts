import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { RecastError } from '../../../shared/errors/index.ts';
import type { Studio } from '../../studio/types.ts';
import type { StudioParts } from '../../studio/parts.ts';
import { openSite } from '../site/site.ts';
import { openWindowFiles } from '../site/windowFiles.ts';
import { answerOverWebSocket } from '../transports/webSocket.ts';
import { openUploadsOf } from '../uploads/ofHome.ts';
import { openAccess } from './access.ts';
import { makeApp } from './app.ts';
import type { Haste } from './haste.ts';
import { boundConnections, haste, hurry, serverOptions } from './haste.ts';
import { openKeys } from './keys.ts';
import { servesSameHome } from './neighbour.ts';
import { addressOf, isLoopback, ownNames, refusal } from './origins.ts';
import { openPatience } from './patience.ts';
import { openAllowed } from './folders.ts';
import { browserServices } from './services.ts';

/** The most that one message of a window may have, in bytes: the list of an upload of 100,000 files. */
const MESSAGE_BYTES = 32 * 1024 * 1024;

/** How to serve a studio. */
export interface ServeOptions {
  readonly studio: Studio;
  readonly parts: StudioParts;
  /** The built window. */
  readonly windowFolder: string;
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Names under which it may be asked for beside its own. */
  readonly names: readonly string[];
  /** Folders of this machine that windows may browse and use. */
  readonly allowed: readonly string[];
  readonly password: string | null;
  readonly version: string;
  /** How long slow clients are waited for; `haste` by default. */
  readonly limits?: Haste;
}

/** A studio that is served. */
export interface Served {
  /** `http://127.0.0.1:5310/` */
  readonly address: string;
  /** The same with the token that lets in. */
  readonly entrance: string;
  /** The same for one use within a minute: what other programs of this machine may see. */
  ticket(): string;
  /** Only this machine can reach it. */
  readonly private: boolean;
  /** Ends all connections; the studio stays open. */
  close(): Promise<void>;
}

/**
 * Serves a studio to browsers.
 *
 * @throws WINDOW_NOT_BUILT, FOLDER_MISSING, PORT_TAKEN, STUDIO_SERVED_ALREADY, ADDRESS_UNUSABLE, PASSWORD_TOO_SHORT
 */
export async function serveStudio(options: ServeOptions): Promise<Served> {
  const { studio, parts, host, limits = haste } = options;
  const [files, allowed, uploads] = await Promise.all([openWindowFiles(options.windowFolder), openAllowed(options.allowed), openUploadsOf(parts)]);
  const services = browserServices(allowed, uploads, parts);
  const names = ownNames(host, options.names);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES, perMessageDeflate: false });
  const refused = (incoming: IncomingMessage, socket: boolean): string | null =>
    refusal({ method: incoming.method ?? 'GET', headers: incoming.headers, hosts: incoming.headersDistinct.host ?? [], socket }, names);

  const server = createServer(serverOptions(limits));
  boundConnections(server, limits);
  const keys = openKeys(join(studio.home, 'browser.key'), options.password);
  const port = await listen(server, options).catch(async (error: unknown) => {
    const address = addressOf(host, options.port);
    const taken = error instanceof RecastError && error.code === 'PORT_TAKEN';
    if (!taken || !(await servesSameHome(address, keys, studio.home))) throw error;
    throw RecastError.of('STUDIO_SERVED_ALREADY', { home: studio.home, address, entrance: `${address}?token=${keys.ticket()}` }, error);
  });
  const access = openAccess(keys, options.password, port, openPatience());
  const app = makeApp({
    access,
    site: openSite(files, parts),
    uploads,
    about: () => ({ product: 'recast-studio', version: options.version, home: studio.home }),
  });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });

  server.on('request', (incoming, outgoing) => {
    if (!access.knows(incoming.headers.cookie)) hurry(incoming, limits);
    const reason = refused(incoming, false);
    if (reason === null) return void answer(incoming, outgoing);
    parts.log.logger.warn({ reason, from: incoming.socket.remoteAddress, host: incoming.headers.host, origin: incoming.headers.origin }, 'request refused');
    outgoing.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }).end(`Refused: ${reason}.\n`);
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const knocks = incoming.url === '/rpc' && refused(incoming, true) === null;
    if (!knocks || !access.knows(incoming.headers.cookie)) {
      socket.on('error', () => undefined);
      return void socket.end(`HTTP/1.1 ${knocks ? '401 Unauthorized' : '403 Forbidden'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    }
    sockets.handleUpgrade(incoming, socket, head, (webSocket) => answerOverWebSocket(webSocket, { studio, parts, host: services }));
  });

  const address = addressOf(host, port);
  return {
    address,
    entrance: `${address}?token=${access.token}`,
    ticket: () => `${address}?token=${keys.ticket()}`,
    private: isLoopback(host),
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Listens, and gives the port. */
async function listen(server: ReturnType<typeof createServer>, { host, port }: Pick<ServeOptions, 'host' | 'port'>): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(RecastError.of('PORT_TAKEN', { host, port }, error));
      else reject(RecastError.of('ADDRESS_UNUSABLE', { host, port, reason: error.code ?? error.message }, error));
    });
    server.listen({ host, port }, resolve);
  });
  const bound = server.address();
  return bound === null || typeof bound === 'string' ? port : bound.port;
}
