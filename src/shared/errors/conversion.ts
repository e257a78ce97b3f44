/** Errors of converting and exporting pictures. */
export const conversionErrors = {};
