/** Measures how fast pictures pass, and from that the time left. */
export interface Pace {
  /** Counts one converted picture. */
  passed(): void;
  /** Leaves out seconds in which nothing was to pass: a pause. */
  rested(seconds: number): void;
  /** Pictures a second over the last ones; null until two have passed. */
  rate(): number | null;
  /** Seconds that `remaining` more will take; null until there is a rate. */
  secondsLeft(remaining: number): number | null;
}

/** How many of the last pictures the rate is taken from. */
const WINDOW = 32;

/** A pace by the given clock (seconds). The first picture only starts it: its time holds the compiling. */
export function createPace(now: () => number): Pace {
  let times: number[] = [];
  const rate = (): number | null => {
    if (times.length < 2) return null;
    const seconds = times[times.length - 1] - times[0];
    return seconds > 0 ? (times.length - 1) / seconds : null;
  };
  return {
    passed() {
      times.push(now());
      if (times.length > WINDOW) times.shift();
    },
    rested(seconds) {
      times = times.map((time) => time + seconds);
    },
    rate,
    secondsLeft(remaining) {
      const measured = rate();
      return measured === null ? null : remaining / measured;
    },
  };
}
