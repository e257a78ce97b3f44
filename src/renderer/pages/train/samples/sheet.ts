import type { Sample } from '../../../../shared/contract/runs.ts';

/** The samples of one step: a sheet a side. */
export interface Sheet {
  readonly step: number;
  readonly samples: readonly Sample[];
}

/** Samples by step, oldest first; within a step side A before side B. */
export function sheetsOf(samples: readonly Sample[]): Sheet[] {
  return [...Map.groupBy(samples, ({ step }) => step)]
    .map(([step, some]) => ({ step, samples: some.toSorted((one, other) => one.side.localeCompare(other.side)) }))
    .sort((one, other) => one.step - other.step);
}

/** The index of the sheet to show: the one that was chosen, or the one nearest before it; the newest where none was. */
export function shownIndex(sheets: readonly Sheet[], chosen: number | null): number {
  if (chosen === null) return sheets.length - 1;
  const after = sheets.findIndex(({ step }) => step > chosen);
  return after < 0 ? sheets.length - 1 : Math.max(0, after - 1);
}
