import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page, Request as Asked, Route } from 'playwright-core';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../studio/chromium.ts';
import { app, ipcMain } from './app.ts';
import { preparePage } from './pageScript.ts';
import type { MessagePortMain } from './ports.ts';
import { handlerOf, schemes } from './protocol.ts';
import { tell } from './told.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A page in Chromium knows no app schemes: `studio://app/x` stands there as `http://app.studio.localhost/x`. */
const toPage = (address: string): string =>
  address.replace(/^([a-z]+):\/\/([a-z]+)\//, (all, scheme: string, host: string) => (schemes.has(scheme) ? `http://${host}.${scheme}.localhost/` : all));
const toApp = (address: string): string =>
  address.replace(/^http:\/\/([a-z]+)\.([a-z]+)\.localhost\//, (all, host: string, scheme: string) => (schemes.has(scheme) ? `${scheme}://${host}/` : all));

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}
type Options = Bounds & { webPreferences: { preload: string; sandbox: boolean; contextIsolation: boolean; nodeIntegration: boolean } };

/** Who asks; null for a window that is not there yet. */
function frameOf(request: Asked): Frame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}

/** The body of a request, where it has one. */
function bodyOf(request: Asked): Uint8Array<ArrayBuffer> | null {
  const body = request.postDataBuffer();
  return body === null || request.method() === 'GET' ? null : new Uint8Array(body);
}

let portCount = 0;

/** The page of a window, as the main process sees it. */
class WebContents extends EventEmitter {
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  readonly ports = new Map<string, MessagePortMain>();
  readonly window: BrowserWindow;
  constructor(window: BrowserWindow) {
    super();
    this.window = window;
  }
  setWindowOpenHandler(handler: WebContents['openHandler']): void {
    this.openHandler = handler;
  }
  postMessage(channel: string, _message: unknown, transferred: MessagePortMain[]): void {
    const page = this.window.page;
    const ids = transferred.map((port) => {
      const id = `port ${++portCount}`;
      this.ports.set(id, port);
      port.carry = (data) => void page.evaluate(([to, message]) => window.standInDeliver(to, message), [id, data] as const).catch(() => undefined);
      return id;
    });
    void page.evaluate(([to, all]) => window.standInReceive(to, all), [channel, ids] as const).catch(() => undefined);
  }
  /** The page is gone, and with it its ends of all ports. */
  dropPorts(): void {
    for (const port of this.ports.values()) port.close();
    this.ports.clear();
  }
  reload(): void {
    void this.window.reopen();
  }
}

/** A window: a page of a real Chromium with a profile in the app's own folder. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents(this);
  page!: Page;
  readonly #options: Options;
  #context: BrowserContext | null = null;
  #bounds: Bounds;
  #destroyed = false;
  #loading = true;
  #address = '';
  focused = true;

  constructor(options: Options) {
    super();
    const { sandbox, contextIsolation, nodeIntegration } = options.webPreferences;
    if (!sandbox || !contextIsolation || nodeIntegration) throw new Error('The page is not fenced in.');
    this.#options = options;
    this.#bounds = { x: options.x, y: options.y, width: options.width, height: options.height };
    app.windows.push(this);
  }

  async loadURL(address: string): Promise<void> {
    this.#address = address;
    const browser = findBrowser();
    if (typeof browser === 'string') throw new Error(browser);
    const profile = join(app.getPath('userData'), 'profile');
    mkdirSync(profile, { recursive: true });
    const portFile = join(profile, 'DevToolsActivePort');
    rmSync(portFile, { force: true });
    this.#context = await chromium.launchPersistentContext(profile, {
      executablePath: browser.executablePath,
      env: { ...process.env, ...browser.environment },
      args: [...flags, '--remote-debugging-port=0'],
      viewport: { width: this.#bounds.width, height: this.#bounds.height },
      locale: app.getLocale(),
    });
    const context = this.#context;
    await context.exposeBinding('standInSend', ({ page, frame }, channel: string, ...args: unknown[]) => {
      const senderFrame = { url: toApp(frame.url()), parent: frame.parentFrame() };
      ipcMain.emit(channel, { sender: page === this.page ? this.webContents : null, senderFrame }, ...args);
    });
    await context.exposeBinding('standInPort', (_source, id: string, data: unknown) => this.webContents.ports.get(id)?.peer?.receive(data));
    await context.addInitScript(preparePage, readFileSync(this.#options.webPreferences.preload, 'utf8'));
    await context.route('**/*', (route) => this.#answer(route));
    await this.#openPage(context.pages()[0] ?? (await context.newPage()));
    const [port] = readFileSync(portFile, 'utf8').split('\n');
    this.emit('ready-to-show');
    tell({ what: 'window', devtools: `http://127.0.0.1:${port}` });
  }

  async #openPage(page: Page): Promise<void> {
    this.page = page;
    page.on('popup', (popup) => {
      this.#askForWindow(popup.url());
      void popup.close();
    });
    page.on('crash', () => {
      this.webContents.dropPorts();
      this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    });
    this.#loading = true;
    await page.goto(toPage(this.#address), { waitUntil: 'load' });
    this.#loading = false;
  }

  /** After a crash a page is of no use any more: another one takes its place. */
  async reopen(): Promise<void> {
    const context = this.#context;
    if (context === null) return;
    const broken = this.page;
    await this.#openPage(await context.newPage());
    await broken.close().catch(() => undefined);
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const address = toApp(request.url());
    const frame = frameOf(request);
    if (frame === null) {
      this.#askForWindow(address);
      return route.abort('aborted');
    }
    if (request.isNavigationRequest() && !this.#loading && this.#isPrevented(frame, address)) {
      tell({ what: 'refused', deed: 'navigation' });
      return route.abort('aborted');
    }
    // A new document takes the place of the one that had the ports; moving within one does not ask for it.
    if (request.isNavigationRequest() && frame === this.page.mainFrame()) this.webContents.dropPorts();
    const handler = handlerOf(address);
    if (handler === null) return route.abort('blockedbyclient');
    const answer = await handler(new Request(address, { method: request.method(), headers: request.headers(), body: bodyOf(request) }));
    await route
      .fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) })
      .catch(() => undefined);
  }

  /** A page wants a window: it is told of it before or after the window's first request. */
  #askForWindow(url: string): void {
    if (this.webContents.openHandler({ url }).action === 'deny') tell({ what: 'refused', deed: 'popup' });
  }

  #isPrevented(frame: Frame, url: string): boolean {
    // Loading the same page again is no navigation to Electron.
    if (url === toApp(frame.url()).split('#', 1)[0]) return false;
    let prevented = false;
    const event = { url, preventDefault: () => (prevented = true) };
    this.webContents.emit(frame === this.page.mainFrame() ? 'will-navigate' : 'will-frame-navigate', event, url);
    return prevented;
  }

  close(): void {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    app.windows.splice(app.windows.indexOf(this), 1);
    void (this.#context?.close() ?? Promise.resolve()).then(() => {
      this.emit('closed');
      if (app.windows.length === 0) app.emit('window-all-closed');
    });
  }
  show(): void {
    tell({ what: 'shown' });
  }
  focus(): void {
    this.focused = true;
  }
  setProgressBar(share: number): void {
    tell({ what: 'progress', share });
  }
  isFocused = (): boolean => this.focused;
  isDestroyed = (): boolean => this.#destroyed;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  maximize = (): void => undefined;
  restore = (): void => undefined;
  setTitle = (): void => undefined;
  getNormalBounds = (): Bounds => this.#bounds;
}
