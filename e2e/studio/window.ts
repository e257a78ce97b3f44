import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import type { Page, Browser as RunningBrowser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { expect } from 'vitest';
import { findBrowser } from './chromium.ts';

/** What every browser is started with: no services of its own, and no sandbox, which containers do not allow. */
const FLAGS = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Pictures of every journey, to be looked at: `out/journeys/<journey>-<what>.png`. */
const screenshots = fileURLToPath(new URL('../../out/journeys', import.meta.url));

/** A size of a window in pixels. */
export const SIZES = { small: { width: 900, height: 700 }, usual: { width: 1280, height: 800 } } as const;

/** How a window is opened. */
export interface WindowOptions {
  readonly size?: keyof typeof SIZES;
  readonly theme?: 'light' | 'dark';
  readonly language?: 'en-GB' | 'ko-KR';
}

/** A window of the studio in a real browser, which notes everything that should not happen. */
export interface StudioWindow {
  readonly page: Page;
  /** Keeps a picture of what it shows now. */
  look(what: string): Promise<void>;
  /** Fails with what axe finds: wrong roles, missing names, poor contrast. */
  checkAccessibility(): Promise<void>;
  /** By how many pixels the page, or what scrolls in it, is wider than there is room. */
  overflow(): Promise<number>;
  /** Errors of the page and refusals of its content security policy so far, but for those that a lost studio explains. */
  readonly faults: readonly string[];
}

/** A browser for the journeys of one file; or why there is none, in a clause. */
export const foundBrowser = findBrowser();

/** Starts the browser. */
export async function startBrowser(): Promise<RunningBrowser> {
  if (typeof foundBrowser === 'string') throw new Error(foundBrowser);
  const environment = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return chromium.launch({ executablePath: foundBrowser.executablePath, args: FLAGS, env: { ...environment, ...foundBrowser.environment } });
}

/** Says why journeys are left out, once a file. */
export function sayIfSkipped(journey: string): void {
  if (typeof foundBrowser === 'string') process.stderr.write(`The journey "${journey}" is left out: ${foundBrowser}.\n`);
}

/** Watches a page from before the studio is in it. `pictures` begins the names of what it keeps. `attached`: see `Host`. */
export function watchWindow(page: Page, pictures: string, attached: boolean): StudioWindow {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    // A studio that was killed on purpose, and what the window is told while it waits for it.
    const explained = /WebSocket connection|ERR_CONNECTION|Failed to load resource/.test(text);
    if (message.type() === 'error' && !explained) faults.push(`console: ${text}`);
  });
  mkdirSync(screenshots, { recursive: true });
  return {
    page,
    faults,
    async look(what) {
      await page.screenshot({ path: join(screenshots, `${pictures}-${what}.png`), animations: 'disabled' });
    },
    async checkAccessibility() {
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(attached).analyze();
      const told = violations.map(
        ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary ?? ''}`).join('\n')}`,
      );
      expect(told.join('\n')).toBe('');
    },
    overflow: () =>
      page.evaluate<number>(
        'Math.max(...[document.documentElement, document.querySelector("main")].map((each) => each === null ? 0 : each.scrollWidth - each.clientWidth))',
      ),
  };
}
