/** Points as the studio sends them: columns, null where a point has no such value. */
export interface Columns {
  readonly step: readonly number[];
  readonly series: Readonly<Record<string, readonly (number | null)[]>>;
}

interface Smoothed {
  readonly weight: number;
  /** As long as the series was when it was last brought up to date. */
  readonly values: number[];
  /** The running mean, and how much of it is real: at the beginning it still holds the zero that it started from. */
  mean: number;
  filled: number;
}

/**
 * The curves of a run in the window: points are only ever appended, and what is smoothed is carried on, so that new points cost
 * what they are and not what is there. Missing values are NaN.
 */
export class Curves {
  readonly step: number[] = [];
  readonly #series = new Map<string, number[]>();
  readonly #smoothed = new Map<string, Smoothed>();

  /** Takes further points. Those of steps that are there already mean that training went back to a checkpoint: what followed is dropped. */
  append({ step, series }: Columns): void {
    const first = step[0];
    if (first === undefined) return;
    if (first <= (this.step.at(-1) ?? -Infinity)) this.#cut(first);
    const before = this.step.length;
    for (const [name, column] of Object.entries(series)) {
      let values = this.#series.get(name);
      if (values === undefined) this.#series.set(name, (values = []));
      while (values.length < before) values.push(NaN);
      for (const value of column) values.push(value ?? NaN);
    }
    for (const at of step) this.step.push(at);
    for (const values of this.#series.values()) while (values.length < this.step.length) values.push(NaN);
  }

  /** The names of the series that have points. */
  names(): string[] {
    return [...this.#series.keys()];
  }

  values(name: string): readonly number[] {
    return this.#series.get(name) ?? [];
  }

  /**
   * A series as its running mean, m <- w m + (1 - w) x, divided by 1 - w^n so that it begins at the first value rather than at
   * zero. `weight` w in [0, 1); 0 is the series itself.
   */
  smoothed(name: string, weight: number): readonly number[] {
    const values = this.values(name);
    if (weight === 0) return values;
    let run = this.#smoothed.get(name);
    if (run?.weight !== weight) this.#smoothed.set(name, (run = { weight, values: [], mean: 0, filled: 0 }));
    for (let index = run.values.length; index < values.length; index++) {
      const value = values[index] ?? NaN;
      if (!Number.isNaN(value)) {
        run.mean = weight * run.mean + (1 - weight) * value;
        run.filled = weight * run.filled + (1 - weight);
      }
      run.values.push(run.filled === 0 ? NaN : run.mean / run.filled);
    }
    return run.values;
  }

  /** The latest value of a series; null where it has none. */
  latest(name: string, weight: number): number | null {
    const value = this.smoothed(name, weight).at(-1);
    return value === undefined || Number.isNaN(value) ? null : value;
  }

  /** The index of the first point at a step or after it. */
  indexAt(step: number): number {
    let [low, high] = [0, this.step.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.step[middle] ?? 0) < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #cut(from: number): void {
    const length = this.indexAt(from);
    this.step.length = length;
    for (const values of this.#series.values()) values.length = length;
    this.#smoothed.clear();
  }
}
