import { row } from './row.ts';

/** Errors of colouring by hand. */
export const paintingErrors = {
  PAINTING_UNKNOWN: row<{ painting: number }>({
    exit: 2,
    message: ({ painting }) => `There is no painting number ${painting} any more.`,
    remedy: () => 'It was removed for good, maybe in another window; open its picture again.',
  }),
  PAINTING_WITHOUT_COLOURIST: row<{ painting: string }>({
    exit: 2,
    message: ({ painting }) => `"${painting}" has no colourist.`,
    remedy: () => 'Choose one; a project for colouring teaches one from your own pictures.',
  }),
  PAINTING_DAMAGED: row<{ painting: string; reason: string }>({
    exit: 1,
    message: ({ painting, reason }) => `The picture of "${painting}" in the home folder cannot be read: ${reason}.`,
    remedy: () => 'Its hints are kept: save them to a file, open the picture again and lay them on it.',
  }),
  COLOURIST_NEEDED: row<{ checkpoint: string; architecture: string }>({
    exit: 2,
    message: ({ checkpoint, architecture }) => `The checkpoint ${checkpoint} is a "${architecture}", which takes no colour hints.`,
    remedy: () => 'Choose a checkpoint of a colourist.',
  }),
  PAINTING_FORMAT_UNKNOWN: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `The ending of ${path} stands for no format that a painting is written in.`,
    remedy: () => 'Give it one of .png, .jpg, .webp, .psd and .ora.',
  }),
  COLORIZE_FOLDER: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `${path} is a folder, and pictures are coloured one by one.`,
    remedy: () => '`recast convert --direction colorize --in FOLDER --out FOLDER` colours a folder, with the same --hints or none.',
  }),
  HINTS_UNREADABLE: row<{ path: string; reason: string }>({
    exit: 2,
    message: ({ path, reason }) => `The hints in ${path} cannot be used: ${reason}.`,
    remedy: () => 'Save them again in the studio, or mend the file: docs/hints.md describes what it may hold.',
  }),
};
