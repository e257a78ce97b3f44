/** How far back the rate looks: long enough to smooth over samples and checkpoints, short enough to follow the machine. */
const WINDOW_SECONDS = 60;
/** The rate is known once this much was measured: the first steps are slower than the others. */
const SHORTEST_SECONDS = 2;
const FEWEST_STEPS = 2;
/** One mark a second is enough. */
const MARK_SECONDS = 1;

interface Mark {
  readonly at: number;
  readonly step: number;
}

/** Measures steps a second over the last minute, pauses left out. Times are seconds on any clock that only goes forward. */
export class Pace {
  #marks: Mark[];
  #last: Mark;

  constructor(at: number, step: number) {
    this.#last = { at, step };
    this.#marks = [this.#last];
  }

  /** Forgets what came before: after a pause, in which the clock went on and the steps did not. */
  restart(at: number): void {
    this.#last = { at, step: this.#last.step };
    this.#marks = [this.#last];
  }

  /** Notes that `step` steps are done. */
  note(at: number, step: number): void {
    this.#last = { at, step };
    if (at - this.#marks[this.#marks.length - 1].at >= MARK_SECONDS) this.#marks.push(this.#last);
    while (this.#marks.length > 1 && at - this.#marks[1].at >= WINDOW_SECONDS && step - this.#marks[1].step >= FEWEST_STEPS) this.#marks.shift();
  }

  /** Steps a second, or null while too little was measured. */
  get stepsPerSecond(): number | null {
    const seconds = this.#last.at - this.#marks[0].at;
    const steps = this.#last.step - this.#marks[0].step;
    return seconds < SHORTEST_SECONDS || steps < FEWEST_STEPS ? null : steps / seconds;
  }
}
