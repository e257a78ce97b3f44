import { flushSync } from 'svelte';

/** So much of a frame is given to what waits, in milliseconds; one piece is done in any case. */
const SHARE = 6;

const waiting = new Set<() => void>();
/** What costs more than its own time. */
const dear = new Set<() => void>();
let asked = false;

/** Does a small piece of drawing soon, when a frame has room for it, in the order of asking. Returns how to call it off, which tells whether it still waited. */
export function inTurn(piece: () => void): () => boolean {
  return wait(waiting, piece);
}

/** The same for what the page has more work with later, as with a picture that is loaded: one a frame, when nothing else waits. */
export function inTurnAlone(piece: () => void): () => boolean {
  return wait(dear, piece);
}

function wait(pieces: Set<() => void>, piece: () => void): () => boolean {
  pieces.add(piece);
  ask();
  return () => pieces.delete(piece);
}

function ask(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    drawSome();
    if (waiting.size + dear.size > 0) ask();
  });
}

function drawSome(): void {
  const began = performance.now();
  for (const piece of waiting) {
    draw(waiting, piece);
    if (performance.now() - began > SHARE) return;
  }
  const [first] = dear;
  if (first !== undefined) draw(dear, first);
}

function draw(pieces: Set<() => void>, piece: () => void): void {
  pieces.delete(piece);
  // At once, so that its time is known.
  flushSync(piece);
}
