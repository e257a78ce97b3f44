import { PagedList } from '../state/pagedList.svelte.ts';

/** A list of 2000 numbers whose parts come when they are told to, and of which an effect wants the beginning, as pages do. */
export function slowList(): {
  readonly list: PagedList<number>;
  /** Places at which parts begin that are waited for. */
  readonly waiting: () => number[];
  readonly answer: (offset: number) => void;
} {
  const waiting = new Map<number, () => void>();
  const list = new PagedList<number>((offset, limit, signal) => {
    const { promise, resolve } = Promise.withResolvers<{ total: number; items: number[] }>();
    signal.addEventListener('abort', () => waiting.delete(offset));
    waiting.set(offset, () => resolve({ total: 2000, items: Array.from({ length: limit }, (_, index) => offset + index) }));
    return promise;
  });
  $effect.root(() => {
    $effect(() => list.need(0, 100));
  });
  return {
    list,
    waiting: () => [...waiting.keys()],
    answer(offset) {
      waiting.get(offset)?.();
      waiting.delete(offset);
    },
  };
}
