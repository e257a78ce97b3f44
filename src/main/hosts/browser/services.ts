import { RecastError } from '../../../shared/errors/index.ts';
import type { HostServices } from '../../studio/window/context.ts';

/** What a browser's window gets from its host: no dialogs, no menus, no paths but those that were allowed. */
export function browserServices(allowed: readonly string[]): HostServices {
  const cannot = (what: 'pickers' | 'reveal' | 'browse' | 'uploads') => async (): Promise<never> => {
    throw RecastError.of('HOST_CANNOT', { what });
  };
  return {
    describe: () => ({ kind: 'browser', pickers: false, realPaths: false, reveal: false, allowed: [...allowed] }),
    pickFolders: cannot('pickers'),
    pickFiles: cannot('pickers'),
    pickSave: cannot('pickers'),
    reveal: cannot('reveal'),
    browse: cannot('browse'),
    // The window tells its actions to every host; this one has no menus to show them in.
    setMenu: () => undefined,
    async *chosen(signal) {
      if (signal?.aborted === false) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      yield* [];
    },
    uploads: { begin: cannot('uploads'), status: cannot('uploads'), abort: cannot('uploads') },
    mayUse: () => false,
  };
}
