import { direct } from './direct/index.ts';
import { winograd } from './winograd/index.ts';

/** Every lowering. Adding one: a folder and a row. */
export const lowerings = { direct, winograd } as const;

/** The name of a lowering. */
export type LoweringName = keyof typeof lowerings;
