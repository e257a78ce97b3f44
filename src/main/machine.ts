import type { Machine } from './engine/executors.ts';

/** The machine that this process runs on, as the engine wants to know it. Hosts name the folder of TensorFlow in `RECAST_TENSORFLOW`. */
export const thisMachine: Machine = {
  system: `${process.platform}-${process.arch}`,
  now: () => performance.now() / 1000,
  tensorflow: process.env['RECAST_TENSORFLOW'] ?? null,
};
