import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../studio/chromium.ts';
import type { DesktopStudio } from './desktopStudio.ts';
import { openDesktop } from './desktopStudio.ts';

const browser = findBrowser();

/** The studio's own answer in the page: its menu reached the system, so calls go through the port. */
const connected = (studio: DesktopStudio) => studio.hear('menu', ({ items }) => items.some(({ id }) => id !== null));

describe.skipIf(typeof browser === 'string')('the built desktop studio', () => {
  const home = mkdtempSync(join(tmpdir(), 'recast-desktop-'));
  let studio: DesktopStudio;
  let page: Page;
  beforeAll(async () => {
    studio = await openDesktop(home);
    page = await studio.page();
    await connected(studio);
  });
  afterAll(async () => {
    await studio.kill();
    rmSync(home, { recursive: true, force: true });
  });

  it('shows its window, named in the menus of the system', async () => {
    await expect.poll(() => page.getByRole('heading', { level: 1 }).first().textContent()).toBeTruthy();
    const { items } = studio.told('menu').at(-1) ?? { items: [] };
    expect(items.filter(({ id }) => id !== null).length).toBeGreaterThan(5);
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['copy', 'paste', 'quit']));
    expect(studio.told('shown').length).toBeGreaterThan(0);
  });

  it('gives its page nothing of Node or Electron but what the preload script names', async () => {
    const found = await page.evaluate(() => [
      typeof globalThis.process,
      'require' in globalThis,
      Object.keys((globalThis as unknown as Record<string, object>)['recastDesktop']),
    ]);
    expect(found).toEqual(['undefined', false, ['pathOf']]);
  });

  it('runs no script from a string and loads nothing from elsewhere', async () => {
    const tried = await page.evaluate(async () => {
      const script = await new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), { once: true });
        const element = document.createElement('script');
        element.textContent = 'window.ran = true';
        document.head.append(element);
        setTimeout(() => resolve('nothing was refused'), 2000);
      });
      const loaded = await fetch('http://127.0.0.1:1/').then(
        () => 'loaded',
        () => 'refused',
      );
      return [script, 'ran' in globalThis, loaded];
    });
    expect(tried).toEqual(['script-src-elem', false, 'refused']);
  });

  it('goes nowhere else and opens nothing beside it', async () => {
    const address = page.url();
    await page.evaluate(() => {
      window.open('https://example.org/');
      location.href = 'https://example.org/';
    });
    await studio.hear('refused', ({ deed }) => deed === 'navigation');
    await studio.hear('refused', ({ deed }) => deed === 'popup');
    expect(page.url()).toBe(address);
  });

  it('does what is chosen in a menu', async () => {
    const { items } = studio.told('menu').at(-1) ?? { items: [] };
    const settings = items.find(({ id }) => id?.includes('settings'));
    expect(settings).toBeDefined();
    studio.act({ do: 'choose', id: settings?.id ?? '' });
    await expect.poll(() => page.url()).toContain('#/settings');
  });

  it('comes back after its page has crashed', async () => {
    const before = studio.told('menu').length;
    await page.goto('chrome://crash').catch(() => undefined);
    await studio.hear('menu', (told) => studio.told('menu').indexOf(told) >= before);
    page = await studio.page();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).first().textContent()).toBeTruthy();
  });

  it('is shown again instead of opened twice', async () => {
    const before = studio.told('shown').length;
    studio.act({ do: 'secondInstance' });
    await expect.poll(() => studio.told('shown').length).toBeGreaterThan(before);
  });

  it('ends when it is closed, and knows next time where it lay', async () => {
    studio.act({ do: 'close' });
    expect(await studio.ended).toBe(0);
    expect(studio.printed()).toBe('');
    expect(JSON.parse(readFileSync(join(home, 'desktop', 'window.json'), 'utf8'))).toMatchObject({ width: 1280, maximized: false });
  });
});

it.skipIf(typeof browser !== 'string')(`the desktop studio is not tried: ${typeof browser === 'string' ? browser : ''}`, () => undefined);
