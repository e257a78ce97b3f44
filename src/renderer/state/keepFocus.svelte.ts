import { tick, untrack } from 'svelte';
import { dependsOn } from './depends.ts';

/**
 * While the component lives: where something within a part of the page had the keyboard, and went with a change, something
 * else gets it, so that nobody who has no mouse begins at the top of the page again.
 *
 * @param changing what makes things come and go, read reactively
 * @param next what gets the keyboard then
 */
export function keepFocus(part: () => HTMLElement | undefined, changing: () => unknown, next: () => HTMLElement | null | undefined): void {
  $effect.pre(() => {
    dependsOn(changing());
    if (untrack(part)?.contains(document.activeElement) !== true) return;
    void tick().then(() => {
      if (document.activeElement === document.body || document.activeElement === null) next()?.focus();
    });
  });
}
