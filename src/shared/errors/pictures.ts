import { formatCount } from '../units.ts';
import { row } from './row.ts';

/** Errors about folders and pictures. */
export const pictureErrors = {
  FOLDER_MISSING: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `There is no folder at ${path}.`,
    remedy: () => 'Check the path, or drop the folder onto the command line to have it typed for you.',
  }),
  FOLDER_IS_FILE: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `${path} is a file, and a folder is needed.`,
    remedy: () => 'Name the folder that the file is in.',
  }),
  FOLDER_UNREADABLE: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `The folder ${path} cannot be read: ${reason}.`,
    remedy: () => 'Give yourself the right to read it, or copy the pictures to a folder of your own.',
  }),
  FOLDER_EMPTY: row<{ path: string; others: number }>({
    exit: 2,
    message: ({ path, others }) =>
      `There are no pictures in ${path}${others === 0 ? '' : `, only ${formatCount(others)} other file${others === 1 ? '' : 's'}`}.`,
    remedy: () => 'Put at least two pictures there, in sub-folders if you like: png, jpeg, webp, gif, tiff, avif or svg.',
  }),
  TOO_FEW_PICTURES: row<{ path: string; readable: number; skipped: readonly { path: string; reason: string }[] }>({
    exit: 2,
    message: ({ path, readable, skipped }) => {
      const found = `${readable === 0 ? 'No picture' : 'Only one picture'} in ${path} can be used, and two are needed`;
      return skipped.length === 0 ? `${found}.` : `${found}; ${formatCount(skipped.length)} cannot. The first is ${skipped[0].path}: ${skipped[0].reason}.`;
    },
    remedy: () => 'Add pictures to the folder, or mend those that cannot be used.',
  }),
  ALL_HELD_OUT: row<{ side: string; trained: number; heldOut: number }>({
    exit: 2,
    message: ({ side, trained, heldOut }) =>
      `${formatCount(heldOut)} pictures of side ${side.toUpperCase()} are held out, which leaves ${trained === 0 ? 'none' : formatCount(trained)} to train on, and two are needed.`,
    remedy: () => 'Hold out fewer pictures, or add others.',
  }),
  NO_PARTNERS: row<{ path: string; partners: string }>({
    exit: 2,
    message: ({ path, partners }) => `No picture in ${path} has a partner of the same name in ${partners}.`,
    remedy: () => 'Give both files of a pair the same name, whatever their endings, in sub-folders of the same names: photos/cat.jpg and sketches/cat.png.',
  }),
  PICTURE_UNREADABLE: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `${path} cannot be used: ${reason}.`,
    remedy: () => 'Open it in a picture editor and save it again as png or jpeg, or leave it out.',
  }),
  PICTURE_UNWRITABLE: row<{ path: string; reason: string }>({
    exit: 1,
    message: ({ path, reason }) => `The picture ${path} cannot be written: ${reason}.`,
    remedy: () => 'Free room on the disk or choose another folder or format, then run the same command again: it goes on where it stopped.',
  }),
};

/** Why a file or folder is left out: clauses that stand after its name and a colon. */
export const skipReasons = {
  gone: 'it is not there any more',
  forbidden: 'reading it is not allowed',
  failing: (detail: string) => `the system cannot read it (${detail})`,
  brokenLink: 'it is a link to something that is not there',
  oddName: 'its name cannot be told in Unicode; rename it',
  notAFile: 'it is not a plain file',
  empty: 'it is empty',
  notAPicture: 'it holds no picture, whatever its name says',
  heic: 'HEIC pictures cannot be read; save it as jpeg or png',
  layered: 'it is a file with layers of another program (PSD, OpenRaster, XCF); save it there as png, too',
  damaged: (detail: string) => `it is cut off or damaged (${detail})`,
  tooLarge: (width: number, height: number, most: number) =>
    `its ${formatCount(width)} x ${formatCount(height)} pixels are more than the ${formatCount(most / 1e6)} million that fit; scale it down or cut it up`,
  grey: 'it is grey: there is no colour to learn from',
  noPartner: (folder: string) => `there is no picture of its name in ${folder}`,
  partnerOfOtherSize: 'it and its partner are of different shapes',
  tooNarrow: (width: number, height: number) => `its ${formatCount(width)} x ${formatCount(height)} pixels are too narrow a strip for this way of cropping`,
  otherSize: (width: number, height: number, size: number) =>
    `it has ${formatCount(width)} x ${formatCount(height)} pixels, and without scaling only ${size} x ${size} can be used`,
};

/** Why a picture or cache file cannot be written. */
export const writeReasons = {
  diskFull: 'the disk is full',
  forbidden: 'writing there is not allowed',
  noFolder: 'its folder is not there',
  failing: (detail: string) => `the system refuses (${detail})`,
  tooLarge: (format: string, most: number) => `${format} holds at most ${formatCount(most)} pixels a side`,
};

/** Sentences for the log about the cache of decoded pictures. */
export const cacheNotes = {
  unwritable: (folder: string, reason: string) =>
    `Decoded pictures cannot be kept in ${folder}: ${reason}. They are held in memory instead, as far as they fit, and decoded again at the next start.`,
};
