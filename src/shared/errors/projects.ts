import { row } from './row.ts';

/** Errors about projects and their folders. */
export const projectErrors = {
  PROJECT_NAME_TAKEN: row<{ name: string }>({
    exit: 2,
    message: ({ name }) => `Another project is called "${name}" already.`,
    remedy: () => 'Choose another name. Projects in the bin keep theirs until the bin is emptied.',
  }),
  FOLDERS_OVERLAP: row<{ path: string; other: string; side: string }>({
    exit: 2,
    message: ({ path, other, side }) =>
      path === other ? `The folder ${path} is part of side ${side} already.` : `The folder ${path} and ${other} of side ${side} lie in one another.`,
    remedy: () => 'Each picture belongs to one side, once: take the other folder out first, or choose folders that lie beside each other.',
  }),
  FOLDER_NOT_OF_PROJECT: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `The folder ${path} is not part of this project.`,
    remedy: () => 'It may have been taken out in another window.',
  }),
  SIDE_WITHOUT_FOLDER: row<{ side: string }>({
    exit: 2,
    message: ({ side }) => `Side ${side} has no folder of pictures yet.`,
    remedy: () => 'Add a folder with at least two pictures to it.',
  }),
};
