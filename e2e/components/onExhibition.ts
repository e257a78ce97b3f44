import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startBrowser } from '../studio/window.ts';
import type { Exhibition } from './exhibition.ts';
import { openExhibition } from './exhibition.ts';

/** Components by themselves in a real browser, one at a time. */
export interface Exhibited {
  /** Shows an exhibit on a page of its own; `language` is what its browser says it speaks. */
  show(exhibit: string, options?: { language?: string }): Promise<Page>;
  /** What the exhibit was told: an expression of it. */
  told<Value>(what: string): Promise<Value>;
}

/** Opens the exhibition before the tests of a file and closes it after them; a page's error fails its test. */
export function onExhibition(): Exhibited {
  let exhibition: Exhibition;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    [exhibition, browser] = await Promise.all([openExhibition(), startBrowser()]);
  });
  afterEach(async () => {
    await page.close();
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await exhibition.close();
  });
  return {
    async show(exhibit, { language } = {}) {
      page = await browser.newPage({ viewport: { width: 900, height: 700 }, locale: 'en-GB' });
      page.setDefaultTimeout(20_000);
      page.on('pageerror', ({ message }) => faults.push(message));
      if (language !== undefined)
        await page.addInitScript((tag) => Object.defineProperty(Navigator.prototype, 'language', { get: () => tag, configurable: true }), language);
      await page.goto(exhibition.address(exhibit));
      await page.waitForFunction('globalThis.exhibit !== undefined');
      return page;
    },
    told: (what) => page.evaluate(`exhibit.${what}`),
  };
}
