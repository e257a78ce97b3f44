import { formatBytes } from '../units.ts';
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
  CHECKPOINT_MISFIT: row<{ path: string; reason: string }>({
    exit: 2,
    message: ({ path, reason }) => `The checkpoint ${path} does not fit these settings: ${reason}`,
    remedy: () => 'Go on with the settings that it was trained with, or begin a new run.',
  }),
  CHECKPOINT_UNWRITABLE: row<{ path: string }>({
    exit: 1,
    message: ({ path }) => `A checkpoint cannot be saved: writing below ${path} is not allowed.`,
    remedy: () => 'Give yourself the right to write there, or choose another folder with --home, then `recast resume` the run.',
  }),
  DISK_FULL: row<{ path: string; needed: number; room: number | null }>({
    exit: 1,
    message: ({ path, needed, room }) =>
      `The disk is full: a checkpoint below ${path} needs ${formatBytes(needed)}${room === null ? '' : ` and ${formatBytes(room)} are free`}. The last checkpoint is intact.`,
    remedy: ({ needed }) => `Free at least ${formatBytes(needed)}, then go on with \`recast resume\`.`,
  }),
};
