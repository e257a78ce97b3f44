/** The speed is that over so many milliseconds: one turn of a wheel is no flight. */
const OVER = 120;

/** A view that passes faster than so many times its height a second shows nothing that anybody could look at. */
const FAST = 6;

/** Nothing was told for so many milliseconds: it has landed. */
const STILL = 100;

/** Whether a long view flies past, so fast that nothing of it need be drawn until it lands. */
export class Flight {
  #passed: { offset: number; at: number }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #landed: () => void;

  /** @param landed called once it stands still after a flight */
  constructor(landed: () => void) {
    this.#landed = landed;
  }

  /** Tells where the view is now, in pixels, at a time in milliseconds. Returns whether it flies. */
  tell(offset: number, height: number, at: number): boolean {
    this.#passed = [...this.#passed.filter((earlier) => at - earlier.at < OVER), { offset, at }];
    const flies = Math.abs(offset - this.#passed[0].offset) * 1000 > FAST * height * OVER;
    clearTimeout(this.#timer);
    if (flies) this.#timer = setTimeout(this.#landed, STILL);
    return flies;
  }

  /** Ends waiting for it to land. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
