import { basename, relative, sep } from 'node:path';
import type { Browser, BrowserContext, Dialog, Locator, Page } from 'playwright-core';
import { saveDownload } from '../download.ts';
import { dropPaths } from '../drag.ts';
import type { ServedStudio } from '../studio.ts';
import { serveStudio } from '../studio.ts';
import type { WindowOptions } from '../window.ts';
import { SIZES, startBrowser } from '../window.ts';
import type { Host, Point, Press } from './host.ts';

/** The studio that `recast serve` opens, in a window of a real browser. */
export class BrowserHost implements Host {
  readonly windowOutlives = true;
  readonly attached = false;
  readonly folderButton = 'Folders on this computer';
  #studio: ServedStudio | null = null;
  #browser: Browser | null = null;
  #context: BrowserContext | null = null;
  #pictures = '';

  get #served(): ServedStudio {
    if (this.#studio === null) throw new Error('The studio is not open yet.');
    return this.#studio;
  }

  get pid(): number {
    return this.#served.pid;
  }

  async open(home: string, pictures: string): Promise<void> {
    this.#pictures = pictures;
    // On the port that it had, where windows look for it.
    const port = this.#studio === null ? 0 : Number(new URL(this.#studio.address).port);
    [this.#studio, this.#browser] = await Promise.all([serveStudio(home, { allow: [pictures], port }), this.#browser ?? startBrowser()]);
  }

  async page({ size = 'usual', theme = 'light', language = 'en-GB' }: WindowOptions): Promise<Page> {
    await this.#context?.close();
    this.#context = (await this.#browser?.newContext({ viewport: SIZES[size], colorScheme: theme, locale: language, reducedMotion: 'reduce' })) ?? null;
    if (this.#context === null) throw new Error('The browser is not open yet.');
    return this.#context.newPage();
  }

  async enter(page: Page): Promise<void> {
    await page.goto(this.#served.entrance);
  }

  async choose(page: Page, button: Locator, path: string, press: Press): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await press(button);
    await (await chooser).setFiles(path);
  }

  async chooseFolder(page: Page, button: Locator, path: string, press: Press): Promise<void> {
    await press(button);
    const dialog = page.getByRole('dialog');
    await press(dialog.getByRole('button', { name: basename(this.#pictures) }));
    for (const name of relative(this.#pictures, path).split(sep)) {
      await press(dialog.getByRole('button', { name, exact: true }));
      await dialog.getByText(`/${name}`).waitFor();
    }
    await press(dialog.getByRole('button', { name: 'Use this folder' }));
    await dialog.waitFor({ state: 'hidden' });
  }

  async write(page: Page, dialog: Locator, button: Locator, path: string): Promise<string> {
    await button.click();
    const link = dialog.getByRole('link', { name: 'Download' });
    await link.waitFor();
    const arriving = page.waitForEvent('download');
    await link.click();
    const download = await arriving;
    await download.saveAs(path);
    return download.suggestedFilename();
  }

  startWriting(_page: Page, button: Locator): Promise<void> {
    return button.click();
  }

  save(page: Page, button: Locator, path: string): Promise<void> {
    return saveDownload(page, button, path);
  }

  drop(page: Page, paths: readonly string[], place?: Point): Promise<void> {
    return dropPaths(page, paths, place);
  }

  async closeUnsaved(page: Page, path: string): Promise<string> {
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const stay = await asked;
    if (stay.type() !== 'beforeunload') throw new Error(`It was asked ${stay.message()}.`);
    await stay.dismiss();
    const dialog = page.getByRole('dialog');
    const text = await dialog.innerText();
    await saveDownload(page, dialog.getByRole('button', { name: 'Save hints as a file' }), path);
    return text;
  }

  async reload(page: Page): Promise<void> {
    const leave = (dialog: Dialog): void => void dialog.accept();
    page.on('dialog', leave);
    await page.reload();
    page.off('dialog', leave);
  }

  close(): Promise<void> {
    return this.#served.close();
  }

  kill(): Promise<void> {
    return this.#served.kill();
  }

  async end(): Promise<void> {
    await this.#context?.close();
    await this.#browser?.close();
    await this.#studio?.close();
  }
}
