import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import type { Patience } from './patience.ts';
import { openPatience } from './patience.ts';

const KEY_BYTES = 32;
const TOKEN_BYTES = 24;
const COOKIE_DAYS = 30;
const DAY_MILLISECONDS = 86_400_000;
const LEAST_PASSWORD = 12;

/** What came of an attempt to enter. */
export type Entry =
  { readonly outcome: 'welcome'; readonly cookie: string } | { readonly outcome: 'wrong' } | { readonly outcome: 'wait'; readonly seconds: number };

/** Who may use the studio. */
export interface Access {
  /** Belongs into the printed address. New with every start. */
  readonly token: string;
  /** Tries a token or the password. `from` is who tries: those who guess have to wait. */
  enter(given: string, from: string): Entry;
  /** Whether a request's `Cookie` header shows that its browser has entered, now or before a restart. */
  knows(cookieHeader: string | undefined): boolean;
}

/** Equal, in a time that tells nothing of where they differ. */
const same = (a: string, b: string): boolean => timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

/** The home's own key, made when missing, readable by its owner only. */
function homeKey(path: string): Buffer {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, randomBytes(KEY_BYTES), { mode: 0o600 });
  }
  return readFileSync(path);
}

/**
 * Opens the door of a browser host. Browsers that have entered stay known for 30 days, over restarts too: their
 * cookie is signed with a key that lies in the home, and with the password, so that another password ends it.
 *
 * @param cookieName one a port, since cookies do not know ports
 * @throws PASSWORD_TOO_SHORT
 */
export function openAccess(options: { keyFile: string; password: string | null; cookieName: string; now?: () => number; patience?: Patience }): Access {
  const { keyFile, password, cookieName, now = Date.now } = options;
  if (password !== null && password.length < LEAST_PASSWORD) throw RecastError.of('PASSWORD_TOO_SHORT', { least: LEAST_PASSWORD });
  const patience = options.patience ?? openPatience(now);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const key = createHmac('sha256', homeKey(keyFile))
    .update(password ?? '')
    .digest();
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');

  const valid = (value: string): boolean => {
    const [since, signature, ...rest] = value.split('.');
    if (signature === undefined || rest.length > 0 || !same(signature, sign(since))) return false;
    const age = now() - Number(since);
    return age >= 0 && age < COOKIE_DAYS * DAY_MILLISECONDS;
  };

  return {
    token,
    enter(given, from) {
      const seconds = patience.secondsToWait(from);
      if (seconds > 0) return { outcome: 'wait', seconds };
      const right = [token, ...(password === null ? [] : [password])].map((secret) => same(given, secret)).includes(true);
      patience.note(from, right);
      if (!right) return { outcome: 'wrong' };
      const since = String(now());
      const attributes = `HttpOnly; SameSite=Strict; Path=/; Max-Age=${(COOKIE_DAYS * DAY_MILLISECONDS) / 1000}`;
      return { outcome: 'welcome', cookie: `${cookieName}=${since}.${sign(since)}; ${attributes}` };
    },
    knows: (header) =>
      (header ?? '')
        .split(';')
        .map((each) => each.trim())
        .some((each) => each.startsWith(`${cookieName}=`) && valid(each.slice(cookieName.length + 1))),
  };
}
