import { formatBytes, formatCount } from '../units.ts';
import { row } from './row.ts';

/** What a host may be unable to do for its window, as the end of a sentence. */
const abilities = {
  pickers: 'show a dialog for files and folders',
  reveal: "open the system's file manager",
  browse: 'show the folders of this machine',
  menus: 'show native menus',
} as const;

/** Errors of the hosts: what carries the window, and who may reach it. */
export const hostErrors = {
  HOST_CANNOT: row<{ what: keyof typeof abilities }>({
    exit: 1,
    message: ({ what }) => `This window's host cannot ${abilities[what]}.`,
    remedy: ({ what }) =>
      what === 'browse'
        ? 'Start `recast serve` with --allow FOLDER to browse a folder of that machine, or drop pictures into the window.'
        : 'Use the desktop studio (`npm start`) for it, or drop files into the window.',
  }),
  PATH_NOT_ALLOWED: row<{ path: string }>({
    exit: 2,
    message: ({ path }) => `${path} is not among the folders that this window may use.`,
    remedy: () => 'Drop the files into the window, or start `recast serve` with --allow and the folder.',
  }),
  PLACE_NOT_ALLOWED: row<{ path: string; use: 'write' | 'settle' }>({
    exit: 2,
    message: ({ path, use }) =>
      `${path} is not among the folders ${use === 'write' ? 'that this window may write to' : 'to which this window may move the studio'}.`,
    remedy: ({ use }) =>
      use === 'write'
        ? 'Name no place: the result then lies in the exports, from where it can be downloaded. Whoever starts the studio can also allow that folder.'
        : 'Whoever starts the studio can allow that folder, or move it with the desktop studio of that machine.',
  }),
  WINDOW_NOT_BUILT: row<{ folder: string }>({
    exit: 1,
    message: ({ folder }) => `The window's files are not there (${folder}).`,
    remedy: () => 'Build them once with `npm run build`; `npm start` does it by itself.',
  }),
  PORT_TAKEN: row<{ host: string; port: number }>({
    exit: 1,
    message: ({ host, port }) => `Another program listens on ${host} port ${port} already.`,
    remedy: ({ port }) => `Choose another port, say --port ${port < 65_535 ? port + 1 : port - 1}; --port 0 takes any that is free.`,
  }),
  STUDIO_SERVED_ALREADY: row<{ home: string; address: string; entrance: string }>({
    exit: 1,
    message: ({ home, address }) => `The studio of ${home} is served at ${address} already.`,
    remedy: ({ entrance }) => `Open ${entrance} within a minute, or choose another --port to serve it twice.`,
  }),
  ADDRESS_UNUSABLE: row<{ host: string; port: number; reason: string }>({
    exit: 1,
    message: ({ host, port, reason }) => `Nothing can be served at ${host} port ${port}: ${reason}.`,
    remedy: () => 'Give --host an address of this machine (127.0.0.1 for this machine only, 0.0.0.0 for all its networks) and --port a number above 1023.',
  }),
  PASSWORD_TOO_SHORT: row<{ least: number }>({
    exit: 2,
    message: ({ least }) => `The password in RECAST_PASSWORD is too short: it needs ${least} characters.`,
    remedy: () => 'Choose a longer one, or leave it out: the printed token is asked for then.',
  }),
  UPLOAD_UNKNOWN: row<{ id: string }>({
    exit: 2,
    message: ({ id }) => `There is no upload "${id}".`,
    remedy: () => 'Drop the files into the window again: what has arrived is kept.',
  }),
  UPLOAD_NAME_REFUSED: row<{ file: string }>({
    exit: 2,
    message: ({ file }) => `"${file}" cannot be a file name here.`,
    remedy: () => 'Rename the file: no path that leaves its folder, no control characters, at most 200 characters a name and 1,000 in all.',
  }),
  UPLOAD_KIND_REFUSED: row<{ file: string }>({
    exit: 2,
    message: ({ file }) => `"${file}" is neither a picture nor a file of weights.`,
    remedy: () => 'Leave it out: png, jpeg, webp, gif, tiff, avif and svg pictures are taken, and .safetensors, .pth and .pt, and .psd and .ora paintings.',
  }),
  UPLOAD_TOO_LARGE: row<{ file: string; bytes: number; most: number }>({
    exit: 2,
    message: ({ file, bytes, most }) => `"${file}" has ${formatBytes(bytes)}, and ${formatBytes(most)} are the most that is taken.`,
    remedy: () => 'Scale the picture down, or copy it to the machine of the studio and name it there with --allow.',
  }),
  UPLOAD_TOO_MANY: row<{ uploads: number }>({
    exit: 2,
    message: ({ uploads }) => `${formatCount(uploads)} uploads are under way already.`,
    remedy: () => 'Let them end or cancel some, then drop the files again.',
  }),
  UPLOAD_NO_ROOM: row<{ needed: number; room: number; spare: number }>({
    exit: 1,
    message: ({ needed, room, spare }) =>
      `The files need ${formatBytes(needed)}, and ${formatBytes(room)} are free on the disk of the studio, which leaves ${formatBytes(spare)} of it alone.`,
    remedy: () => 'Free some room there, or bring fewer pictures; what has arrived is kept.',
  }),
};
