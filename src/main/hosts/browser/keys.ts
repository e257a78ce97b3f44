import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';

const KEY_BYTES = 32;
const LEAST_PASSWORD = 12;
const DAY_SECONDS = 86_400;

/** How long a browser that has entered stays known, in seconds. */
export const COOKIE_SECONDS = 30 * DAY_SECONDS;
/** How long a ticket opens the door, in seconds. */
const TICKET_SECONDS = 60;

/** Cookies do not know ports: without its own name a studio would overwrite that of another one on this machine. */
export const cookieName = (port: number): string => `recast-${port}`;

/** Equal, in a time that tells nothing of where they differ. */
export const same = (a: string, b: string): boolean => timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

/** The home's own key, made when missing, readable by its owner only. */
function homeKey(path: string): Buffer {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, randomBytes(KEY_BYTES), { mode: 0o600 });
  try {
    // Fails where there is one, so that of two programs that start at once both read the same.
    linkSync(fresh, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(path);
}

/** What only this home can sign. */
export interface Keys {
  /** The value of a cookie that keeps a browser known. */
  cookie(): string;
  isCookie(value: string): boolean;
  /** Opens the door once, within a minute: for the browser that this machine opens by itself. */
  ticket(): string;
  /** Names a ticket that is valid by itself, so that it can be used up; null for anything else. */
  ticketName(value: string): string | null;
}

/**
 * Opens the keys of a home. They depend on the password, too: with another one every cookie ends.
 *
 * @throws PASSWORD_TOO_SHORT
 */
export function openKeys(keyFile: string, password: string | null, now: () => number = Date.now): Keys {
  if (password !== null && password.length < LEAST_PASSWORD) throw RecastError.of('PASSWORD_TOO_SHORT', { least: LEAST_PASSWORD });
  const key = createHmac('sha256', homeKey(keyFile))
    .update(password ?? '')
    .digest();

  const sign = (purpose: string, text: string): string => createHmac('sha256', key).update(`${purpose}:${text}`).digest('base64url');
  const signed = (purpose: string, text: string): string => `${text}.${sign(purpose, text)}`;
  /** Whether a value is signed for this purpose and not older than so many seconds. */
  const holds = (purpose: string, value: string, seconds: number): boolean => {
    const [text, signature, ...rest] = value.split('.');
    if (signature === undefined || rest.length > 0 || !same(signature, sign(purpose, text))) return false;
    const age = now() - Number(text.split('-')[0]);
    return age >= 0 && age < seconds * 1000;
  };

  return {
    cookie: () => signed('cookie', String(now())),
    isCookie: (value) => holds('cookie', value, COOKIE_SECONDS),
    ticket: () => signed('ticket', `${now()}-${randomBytes(9).toString('hex')}`),
    ticketName: (value) => (holds('ticket', value, TICKET_SECONDS) ? value.split('.')[0] : null),
  };
}
