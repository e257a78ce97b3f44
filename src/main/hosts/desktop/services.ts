import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { dialog, Menu, shell } from 'electron';
import { stat } from 'node:fs/promises';
import { RecastError } from '../../../shared/errors/index.ts';
import type { StudioParts } from '../../studio/parts.ts';
import type { HostServices } from '../../studio/window/context.ts';
import type { Uploads } from '../uploads/uploads.ts';
import type { Choices } from './choices.ts';
import type { Held } from './leaving.ts';
import { menuTemplate } from './menu.ts';

/** What the desktop's window gets from its host: native dialogs and menus, the file manager, every path of the person's. */
export function desktopServices(window: BrowserWindow, choices: Choices, held: Held, uploads: Uploads, parts: Pick<StudioParts, 'layout'>): HostServices {
  const open = async (title: string, options: OpenDialogOptions): Promise<string[] | null> => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, ...options });
    return canceled ? null : filePaths;
  };
  return {
    describe: () => ({ kind: 'desktop', pickers: true, realPaths: true, reveal: true, allowed: [], exports: parts.layout.exports }),
    pickFolders: ({ title, several }) => open(title, { properties: ['openDirectory', 'createDirectory', ...(several ? (['multiSelections'] as const) : [])] }),
    pickFiles: ({ title, several, extensions }) =>
      open(title, {
        properties: ['openFile', ...(several ? (['multiSelections'] as const) : [])],
        ...(extensions.length === 0 ? {} : { filters: [{ name: title, extensions: extensions.map((ending) => ending.replace(/^\./, '')) }] }),
      }),
    async pickSave({ title, name }) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath: name });
      return canceled ? null : filePath;
    },
    async reveal(path) {
      const found = await stat(path).catch(() => null);
      if (found === null) throw RecastError.of('FOLDER_MISSING', { path });
      // Only folders are opened: opening a file could run it.
      if (found.isDirectory()) await shell.openPath(path);
      else shell.showItemInFolder(path);
    },
    browse: async () => {
      throw RecastError.of('HOST_CANNOT', { what: 'browse' });
    },
    setMenu: (menus, items) => Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menus, items, process.platform === 'darwin', choices.choose))),
    hold: (unsaved) => (held.unsaved = unsaved),
    chosen: (signal) => choices.listen(signal),
    // What was pasted has no path.
    uploads,
    mayUse: () => true,
  };
}
