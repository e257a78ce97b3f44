/** Where a key leads in a grid of `total` cells in rows of `columns`, of which `rows` are seen; null for keys that lead nowhere. */
export function cellAfter(key: string, at: number, { total, columns, rows }: { total: number; columns: number; rows: number }): number | null {
  if (total === 0) return null;
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * rows,
    PageDown: columns * rows,
    Home: -total,
    End: total,
  };
  const step = steps[key];
  if (step === undefined) return null;
  const to = at + step;
  // A row above the first or below the last keeps its place, so that the column is not lost.
  if ((key === 'ArrowUp' && to < 0) || (key === 'ArrowDown' && to >= total && Math.floor(at / columns) === Math.floor((total - 1) / columns))) return at;
  return Math.min(total - 1, Math.max(0, to));
}
