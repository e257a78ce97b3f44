/** Words of lists in which one thing is chosen. */
export const choice = {
  searchIn: (label: string) => `${label}: search`,
  hint: 'Type to find',
  nothing: 'Nothing fits that.',

  checkpoint: (run: string, step: string) => `${run}, step ${step}`,
  checkpointOf: (project: string, run: string, step: string) => `${project}: ${run}, step ${step}`,
  runOf: (project: string, run: string) => `${project}: ${run}`,
  best: 'best so far',
  kept: 'kept',
  newest: 'newest',
};
