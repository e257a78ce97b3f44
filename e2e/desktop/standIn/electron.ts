import { EventEmitter } from 'node:events';
import { app, ipcMain } from './app.ts';
import { BrowserWindow } from './browserWindow.ts';
import { MessageChannelMain } from './ports.ts';
import { protocol } from './protocol.ts';
import { deedSchema, tell } from './told.ts';

interface Template {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly type?: string;
  readonly click?: () => void;
  readonly submenu?: readonly Template[];
}

let bar: readonly Template[] = [];
export const Menu = {
  buildFromTemplate: (template: readonly Template[]): readonly Template[] => template,
  setApplicationMenu(template: readonly Template[]): void {
    bar = template;
    const items = template.flatMap(({ label = '', submenu = [] }) =>
      submenu.map((item) => ({ menu: label, id: item.id ?? null, label: item.label ?? item.role ?? item.type ?? null })),
    );
    tell({ what: 'menu', items });
  },
};

const answers: Record<string, unknown>[] = [];
let waiting: ((answer: Record<string, unknown>) => void) | null = null;
/** Shows a dialog to the test, which answers before or after. */
const ask = (kind: string) => (_window: BrowserWindow, options: Record<string, unknown>) => {
  tell({ what: 'dialog', kind, options });
  const given = answers.shift();
  return given === undefined ? new Promise((resolve) => (waiting = resolve)) : Promise.resolve(given);
};
export const dialog = {
  showOpenDialog: ask('open'),
  showSaveDialog: ask('save'),
  showMessageBox: ask('message'),
  showErrorBox: (title: string, content: string) => tell({ what: 'dialog', kind: 'error', options: { title, content } }),
};

export const shell = {
  openPath: async (path: string) => {
    tell({ what: 'opened', path });
    return '';
  },
  showItemInFolder: (path: string) => tell({ what: 'opened', path }),
};

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true;
  readonly #options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.#options = options;
  }
  show(): void {
    tell({ what: 'notification', ...this.#options });
  }
}

export const powerSaveBlocker = {
  start: () => {
    tell({ what: 'awake', on: true });
    return 1;
  },
  stop: () => tell({ what: 'awake', on: false }),
};

const display = { workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    webRequest: { onBeforeRequest: () => undefined },
  },
};

const find = (items: readonly Template[], id: string): Template | undefined =>
  items.flatMap((item) => [item, ...(item.submenu ?? [])]).find((item) => item.id === id);

process.on('message', (message) => {
  const deed = deedSchema.parse(message);
  const window = app.windows[0];
  if (deed.do === 'answer') {
    if (waiting === null) answers.push(deed.result);
    else waiting(deed.result);
    waiting = null;
  } else if (deed.do === 'choose') find(bar, deed.id)?.click?.();
  else if (deed.do === 'quit') app.quit();
  else if (deed.do === 'secondInstance') app.emit('second-instance');
  else if (deed.do === 'close') window?.close();
  else if (window !== undefined) window.focused = false;
});
// Without a test beside it nobody could close the window.
process.on('disconnect', () => process.exit(0));

export { app, BrowserWindow, ipcMain, MessageChannelMain, protocol };
