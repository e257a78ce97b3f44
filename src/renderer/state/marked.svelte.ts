import type { Marked } from './marks.ts';

let last = $state.raw<Marked | null>(null);

/** Tells views that hold pictures what was just marked: they need not wait for their lists. */
export const tellMarked = (marked: Marked): void => void (last = marked);

/** What was marked last. Reactive. */
export const justMarked = (): Marked | null => last;
