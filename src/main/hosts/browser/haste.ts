import type { IncomingMessage, Server } from 'node:http';

/** How long others may take, in milliseconds, and how many may come at once. */
export interface Haste {
  /**
   * From the first moment of a connection, or of its next request, until all headers are there: one packet of any browser, on the slowest
   * of lines. Node itself sets no bound where bodies have none.
   */
  readonly headers: number;
  /** Until the body of somebody who has not entered is there: a password at most. Who has entered may send gigabytes over a slow line. */
  readonly body: number;
  /** A connection on which nothing moves for so long is closed, an upload and a download too. */
  readonly idle: number;
  /** How often is looked. */
  readonly look: number;
  /** Further ones are closed at once, so that they never take the files' share of what a process may have open. A window has seven at most. */
  readonly connections: number;
}

/** What holds unless a test is in a hurry. */
export const haste: Haste = { headers: 20_000, body: 30_000, idle: 120_000, look: 5_000, connections: 256 };

/** Options of the server that bound headers, and not bodies. */
export const serverOptions = ({ headers, look }: Haste) => ({ requestTimeout: 0, headersTimeout: headers, connectionsCheckingInterval: look });

/** Bounds connections: those on which nothing moves, and how many there are. */
export function boundConnections(server: Server, { idle, connections }: Haste): void {
  server.timeout = idle;
  server.maxConnections = connections;
}

/** Ends the connection of a request whose body is not there in time. */
export function hurry(incoming: IncomingMessage, { body }: Haste): void {
  const end = setTimeout(() => {
    if (!incoming.complete) incoming.socket.destroy();
  }, body);
  end.unref();
  incoming.once('close', () => {
    if (incoming.complete) clearTimeout(end);
  });
}
