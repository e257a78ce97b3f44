/** A time of the catalog as ISO 8601. */
export const iso = (time: number): string => new Date(time).toISOString();

/** The same where there may be none. */
export const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));
