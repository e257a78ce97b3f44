import type { Run, RunStateName } from '../../../shared/contract/runs.ts';

const working: readonly RunStateName[] = ['running', 'starting', 'paused'];

/**
 * The run that the page shows: the one that the address names, else the one that is at work, else the newest. Null is the form
 * for a new one: where the address says `new`, and where there is none.
 */
export function shownRun(runs: readonly Run[], named: string | null): Run | null {
  if (named === 'new') return null;
  return runs.find(({ id }) => id === named) ?? runs.find(({ state }) => working.includes(state)) ?? runs[0] ?? null;
}
