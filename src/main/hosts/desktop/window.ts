import { BrowserWindow, screen } from 'electron';
import { join } from 'node:path';
import { guardPage, HOME_PAGE } from './guards.ts';
import type { Place } from './windowState.ts';
import { keepWindowState, LEAST, placeOf, readWindowState } from './windowState.ts';

/** Waits for the last of many changes, in milliseconds. */
const SETTLED = 300;
/** A page that crashes more often than this within `CRASH_SPAN` milliseconds is not loaded again without asking. */
const CRASHES = 3;
const CRASH_SPAN = 60_000;

/** What a window is opened with. */
export interface WindowOptions {
  /** The built preload script. */
  readonly preload: string;
  /** Keeps where the window lies. */
  readonly stateFile: string;
  /** The page broke down again and again; resolves with whether to load it once more. */
  brokeDown(window: BrowserWindow): Promise<boolean>;
  /** Everything worth a line in the log. */
  log(what: string, details: object): void;
}

/** Opens the studio's window: sandboxed, fenced in, where it was last time. */
export function openWindow({ preload, stateFile, brokeDown, log }: WindowOptions): BrowserWindow {
  const state = readWindowState(stateFile);
  const primary = screen.getPrimaryDisplay().workArea;
  const screens: [Place, ...Place[]] = [primary, ...screen.getAllDisplays().map(({ workArea }) => workArea)];
  const window = new BrowserWindow({
    ...placeOf(state, screens),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    title: 'Recast Studio',
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (state?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  guardPage(window.webContents);
  keepState(window, stateFile);
  reloadAfterCrashes(window, brokeDown, log);
  void window.loadURL(HOME_PAGE);
  return window;
}

/** Where the preload script lies, seen from the bundle. */
export const preloadScript = (main: string): string => join(main, '..', 'preload', 'preload.cjs');

function keepState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    if (!window.isDestroyed() && !window.isMinimized()) keepWindowState(file, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, SETTLED);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', keep);
  window.on('closed', () => clearTimeout(timer));
}

/** A page that crashed is loaded again: what runs goes on in the host meanwhile, and the page asks for it anew. */
function reloadAfterCrashes(window: BrowserWindow, brokeDown: WindowOptions['brokeDown'], log: WindowOptions['log']): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    log('the window broke down', { reason: details.reason, exitCode: details.exitCode });
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < CRASH_SPAN), now];
    if (crashes.length <= CRASHES) return window.webContents.reload();
    void brokeDown(window).then((again) => {
      crashes = [];
      if (again && !window.isDestroyed()) window.webContents.reload();
    });
  });
}
