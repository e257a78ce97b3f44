import type { BrowserWindow } from 'electron';
import { app, dialog, protocol, session } from 'electron';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainError } from '../../../shared/errors/index.ts';
import type { StudioParts } from '../../studio/parts.ts';
import { openStudioWithParts } from '../../studio/studio.ts';
import { readSettings } from '../../studio/system/settings.ts';
import type { Studio } from '../../studio/types.ts';
import { openSite } from '../site/site.ts';
import { openWindowFiles, windowFolder } from '../site/windowFiles.ts';
import { answerUpload } from '../uploads/answer.ts';
import { openUploadsOf } from '../uploads/ofHome.ts';
import type { Uploads } from '../uploads/uploads.ts';
import { askInDialog } from './askInDialog.ts';
import { openChoices } from './choices.ts';
import { accompanyJobs, isBusy } from './companions.ts';
import type { Held } from './leaving.ts';
import { mayLeave } from './leaving.ts';
import { guardSession, isOwnPage, SCHEME } from './guards.ts';
import { handOverPorts } from './port.ts';
import { engineRuntime } from './runtime.ts';
import { desktopServices } from './services.ts';
import { openWindow, preloadScript } from './window.ts';
import type { DesktopWords } from './words.ts';
import { desktopWords } from './words.ts';

/** Opens the studio of a home in a window, and ends the program when it cannot: in words. */
export async function startDesktop(home: string): Promise<void> {
  try {
    const files = await openWindowFiles(windowFolder());
    const { studio, parts } = await openStudioWithParts({ home, engineRuntime: engineRuntime(app.getAppPath()) });
    const site = openSite(files, parts);
    const uploads = await openUploadsOf(parts);
    guardSession(session.defaultSession);
    const answer = (request: Request): Promise<Response> => {
      const { url, method } = request;
      if (method === 'PUT' && new URL(url).pathname.startsWith('/uploads/')) return answerUpload(request, uploads);
      // Only method and address count: what an app protocol answers is neither unpacked nor kept by Chromium.
      return site.answer(new Request(url, { method }), null);
    };
    protocol.handle(SCHEME, (request) => (isOwnPage(request.url) ? answer(request) : new Response(null, { status: 404 })));
    runStudio(studio, parts, uploads);
  } catch (error) {
    const { message, remedy } = plainError(error);
    dialog.showErrorBox(desktopWords('system', app.getLocale()).cannotStart, `${message}\n\n${remedy}`);
    app.exit(1);
  }
}

/** The life of the window, from its opening until everything is saved. */
function runStudio(studio: Studio, parts: StudioParts, uploads: Uploads): void {
  const log = (what: string, details: object): void => parts.log.logger.warn(details, what);
  const words = (): DesktopWords => desktopWords(readSettings(parts.layout).language, app.getLocale());
  const choices = openChoices();
  const held: Held = { unsaved: null };
  const window = openWindow({
    preload: preloadScript(fileURLToPath(new URL('.', import.meta.url))),
    stateFile: join(app.getPath('userData'), 'window.json'),
    brokeDown: async (broken) => {
      const again = await askAfterCrashes(broken, words());
      if (!again) void leave();
      return again;
    },
    log,
  });
  const host = desktopServices(window, choices, held, uploads, parts);
  const endings = [handOverPorts(window.webContents, { studio, parts, host }, log), accompanyJobs(window, parts, words)];
  let leaving = false;

  /** Saves what runs, then ends the program. */
  async function leave(): Promise<void> {
    if (leaving) return;
    leaving = true;
    for (const end of endings) end();
    window.setTitle(words().saving);
    window.setProgressBar(2);
    // What cannot be closed in good order, as on a full disk, must not keep the window open for ever.
    await studio.close().catch((error: unknown) => log('the studio did not close', plainError(error)));
    window.destroy();
    app.quit();
  }

  async function askToLeave(): Promise<void> {
    if (await mayLeave(window, { held, isBusy: isBusy(parts), choose: choices.choose, words: words() })) await leave();
  }

  // Closing and quitting ask first; `leaving` lets the last quit through.
  let asking = false;
  const ask = (event: { preventDefault(): void }): void => {
    if (leaving && window.isDestroyed()) return;
    event.preventDefault();
    if (asking || leaving) return;
    asking = true;
    void askToLeave().finally(() => (asking = false));
  };
  window.on('close', ask);
  app.on('before-quit', ask);
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
}

async function askAfterCrashes(window: BrowserWindow, words: DesktopWords): Promise<boolean> {
  const buttons = [words.reload, words.quit];
  return (await askInDialog(window, { type: 'error', message: words.brokenTitle, detail: words.brokenDetail, buttons, cancelId: 0 })) === 0;
}
