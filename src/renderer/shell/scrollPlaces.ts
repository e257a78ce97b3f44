import type { PageName } from '../pages.ts';

/** Lists that a person goes into and comes back to, and finds as they were left. Any other page begins at its top. */
const returned: ReadonlySet<PageName> = new Set(['home', 'convert', 'paint']);

/** How long a list may take to become as long as it was, in milliseconds. */
const PATIENCE = 3_000;

/** Where pages were scrolled to. */
export class ScrollPlaces {
  readonly #places = new Map<PageName, number>();

  /** Notes where a page is left. */
  leave(page: PageName, main: HTMLElement): void {
    if (returned.has(page)) this.#places.set(page, main.scrollTop);
  }

  /** Scrolls to where a page begins: its top, or where it was left, as soon as it is long enough. Gives a function that calls that off. */
  enter(page: PageName, main: HTMLElement): () => void {
    main.scrollTop = 0;
    const wanted = this.#places.get(page) ?? 0;
    const until = performance.now() + PATIENCE;
    let frame = 0;
    // Who scrolls meanwhile wants to be elsewhere.
    const calledOff = new AbortController();
    for (const event of ['wheel', 'pointerdown', 'keydown'] as const)
      main.addEventListener(event, () => calledOff.abort(), { signal: calledOff.signal, passive: true });
    const scroll = (): void => {
      if (calledOff.signal.aborted) return;
      main.scrollTop = wanted;
      if (main.scrollTop < wanted - 1 && performance.now() < until) frame = requestAnimationFrame(scroll);
      else calledOff.abort();
    };
    if (wanted > 0) scroll();
    else calledOff.abort();
    return () => {
      cancelAnimationFrame(frame);
      calledOff.abort();
    };
  }
}
