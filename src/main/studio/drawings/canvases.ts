/** Who draws: a newer call of one canvas makes the older one end. */
export class Canvases {
  readonly #calls = new Map<string, AbortController>();

  /** Begins a call; the signal aborts once a newer one of the same canvas has begun. */
  begin(canvas: string): AbortSignal {
    this.#calls.get(canvas)?.abort();
    const call = new AbortController();
    this.#calls.set(canvas, call);
    return call.signal;
  }
}
