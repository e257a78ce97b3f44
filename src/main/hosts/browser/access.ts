import { randomBytes } from 'node:crypto';
import type { Keys } from './keys.ts';
import { COOKIE_SECONDS, cookieName, same } from './keys.ts';
import type { Patience } from './patience.ts';

const TOKEN_BYTES = 24;

/** What came of an attempt to enter. */
export type Entry =
  { readonly outcome: 'welcome'; readonly cookie: string } | { readonly outcome: 'wrong' } | { readonly outcome: 'wait'; readonly seconds: number };

/** Who may use the studio. */
export interface Access {
  /** Belongs into the printed address. New with every start. */
  readonly token: string;
  /** Tries a token, a ticket or the password. `from` is who tries: those who guess have to wait. */
  enter(given: string, from: string): Entry;
  /** Whether a request's `Cookie` header shows that its browser has entered, now or before a restart. */
  knows(cookieHeader: string | undefined): boolean;
}

/** Opens the door of a browser host that listens on `port`. */
export function openAccess(keys: Keys, password: string | null, port: number, patience: Patience): Access {
  const name = cookieName(port);
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const used = new Set<string>();

  const isTicket = (given: string): boolean => {
    const ticket = keys.ticketName(given);
    if (ticket === null || used.has(ticket)) return false;
    used.add(ticket);
    return true;
  };

  return {
    token,
    enter(given, from) {
      const seconds = patience.secondsToWait(from);
      if (seconds > 0) return { outcome: 'wait', seconds };
      const secrets = [token, ...(password === null ? [] : [password])];
      // All are compared, whichever fits.
      const right = [...secrets.map((secret) => same(given, secret)), isTicket(given)].includes(true);
      patience.note(from, right);
      if (!right) return { outcome: 'wrong' };
      return { outcome: 'welcome', cookie: `${name}=${keys.cookie()}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${COOKIE_SECONDS}` };
    },
    knows: (header) =>
      (header ?? '')
        .split(';')
        .map((each) => each.trim())
        .some((each) => each.startsWith(`${name}=`) && keys.isCookie(each.slice(name.length + 1))),
  };
}
