import { row } from './row.ts';

/** Errors of the home folder and its catalog. */
export const catalogErrors = {
  RUN_UNKNOWN: row<{ run: string }>({
    exit: 2,
    message: ({ run }) => `There is no run called "${run}".`,
    remedy: () => '`recast runs` lists the runs of this home folder; --home names another.',
  }),
};
