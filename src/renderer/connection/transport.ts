import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';

/** A way to the studio: calls go through `link` until `closed` resolves. */
export interface Transport {
  readonly link: ClientLink<ClientContext>;
  readonly closed: Promise<void>;
}

/** What the desktop's preload script hands to the page. */
interface DesktopBridge {
  /** The path of a dropped or chosen file. */
  pathOf(file: File): string;
}

declare global {
  interface Window {
    readonly recastDesktop?: DesktopBridge;
  }
}

/** The desktop's bridge; undefined in a browser. */
export const desktop = (): DesktopBridge | undefined => window.recastDesktop;

/** Opens a WebSocket to the host that served this page. Rejects where it cannot be opened. */
async function openSocket(): Promise<Transport> {
  const address = new URL('/rpc', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const websocket = new WebSocket(address);
  const closed = Promise.withResolvers<void>();
  websocket.addEventListener('close', () => closed.resolve());
  await new Promise<void>((resolve, reject) => {
    websocket.addEventListener('open', () => resolve(), { once: true });
    websocket.addEventListener('close', () => reject(new Error('The socket was closed before it opened.')), { once: true });
  });
  return { link: new SocketLink({ websocket }), closed: closed.promise };
}

/** Takes the port that the preload script posts to this page once its scripts have run. */
function takePort(): Promise<Transport> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== 'studio-port' || port === undefined) return;
      window.removeEventListener('message', take);
      const closed = Promise.withResolvers<void>();
      // Chromium tells when the other end of a port has gone.
      port.addEventListener('close', () => closed.resolve());
      port.start();
      resolve({ link: new PortLink({ port }), closed: closed.promise });
    };
    window.addEventListener('message', take);
  });
}

/** Opens a way to the studio: a port on the desktop, a socket in a browser. */
export const openTransport = (): Promise<Transport> => (desktop() === undefined ? openSocket() : takePort());
