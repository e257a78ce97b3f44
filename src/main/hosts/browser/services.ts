import { RecastError } from '../../../shared/errors/index.ts';
import type { StudioParts } from '../../studio/parts.ts';
import type { HostServices, PathUse } from '../../studio/window/context.ts';
import type { Uploads } from '../uploads/uploads.ts';
import type { AllowedFolders } from './folders.ts';
import { mayUse } from './folders.ts';

const cannot = (what: 'pickers' | 'reveal') => async (): Promise<never> => {
  throw RecastError.of('HOST_CANNOT', { what });
};

/**
 * What a browser's window gets from its host: no dialogs, no menus, and of all paths those that it sent, those of the
 * studio's exports and those that were allowed.
 */
export function browserServices(allowed: AllowedFolders, uploads: Uploads, parts: Pick<StudioParts, 'layout'>): HostServices {
  // Asked anew every time: the home may move.
  const usable: Readonly<Record<PathUse, () => readonly string[]>> = {
    read: () => [...allowed.roots, parts.layout.uploads, parts.layout.exports],
    write: () => [...allowed.roots, parts.layout.exports],
    settle: () => allowed.roots,
  };
  return {
    describe: () => ({ kind: 'browser', pickers: false, realPaths: false, reveal: false, allowed: [...allowed.roots], exports: parts.layout.exports }),
    pickFolders: cannot('pickers'),
    pickFiles: cannot('pickers'),
    pickSave: cannot('pickers'),
    reveal: cannot('reveal'),
    browse: async (path) => {
      if (allowed.roots.length === 0) throw RecastError.of('HOST_CANNOT', { what: 'browse' });
      return allowed.browse(path);
    },
    // The window tells its actions to every host; this one has no menus to show them in, and so none is ever chosen.
    setMenu: () => undefined,
    // A page of a browser asks by itself before it is left.
    hold: () => undefined,
    async *chosen(signal) {
      if (signal?.aborted === false) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      yield* [];
    },
    uploads: {
      begin: (name, files) => uploads.begin(name, files),
      status: (id) => uploads.status(id),
      abort: (id) => uploads.abort(id),
    },
    mayUse: (path, use) => mayUse(usable[use](), path),
  };
}
