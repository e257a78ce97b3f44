import { row } from './row.ts';

/** Errors of the home folder and its catalog. */
export const catalogErrors = {
  RUN_UNKNOWN: row<{ run: string }>({
    exit: 2,
    message: ({ run }) => `There is no run called "${run}".`,
    remedy: () => '`recast runs` lists the runs of this home folder; --home names another.',
  }),
  RUN_AMBIGUOUS: row<{ run: string; ids: readonly string[] }>({
    exit: 2,
    message: ({ run, ids }) => `"${run}" may mean several runs: ${ids.join(', ')}.`,
    remedy: () => 'Give more letters of the one you mean.',
  }),
  RUN_WITHOUT_CHECKPOINT: row<{ run: string }>({
    exit: 2,
    message: ({ run }) => `The run ${run} has no checkpoint yet.`,
    remedy: ({ run }) => `Train it further with \`recast resume ${run}\`; the first checkpoint comes after the minutes or steps of --checkpoint-every.`,
  }),
  CHECKPOINT_UNKNOWN: row<{ checkpoint: string }>({
    exit: 2,
    message: ({ checkpoint }) => `There is no checkpoint or run called "${checkpoint}".`,
    remedy: () => '`recast checkpoints RUN` lists the checkpoints of a run, `recast runs` the runs; --home names another home folder.',
  }),
  CATALOG_DAMAGED: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `The catalog ${path} cannot be read: ${reason}`,
    remedy: () =>
      'Nothing was changed. Put a backup in its place, or move it aside together with the files of the same name ending in -wal and -shm: a new one is made then, and the checkpoints below "runs" stay whole.',
  }),
  CATALOG_VALUE: row<{ column: string }>({
    exit: 1,
    message: ({ column }) => `The catalog holds something unexpected in ${column}.`,
    remedy: () => 'Nothing was changed. If another version of Recast Studio wrote it, use that version for this home folder.',
  }),
  CATALOG_NEWER: row<{ path: string; version: number; known: number }>({
    exit: 1,
    message: ({ path, version, known }) =>
      `The catalog ${path} was written by a newer Recast Studio (version ${version} of its tables; this program knows ${known}).`,
    remedy: () => 'Nothing was changed. Update Recast Studio, or choose another home folder with --home.',
  }),
  CATALOG_BUSY: row<{ path: string }>({
    exit: 1,
    message: ({ path }) => `The catalog ${path} is held by another program.`,
    remedy: () => 'Close whatever else has the file open (a database browser, a backup) and try again.',
  }),
  HOME_UNUSABLE: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `Recast Studio cannot write in its home folder (${path}): ${reason}`,
    remedy: () => 'Give yourself the right to write there, or choose another home folder with --home or RECAST_HOME.',
  }),
  HOME_BUSY: row<Record<string, never>>({
    exit: 2,
    message: () => 'The home folder cannot be moved while a job runs or waits.',
    remedy: () => 'Wait until all have ended, or stop them; then move it.',
  }),
  HOME_PLACE_UNFIT: row<{ path: string; reason: string }>({
    exit: 2,
    message: ({ path, reason }) => `The home folder cannot be moved to ${path}: ${reason}.`,
    remedy: () => 'Choose an empty folder, or a new name.',
  }),
  HOME_COPY_DIFFERS: row<{ path: string }>({
    exit: 1,
    message: ({ path }) => `The copy of the home folder is not as the original: ${path} differs. Nothing was changed.`,
    remedy: () => 'Try again, or choose a folder on another disk; this one may be failing.',
  }),
  HOME_FULL: row<{ path: string }>({
    exit: 1,
    message: ({ path }) => `The disk is full: ${path} could not be written.`,
    remedy: () => 'Make room (the folder "cache" of the home folder may be emptied when nothing runs), then go on with `recast resume latest`.',
  }),
};
