import { row } from './row.ts';

/** Errors of training, checkpoints and jobs. */
export const trainingErrors = {
  CHECKPOINT_DAMAGED: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `The checkpoint ${path} cannot be read: ${reason}`,
    remedy: () => 'Use an earlier checkpoint of the run: `recast checkpoints RUN` lists them.',
  }),
  CHECKPOINT_NEWER: row<{ path: string }>({
    exit: 1,
    message: ({ path }) => `The checkpoint ${path} was written by a newer version of Recast Studio.`,
    remedy: () => 'Use that version, or another checkpoint.',
  }),
};
