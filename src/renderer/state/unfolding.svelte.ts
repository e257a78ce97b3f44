/** How much of a long list is drawn: what is in sight and a little beyond, and more as somebody scrolls there. Hundreds of cards at once would hold a page up. */
export class Unfolding {
  #drawn = $state(0);
  readonly #more: number;

  /** @param first how many are drawn at first @param more how many are added at a time */
  constructor(first: number, more: number) {
    this.#drawn = first;
    this.#more = more;
  }

  /** How many of the list's first items are drawn. */
  get drawn(): number {
    return this.#drawn;
  }

  /** Draws more. */
  unfold(): void {
    this.#drawn += this.#more;
  }
}
