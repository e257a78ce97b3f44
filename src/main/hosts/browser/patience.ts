/** So many wrong attempts cost nothing: people mistype. */
const FREE = 5;
const LONGEST_SECONDS = 300;
/** More guessers than this are not told apart: the oldest are forgotten. */
const MOST = 10_000;

/** Slows down those who guess. */
export interface Patience {
  /** How long `from` has to wait before it may try again; 0 for not at all. */
  secondsToWait(from: string): number;
  /** Remembers how an attempt went; a right one is forgiven everything. */
  note(from: string, right: boolean): void;
}

/** After five wrong attempts each further one doubles the wait, from one second to five minutes. */
export function openPatience(now: () => number = Date.now): Patience {
  const guessers = new Map<string, { failures: number; until: number }>();
  return {
    secondsToWait(from) {
      return Math.max(0, Math.ceil(((guessers.get(from)?.until ?? 0) - now()) / 1000));
    },
    note(from, right) {
      const failures = (guessers.get(from)?.failures ?? 0) + 1;
      guessers.delete(from);
      if (right) return;
      const [oldest] = guessers.keys();
      if (guessers.size >= MOST && oldest !== undefined) guessers.delete(oldest);
      const wait = failures < FREE ? 0 : Math.min(LONGEST_SECONDS, 2 ** (failures - FREE));
      guessers.set(from, { failures, until: now() + wait * 1000 });
    },
  };
}
