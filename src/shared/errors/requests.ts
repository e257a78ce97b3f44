/** Errors of what was asked for: flags, values and combinations of them. */
export const requestErrors = {};
