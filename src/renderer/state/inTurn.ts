import { flushSync } from 'svelte';

/** So much of a frame is given to what waits, in milliseconds; one piece is done in any case. */
const SHARE = 6;

const waiting = new Set<() => void>();
let asked = false;

/** Does a small piece of drawing soon, when a frame has room for it, in the order of asking. Returns how to call it off, which tells whether it still waited. */
export function inTurn(piece: () => void): () => boolean {
  waiting.add(piece);
  ask();
  return () => waiting.delete(piece);
}

function ask(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    const began = performance.now();
    for (const piece of waiting) {
      waiting.delete(piece);
      // At once, so that its time is known.
      flushSync(piece);
      if (performance.now() - began > SHARE) break;
    }
    if (waiting.size > 0) ask();
  });
}
