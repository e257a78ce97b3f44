/** Points as columns, NaN where a point has no such value. */
export interface Columns {
  readonly step: ArrayLike<number>;
  readonly series: Readonly<Record<string, ArrayLike<number>>>;
}

/** Numbers that are only ever appended to, in memory that is doubled when it is full: 100,000 points times eight series are redrawn while a slider moves. */
class Column {
  #data = new Float64Array(1024);
  length = 0;

  append(values: ArrayLike<number>): void {
    const at = this.length;
    this.grow(at + values.length).set(values, at);
  }

  /** Makes it so long, with nothing in what is new. */
  pad(length: number): void {
    const at = this.length;
    if (length > at) this.grow(length).fill(NaN, at, length);
  }

  /** Makes it so long and gives what it lies in, to be filled. */
  grow(length: number): Float64Array {
    if (length > this.#data.length) {
      const larger = new Float64Array(Math.max(length, 2 * this.#data.length));
      larger.set(this.values);
      this.#data = larger;
    }
    this.length = length;
    return this.#data;
  }

  /** What there is, not copied. */
  get values(): Float64Array {
    return this.#data.subarray(0, this.length);
  }
}

interface Smoothed {
  readonly weight: number;
  /** As long as the series was when it was last brought up to date. */
  readonly column: Column;
  /** The running mean, and how much of it is real: at the beginning it still holds the zero that it started from. */
  mean: number;
  filled: number;
}

const nothing = new Float64Array(0);

/**
 * The curves of a run in the window: points are only ever appended, and what is smoothed is carried on, so that new points cost
 * what they are and not what is there. Missing values are NaN.
 */
export class Curves {
  readonly step: number[] = [];
  readonly #series = new Map<string, Column>();
  readonly #smoothed = new Map<string, Smoothed>();

  /** Takes further points. Those of steps that are there already mean that training went back to a checkpoint: what followed is dropped. */
  append({ step, series }: Columns): void {
    const first = step[0];
    if (first === undefined) return;
    if (first <= (this.step.at(-1) ?? -Infinity)) this.#cut(first);
    const before = this.step.length;
    for (const [name, some] of Object.entries(series)) {
      let column = this.#series.get(name);
      if (column === undefined) this.#series.set(name, (column = new Column()));
      column.pad(before);
      column.append(some);
    }
    for (let index = 0; index < step.length; index++) this.step.push(step[index] ?? NaN);
    for (const column of this.#series.values()) column.pad(this.step.length);
  }

  /** The names of the series that have points. */
  names(): string[] {
    return [...this.#series.keys()];
  }

  values(name: string): Float64Array {
    return this.#series.get(name)?.values ?? nothing;
  }

  /**
   * A series as its running mean, m <- w m + (1 - w) x, divided by 1 - w^n so that it begins at the first value rather than at
   * zero. `weight` w in [0, 1); 0 is the series itself.
   */
  smoothed(name: string, weight: number): Float64Array {
    const values = this.values(name);
    if (weight === 0) return values;
    let run = this.#smoothed.get(name);
    if (run?.weight !== weight) this.#smoothed.set(name, (run = { weight, column: new Column(), mean: 0, filled: 0 }));
    let { mean, filled } = run;
    const from = run.column.length;
    const means = run.column.grow(values.length);
    for (let index = from; index < values.length; index++) {
      const value = values[index] ?? NaN;
      if (!Number.isNaN(value)) {
        mean = weight * mean + (1 - weight) * value;
        filled = weight * filled + (1 - weight);
      }
      means[index] = mean / filled;
    }
    run.mean = mean;
    run.filled = filled;
    return run.column.values;
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
    for (const column of this.#series.values()) column.length = length;
    this.#smoothed.clear();
  }
}
