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
  BRANCH_MISFIT: row<{ checkpoint: string; changed: readonly { setting: string; from: string; to: string }[] }>({
    exit: 2,
    message: ({ checkpoint, changed }) =>
      `The weights of ${checkpoint} do not fit other networks: ${changed.map(({ setting, from, to }) => `${setting} is ${from} there and would be ${to}`).join(', ')}.`,
    remedy: ({ changed }) => `Leave ${changed.map(({ setting }) => setting).join(' and ')} as it was, or begin a new run with these settings.`,
  }),
  CHECKPOINT_UNWRITABLE: row<{ path: string }>({
    exit: 1,
    message: ({ path }) => `A checkpoint cannot be saved: writing below ${path} is not allowed.`,
    remedy: () => 'Give yourself the right to write there, or choose another folder with --home, then `recast resume` the run.',
  }),
  DISK_FULL: row<{ path: string; needed: number; room: number | null }>({
    exit: 1,
    message: ({ path, needed, room }) =>
      `The disk is full: saving below ${path} needs ${formatBytes(needed)}${room === null ? '' : ` and ${formatBytes(room)} are free`}. The last checkpoint is intact.`,
    remedy: ({ needed }) => `Free at least ${formatBytes(needed)}, then go on with \`recast resume\`.`,
  }),
  TRAINING_DIVERGED: row<{ step: number; what: string; saved: number }>({
    exit: 1,
    message: ({ step, what, saved }) =>
      `Training ran away: at step ${step} ${what} is not a number any more. ${saved > 0 ? `The checkpoint of step ${saved} is intact.` : 'No checkpoint was saved before.'}`,
    remedy: ({ saved }) => `${saved > 0 ? 'Go on from it with `recast resume` and' : 'Begin again with'} a lower --learning-rate.`,
  }),
  MEMORY_TOO_SMALL: row<{ needed: number; machine: number; fitting: string | null }>({
    exit: 1,
    message: ({ needed, machine }) => `These settings need about ${formatBytes(needed)} of memory, and this machine has ${formatBytes(machine)}.`,
    remedy: ({ fitting }) => (fitting === null ? 'Choose a smaller --size or fewer channels with --ngf.' : `These settings would fit: ${fitting}.`),
  }),
};
