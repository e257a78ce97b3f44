import { basename } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Desktop } from '../../desktop/desktop.ts';
import type { WindowOptions } from '../window.ts';
import { SIZES } from '../window.ts';
import type { Host, Point, Press } from './host.ts';

/** Opens the built desktop studio on a home, in a system that speaks `language`. */
export type OpenDesktop = (home: string, language: string) => Promise<Desktop>;

/** The desktop studio: one window, which comes and goes with it. */
export class DesktopHost implements Host {
  readonly windowOutlives = false;
  readonly attached = true;
  readonly folderButton = 'Choose folder';
  readonly #launch: OpenDesktop;
  #desktop: Desktop | null = null;
  #home = '';
  #language = 'en-GB';

  constructor(launch: OpenDesktop) {
    this.#launch = launch;
  }

  get #opened(): Desktop {
    if (this.#desktop === null) throw new Error('The studio is not open yet.');
    return this.#desktop;
  }

  get pid(): number {
    return this.#opened.pid;
  }

  async open(home: string): Promise<void> {
    this.#home = home;
    this.#desktop = await this.#launch(home, this.#language);
  }

  async page({ size = 'usual', theme = 'light', language = 'en-GB' }: WindowOptions): Promise<Page> {
    // A program asks for the language of its system once.
    if (language !== this.#language) {
      await this.close();
      this.#language = language;
      await this.open(this.#home);
    }
    const page = await this.#opened.page();
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    return page;
  }

  async enter(page: Page): Promise<void> {
    await page.goto(new URL('/', page.url()).href);
  }

  async choose(_page: Page, button: Locator, path: string, press: Press): Promise<void> {
    await this.#opened.answer({ canceled: false, filePaths: [path] });
    await press(button);
  }

  chooseFolder(page: Page, button: Locator, path: string, press: Press): Promise<void> {
    return this.choose(page, button, path, press);
  }

  async write(page: Page, dialog: Locator, button: Locator, path: string): Promise<string> {
    await this.startWriting(page, button, path);
    await dialog
      .getByRole('status')
      .filter({ hasText: basename(path) })
      .waitFor();
    return this.#opened.suggested();
  }

  async startWriting(_page: Page, button: Locator, path: string): Promise<void> {
    await this.#opened.answer({ canceled: false, filePath: path });
    await button.click();
  }

  save(page: Page, button: Locator, path: string): Promise<void> {
    return this.#opened.save(page, button, path);
  }

  drop(page: Page, paths: readonly string[], place?: Point): Promise<void> {
    return this.#opened.drop(page, paths, place);
  }

  async closeUnsaved(page: Page, path: string): Promise<string> {
    // The second of the buttons.
    await this.#opened.answer({ response: 1 });
    return this.#opened.closeWindow(page, path);
  }

  async reload(page: Page): Promise<void> {
    await page.reload();
  }

  close(): Promise<void> {
    return this.#opened.close();
  }

  kill(): Promise<void> {
    return this.#opened.kill();
  }

  async end(): Promise<void> {
    await this.#desktop?.kill();
  }
}
