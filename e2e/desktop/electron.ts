import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { setTimeout as rest } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { _electron } from 'playwright-core';
import { electronBinary, noScreen } from '../../scripts/electron.mjs';
import { dropPaths } from '../studio/drag.ts';
import type { Desktop, DialogResult } from './desktop.ts';
import { bundle } from './desktop.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Containers and their root allow Chromium no sandbox of its own; the pages are fenced in all the same. */
const flags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** What a test keeps in Electron's main process. */
interface Kept {
  /** Results that the next dialogs come back with. */
  readonly results: DialogResult[];
  suggested: string;
  /** What the last message said. */
  said: string;
}

/** Electron's program where it was fetched and can open a window; else why not, in a clause. */
export function findElectron(): { readonly path: string } | string {
  const path = electronBinary(root);
  return path === undefined ? 'the binary of Electron has not been fetched' : (noScreen() ?? { path });
}

/** Waits until a file is there. */
async function arrival(path: string): Promise<void> {
  const isThere = (): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );
  while (!(await isThere())) await rest(50);
}

/** The desktop studio on Electron itself. */
export async function openInElectron(home: string, language: string): Promise<Desktop> {
  const electron = findElectron();
  if (typeof electron === 'string') throw new Error(electron);
  const program = await _electron.launch({ executablePath: electron.path, args: [...flags, bundle, '--home', home, `--lang=${language}`], locale: language });
  const child = program.process();
  const ended = once(child, 'exit');
  // No script presses a button of the system's own dialogs: they come back at once with what they were told to.
  const kept = await program.evaluateHandle(({ dialog, session }) => {
    const all: Kept = { results: [], suggested: '', said: '' };
    const next = async (): Promise<DialogResult> => all.results.shift() ?? { canceled: true, filePaths: [], filePath: '', response: 0 };
    const saving = async (...given: readonly unknown[]): Promise<DialogResult> => {
      all.suggested = String((given.at(-1) as { defaultPath?: string }).defaultPath);
      return next();
    };
    const message = async (...given: readonly unknown[]): Promise<DialogResult> => {
      const { message: title, detail } = given.at(-1) as { message?: string; detail?: string };
      all.said = `${title}\n${detail}`;
      return next();
    };
    session.defaultSession.on('will-download', (_event, item) => {
      const path = all.results.shift()?.['filePath'];
      if (typeof path === 'string') item.setSavePath(path);
      else item.cancel();
    });
    Object.assign(dialog, { showOpenDialog: next, showMessageBox: message, showSaveDialog: saving });
    return all;
  });
  return {
    pid: child.pid ?? 0,
    page: () => program.firstWindow(),
    answer: (result) => kept.evaluate((all, one) => void all.results.push(one), result),
    suggested: () => kept.evaluate((all) => all.suggested),
    async save(_page, button, path) {
      await kept.evaluate((all, filePath) => void all.results.push({ filePath }), path);
      await button.click();
      await arrival(path);
    },
    drop: (page, paths, place) => dropPaths(page, paths, place),
    async closeWindow(_page, path) {
      await kept.evaluate((all, filePath) => void all.results.push({ filePath }), path);
      await program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await arrival(path);
      return kept.evaluate((all) => all.said);
    },
    async close() {
      await program.evaluate(({ app }) => app.quit());
      await ended;
    },
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}
