import type { Painter } from './painter.svelte.ts';

let open = $state.raw<Painter | null>(null);

/** The painter of the page that is open, for actions; null on other pages. Reactive. */
export const openPainter = (): Painter | null => open;

/** Says which painter the page has, while the component lives. */
export function offerPainter(painter: () => Painter | null): void {
  $effect(() => {
    open = painter();
    return () => (open = null);
  });
}
