import { row } from './row.ts';

/** Errors about folders and pictures. */
export const pictureErrors = {
  FOLDER_MISSING: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `There is no folder at ${path}.`,
    remedy: () => 'Check the path, or drop the folder onto the command line to have it typed for you.',
  }),
};
