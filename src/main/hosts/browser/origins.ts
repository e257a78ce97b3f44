import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** Whether only this machine can reach an address. */
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host) || /^127(\.\d{1,3}){3}$/.test(host);

/** What is typed to reach a studio that listens at `host`; for all networks, the machine's first address in one. */
export function addressOf(host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::';
  const outer = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  const name = everywhere ? (outer?.address ?? '127.0.0.1') : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`;
}

/**
 * The names under which the studio may be asked for. A page elsewhere can make its own name point here (DNS
 * rebinding), but it cannot make it one of these.
 */
export function ownNames(host: string, further: readonly string[]): ReadonlySet<string> {
  const names = [...LOOPBACK, host, ...further];
  if (!isLoopback(host)) {
    const addresses = Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address.split('%')[0]));
    names.push(hostname(), `${hostname()}.local`, ...addresses);
  }
  return new Set(names.map((name) => name.toLowerCase()));
}

/** The name in a `Host` header, without port and brackets; null for what is none. */
export function nameOf(header: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::\d{1,5})?$/i.exec(header ?? '');
  if (match === null) return null;
  const name = (match[1] ?? match[2]).toLowerCase();
  return match[1] !== undefined && isIP(name) !== 6 ? null : name;
}

/** What is checked of a request before anything else. */
export interface Asked {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Every `Host` that was sent. */
  readonly hosts: readonly string[];
  /** A WebSocket is to be opened. */
  readonly socket: boolean;
}

/**
 * Why a request is refused by where it comes from, or null where it is not: a name that is not ours, a page of
 * another origin, also of another port of this machine. A visitor may come from anywhere, but only by opening a page.
 */
export function refusal({ method, headers, hosts, socket }: Asked, names: ReadonlySet<string>): string | null {
  const name = nameOf(headers.host);
  if (hosts.length !== 1 || name === null || !names.has(name)) return 'the name in Host is not one of this studio';
  const { origin } = headers;
  const reads = (method === 'GET' || method === 'HEAD') && !socket;
  if (origin !== undefined) {
    if (origin !== `http://${headers.host}` && origin !== `https://${headers.host}`) return 'the page that asks is not of this studio';
  } else if (!reads) return 'it does not say which page asks';
  const site = headers['sec-fetch-site'];
  const opensPage = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document' && reads;
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !opensPage) return 'the page that asks is not of this studio';
  return null;
}
