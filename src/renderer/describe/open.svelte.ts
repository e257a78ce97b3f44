import type { Desk } from './desk.svelte.ts';

let open = $state.raw<Desk | null>(null);

/** The desk of the page that is open, for actions; null on other pages. Reactive. */
export const openDesk = (): Desk | null => open;

/** Says that the page has a desk, while the component lives. */
export function offerDesk(desk: Desk): void {
  $effect(() => {
    open = desk;
    return () => (open = null);
  });
}
