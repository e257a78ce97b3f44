/** Errors of jobs: starting, watching and ending engine processes. */
export const jobErrors = {};
