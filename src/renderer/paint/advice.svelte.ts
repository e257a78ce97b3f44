import type { Chroma } from '../../shared/colour/gamut.ts';
import { studio } from '../connection/connection.svelte.ts';
import { documentOf } from './hints.ts';
import type { Painter } from './painter.svelte.ts';

/** How long a hand rests before advice is asked for, in milliseconds. */
const REST = 150;

/** What the network says about a painting beside its colours. */
export interface Advice {
  /** Its ideas for the chosen place, most likely first. */
  readonly suggestions: readonly Chroma[];
  /** Where it is unsure: bright where it is most; null while that is not shown. */
  readonly doubts: ImageBitmap | null;
}

/**
 * Advice for a painting while the component lives. It is asked for when the final answer is there and the hand rests: colours come first. What
 * fails is asked again with the next change, and is nothing that a person waits for.
 */
export function advise(id: number, painter: Painter): Advice {
  let suggestions = $state.raw<readonly Chroma[]>([]);
  let doubts = $state.raw<ImageBitmap | null>(null);
  const settled = $derived(painter.answers.quality === 'full');

  function soon(work: (signal: AbortSignal) => Promise<void>): () => void {
    const controller = new AbortController();
    const timer = setTimeout(() => void work(controller.signal).catch(() => undefined), REST);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }
  $effect(() => {
    const { place, hints } = painter;
    if (place === null || !settled) return;
    return soon(async (signal) => {
      const ideas = await studio.paintings.suggest({ id, ...place, hints: documentOf(hints, painter.shape) }, { signal });
      if (!signal.aborted && ideas !== null) suggestions = ideas.colours.map(({ colour }) => colour);
    });
  });
  $effect(() => {
    const { hints } = painter;
    if (!painter.doubting || !settled) return;
    return soon(async (signal) => {
      const found = await studio.paintings.uncertainty({ id, hints: documentOf(hints, painter.shape) }, { signal });
      if (found === null) return;
      const { url, width, height, next } = found;
      const bytes = new Uint8Array(await (await fetch(url, { signal })).arrayBuffer());
      // Shown against each other: the surest place is clear, the least sure one bright.
      const [least, most] = bytes.reduce(([low, high], byte) => [Math.min(low, byte), Math.max(high, byte)], [255, 0]);
      const shown = (byte: number): number => ((byte - least) / Math.max(1, most - least)) * 255;
      const pixels = Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) => (index % 4 === 3 ? 255 : shown(bytes[index >> 2] ?? 0)));
      const image = await createImageBitmap(new ImageData(pixels, width, height));
      if (signal.aborted) return;
      doubts = image;
      painter.next = next;
    });
  });
  return {
    get suggestions() {
      return suggestions;
    },
    get doubts() {
      return doubts;
    },
  };
}
