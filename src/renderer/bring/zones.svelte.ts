import { untrack } from 'svelte';
import { complain, say } from '../state/toasts.svelte.ts';
import { words } from '../words/words.svelte.ts';
import type { Arrived } from './bring.svelte.ts';
import { bring, NothingUsable } from './bring.svelte.ts';
import { bundlesOf } from './dropped.ts';

/** How many drop zones a page shows: while there are some, the whole window does not offer itself. */
export const dropZones = $state({ count: 0 });

/** An element on which pictures can be dropped: `{@attach zone.attach}`. */
export class Zone {
  #depth = $state(0);
  /** Something is on its way. */
  busy = $state(false);
  readonly #arrive: (arrived: readonly Arrived[]) => unknown;

  /** `arrive` is told what has come to the studio's machine, never nothing. */
  constructor(arrive: (arrived: readonly Arrived[]) => unknown) {
    this.#arrive = arrive;
  }

  /** Something is held over it. */
  get over(): boolean {
    return this.#depth > 0;
  }

  /** Takes what was chosen or dropped, and says so where it cannot be used. */
  async take(arriving: Promise<readonly Arrived[] | null>): Promise<void> {
    this.busy = true;
    try {
      const arrived = await arriving;
      if (arrived !== null && arrived.length > 0) await this.#arrive(arrived);
    } catch (error) {
      if (error instanceof NothingUsable) say(words().bring.nothingUsable);
      else complain(error);
    } finally {
      this.busy = false;
    }
  }

  readonly attach = (element: HTMLElement): (() => void) => {
    const listeners: Record<string, (event: DragEvent) => void> = {
      dragenter: () => this.#depth++,
      dragleave: () => (this.#depth = Math.max(0, this.#depth - 1)),
      dragover: (event) => event.preventDefault(),
      drop: (event) => {
        this.#depth = 0;
        // A zone within this one may have taken it.
        if (event.defaultPrevented || event.dataTransfer === null || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        void this.take(bundlesOf(event.dataTransfer).then(bring));
      },
    };
    // One cast: the DOM's general listener type does not know which event a name brings.
    const entries = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of entries) element.addEventListener(name, listener);
    untrack(() => dropZones.count++);
    return () => {
      for (const [name, listener] of entries) element.removeEventListener(name, listener);
      dropZones.count--;
    };
  };
}
