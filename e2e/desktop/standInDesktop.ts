import { basename } from 'node:path';
import * as z from 'zod';
import { saveDownload } from '../studio/download.ts';
import { dropPaths } from '../studio/drag.ts';
import type { Desktop } from './desktop.ts';
import { openDesktop } from './desktopStudio.ts';

/** The desktop studio on the stand-in for Electron. */
export async function openOnStandIn(home: string, language: string): Promise<Desktop> {
  const studio = await openDesktop(home, { STAND_IN_LOCALE: language });
  return {
    pid: studio.pid,
    page: () => studio.page(),
    answer: async (result) => studio.act({ do: 'answer', result }),
    async suggested() {
      const { options } = await studio.hear('dialog', ({ kind }) => kind === 'save');
      return z.string().parse(options['defaultPath']);
    },
    // Its window is a browser's, which asks nobody where to.
    save: saveDownload,
    async drop(page, paths, place) {
      await page.evaluate((named) => (window.standInPaths = named), Object.fromEntries(paths.map((path) => [basename(path), path])));
      await dropPaths(page, paths, place);
    },
    async closeWindow(page, path) {
      const arriving = page.waitForEvent('download');
      studio.act({ do: 'close' });
      await (await arriving).saveAs(path);
      const { options } = await studio.hear('dialog', ({ kind, options: said }) => kind === 'message' && said['type'] === 'warning');
      return `${String(options['message'])}\n${String(options['detail'])}`;
    },
    async close() {
      studio.act({ do: 'answer', result: { response: 0 } });
      studio.act({ do: 'quit' });
      await studio.ended;
      await studio.kill();
    },
    kill: () => studio.kill(),
  };
}
