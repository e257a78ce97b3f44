import { row } from './row.ts';

/** Errors of converting and exporting pictures. */
export const conversionErrors = {
  CONVERT_INPUT_MISSING: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `There is no picture or folder at ${path}.`,
    remedy: () => 'Check the path given with --in.',
  }),
  CONVERT_NO_PICTURES: row<{ path: string; others: number }>({
    exit: 2,
    message: ({ path, others }) =>
      `The folder ${path} has no pictures to convert${others === 0 ? '' : `, only ${others} other ${others === 1 ? 'file' : 'files'}`}.`,
    remedy: () => 'Name a folder with png, jpeg, webp, gif, tiff, avif or svg files in it or in its sub-folders.',
  }),
  CONVERT_ONTO_ITSELF: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `The converted pictures would be written over the originals in ${path}.`,
    remedy: () => 'Name another folder with --out; a new one is made for you.',
  }),
  CONVERT_OUTPUT_IS_FILE: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `The output ${path} is a file, not a folder.`,
    remedy: () => 'Name a folder with --out; a new one is made for you.',
  }),
  CONVERT_OUTPUT_UNWRITABLE: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `Nothing can be written to ${path}: ${reason}.`,
    remedy: () => 'Give yourself the right to write there, or name another folder with --out. The same command goes on where it stopped.',
  }),
  CONVERT_DISK_FULL: row<{ path: string }>({
    exit: 1,
    message: ({ path }) => `The disk is full: the converted picture ${path} could not be written. Those before it are complete.`,
    remedy: () => 'Make room on the disk, or name another folder with --out. The same command goes on where it stopped.',
  }),
  CONVERT_MODEL_UNKNOWN: row<{ path: string; architecture: string }>({
    exit: 2,
    message: ({ path, architecture }) => `The checkpoint ${path} is of a kind, "${architecture}", that cannot convert pictures.`,
    remedy: () => 'Name a checkpoint of a translator: `recast runs` shows what each run trains.',
  }),
  CONVERT_DIRECTION_UNKNOWN: row<{ direction: string; known: readonly string[] }>({
    exit: 2,
    message: ({ direction, known }) => `This model has no direction "${direction}"; it has ${known.join(' and ')}.`,
    remedy: ({ known }) => `Use ${known.map((name) => `--direction ${name}`).join(' or ')}.`,
  }),
  CONVERT_FOREIGN_OUTPUT: row<{ path: string }>({
    exit: 1,
    message: ({ path }) => `${path} exists already and was not made by Recast Studio; it was left as it is.`,
    remedy: () => 'Move that file away, or name another folder with --out.',
  }),
  PICTURE_GONE: row<{ picture: number }>({
    exit: 2,
    message: ({ picture }) => `The picture number ${picture} belongs to no project any more.`,
    remedy: () => 'Its folder was taken out or its file was removed; choose another picture.',
  }),
  PREVIEW_FAILED: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `${path} could not be translated: ${reason}`,
    remedy: () => 'Choose another picture.',
  }),
  CONVERSION_UNKNOWN: row<{ conversion: number }>({
    exit: 2,
    message: ({ conversion }) => `There is no conversion number ${conversion} any more.`,
    remedy: () => 'It was taken off the list in another window; what it wrote is still there.',
  }),
  CONVERSION_BUSY: row<{ title: string; state: string }>({
    exit: 2,
    message: ({ title, state }) => `The conversion of "${title}" is ${state}.`,
    remedy: () => 'Wait until it has ended, or cancel it first.',
  }),
};
