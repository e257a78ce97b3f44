import { setImmediate } from 'node:timers/promises';

/** Lets everything else that waits have its turn: between slices of work that would hold up the program. */
export const letOthers = (): Promise<void> => setImmediate();
