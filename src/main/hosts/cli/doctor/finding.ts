import type { JsonLineOf } from '../json.ts';

/** One thing that the doctor looked at. */
export type Finding = Omit<JsonLineOf<'finding'>, 'type'>;
