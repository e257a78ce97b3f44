/** A list with one of its entries at another index; the others keep their order. */
export function moved<Entry>(list: readonly Entry[], entry: Entry, to: number): Entry[] {
  const others = list.filter((each) => each !== entry);
  if (others.length === list.length) return others;
  return others.toSpliced(Math.min(others.length, Math.max(0, to)), 0, entry);
}
