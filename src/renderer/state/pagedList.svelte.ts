import { untrack } from 'svelte';
import type { Failure } from '../../shared/contract/procedure.ts';
import { failureOf, isAbort } from '../connection/failure.ts';

/** Loads a part of a long list. */
export type LoadPage<Item> = (offset: number, limit: number, signal: AbortSignal) => Promise<{ readonly total: number; readonly items: readonly Item[] }>;

const pageLength = 100;
/** Parts that are kept: 60,000 items of a few hundred bytes. */
const keptPages = 600;
/** Parts that are asked for side by side when a long range is wanted whole. */
const atOnce = 8;

/** A part that is on its way. */
interface Asked {
  readonly controller: AbortController;
  /** Somebody waits for it, wherever the view goes. */
  awaited: boolean;
  readonly done: Promise<void>;
}

/** A long list of which only the parts that are looked at are loaded. Reading an item asks for its part. */
export class PagedList<Item> {
  /** Null until the first part has come. */
  total = $state<number | null>(null);
  failure = $state.raw<Failure | null>(null);
  #pages = $state.raw<ReadonlyMap<number, readonly Item[]>>(new Map());
  readonly #asked = new Map<number, Asked>();

  readonly #load: LoadPage<Item>;

  constructor(load: LoadPage<Item>) {
    this.#load = load;
  }

  /** The item at an index; undefined while it is on its way. */
  at(index: number): Item | undefined {
    return this.#pages.get(Math.floor(index / pageLength))?.[index % pageLength];
  }

  /**
   * Sees to it that the items of a range are there, or on their way; others that are on their way are dropped. An effect that asks
   * for a range is not run again when parts come: it would drop what the view needs by then.
   */
  need(from: number, to: number): void {
    untrack(() => this.#need(from, to));
  }

  #need(from: number, to: number): void {
    const first = Math.floor(Math.max(0, from) / pageLength);
    const last = Math.floor(Math.max(0, to) / pageLength);
    for (const [page, { controller, awaited }] of this.#asked) {
      if (awaited || (page >= first - 1 && page <= last + 1)) continue;
      controller.abort();
      this.#asked.delete(page);
    }
    for (let page = first; page <= last; page++) if (!this.#pages.has(page) && !this.#asked.has(page)) void this.#ask(page);
  }

  /** Loads a range whole, however long, and gives its items part by part; those that could not be loaded are missing. */
  async *whole(from: number, to: number): AsyncGenerator<readonly Item[], void> {
    const last = Math.floor(to / pageLength);
    for (let page = Math.floor(from / pageLength); page <= last; page += atOnce) {
      const pages = Array.from({ length: Math.min(atOnce, last - page + 1) }, (_, index) => page + index);
      await Promise.all(pages.filter((each) => !this.#pages.has(each)).map((each) => this.#ask(each, true)));
      for (const each of pages) {
        const start = each * pageLength;
        yield (this.#pages.get(each) ?? []).slice(Math.max(0, from - start), to - start + 1);
      }
    }
  }

  /** Asks again for everything that is there or on its way; what is shown stays until the answer has come. */
  refresh(): void {
    const pages = new Set([...this.#pages.keys()].slice(-12));
    for (const [page, { controller, awaited }] of this.#asked) {
      if (awaited) continue;
      controller.abort();
      this.#asked.delete(page);
      pages.add(page);
    }
    if (pages.size === 0) pages.add(0);
    for (const page of pages) void this.#ask(page);
    // Parts that are not looked at are loaded anew when they are.
    this.#pages = new Map([...this.#pages].slice(-12));
  }

  /** Shows loaded items as they are known to be by now, until they are loaded again. */
  change(update: (item: Item) => Item): void {
    this.#pages = new Map([...this.#pages].map(([page, items]) => [page, items.map(update)]));
  }

  #ask(page: number, awaited = false): Promise<void> {
    const before = this.#asked.get(page);
    if (before !== undefined) {
      before.awaited ||= awaited;
      return before.done;
    }
    const controller = new AbortController();
    const done = this.#fetch(page, controller);
    this.#asked.set(page, { controller, awaited, done });
    return done;
  }

  async #fetch(page: number, controller: AbortController): Promise<void> {
    try {
      const { total, items } = await this.#load(page * pageLength, pageLength, controller.signal);
      if (controller.signal.aborted) return;
      const pages = new Map(this.#pages);
      pages.delete(page);
      pages.set(page, items);
      for (const oldest of pages.keys()) {
        if (pages.size <= keptPages) break;
        pages.delete(oldest);
      }
      this.#pages = pages;
      this.total = total;
      this.failure = null;
    } catch (error) {
      if (!controller.signal.aborted && !isAbort(error)) this.failure = failureOf(error);
    } finally {
      if (this.#asked.get(page)?.controller === controller) this.#asked.delete(page);
    }
  }
}
