import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserWindow } from './browserWindow.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The program, in the order of Electron's documented events. */
class App extends EventEmitter {
  readonly windows: BrowserWindow[] = [];
  #userData = '';
  #isReady = false;
  #quitting = false;

  constructor() {
    super();
    setImmediate(() => {
      this.#isReady = true;
      this.emit('ready');
    });
  }
  whenReady(): Promise<void> {
    return this.#isReady ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()));
  }
  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`Failed to set path '${name}': it is not there`);
    if (name === 'userData') this.#userData = path;
  }
  getPath = (_name: 'userData'): string => this.#userData;
  getAppPath = (): string => root;
  getLocale = (): string => process.env['STAND_IN_LOCALE'] ?? 'en-US';
  requestSingleInstanceLock = (): boolean => true;
  enableSandbox(): void {
    if (this.#isReady) throw new Error('enableSandbox must be called before the app is ready');
  }
  quit(): void {
    if (this.#quitting) return;
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (prevented) return;
    this.#quitting = true;
    for (const window of [...this.windows]) window.close();
    if (this.windows.length === 0) this.exit(0);
    else this.#quitting = false;
  }
  exit(code: number): void {
    process.exit(code);
  }
}

export const app = new App();
export const ipcMain = new EventEmitter();
