import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dropPaths } from './drag.ts';
import { onStage } from './stage.ts';
import { foundBrowser, sayIfSkipped } from './window.ts';

const journey = 'settings';
sayIfSkipped(journey);

describe.skipIf(typeof foundBrowser === 'string')('the settings', () => {
  const stage = onStage(journey, { count: 4 });

  async function openSettings(): Promise<void> {
    const { page } = stage.window;
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.getByRole('combobox', { name: 'Theme' }).waitFor();
  }

  it('switches the theme and the language at once, and back', async () => {
    const { window } = stage;
    const { page } = window;
    await openSettings();
    await window.look('light');
    await window.checkAccessibility();
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
    await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
    await window.look('dark');
    await window.checkAccessibility();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ko');
    await page.getByRole('heading', { level: 1, name: '설정' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('ko');
    await window.look('korean');
    await window.checkAccessibility();
    await page.getByRole('combobox', { name: '언어' }).selectOption('en');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
  });

  it('keeps what was chosen over a restart of the studio', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('combobox', { name: 'Behind transparent pictures' }).selectOption('black');
    const keep = page.getByRole('spinbutton', { name: 'Checkpoints to keep of a training' });
    await keep.fill('7');
    await keep.blur();
    // Another page and back: the field shows what the studio has, not what was typed.
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    await page.getByText('Nothing runs and nothing waits').waitFor();
    await stage.studio.close();
    await page.getByText('The studio cannot be reached.', { exact: false }).first().waitFor();
    await stage.serveAgain();
    await page.getByText('The studio cannot be reached.', { exact: false }).first().waitFor({ state: 'detached' });
    await page.reload();
    await openSettings();
    expect(await keep.inputValue()).toBe('7');
    expect(await page.getByRole('combobox', { name: 'Behind transparent pictures' }).inputValue()).toBe('black');
    expect(await page.getByRole('combobox', { name: 'Theme' }).inputValue()).toBe('dark');
  });

  it('moves the home to another folder with everything in it', async () => {
    const { window, folder, folders } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Projects' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    await dropPaths(page, [folders.discs, folders.squares]);
    await page.getByRole('region', { name: 'B: squares' }).getByRole('option', { name: 'square 0.png' }).waitFor();
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await openSettings();
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /recast-journey/ }).click();
    await dialog.getByRole('button', { name: 'elsewhere' }).click();
    await dialog.getByText('There is nothing in this folder.').waitFor();
    await window.look('choosing-the-home');
    await window.checkAccessibility();
    await dialog.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByText(`The studio's home is ${elsewhere} now.`).waitFor();
    await page.getByText(elsewhere, { exact: true }).waitFor();
    await window.look('moved');
    await window.checkAccessibility();
    await page.getByRole('link', { name: 'Projects' }).first().click();
    await page
      .getByRole('link', { name: /discs to squares/ })
      .first()
      .click();
    await page.getByRole('region', { name: 'A: discs' }).getByRole('option', { name: 'disc 0.png' }).waitFor();
    await window.look('still-there');
  });

  it('says what it is, and under which licences what it is made of stands', async () => {
    const { window } = stage;
    const { page } = window;
    await openSettings();
    await page.getByRole('button', { name: 'Licences' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^onnxruntime-node/).waitFor();
    // What the window is bundled from, and its fonts.
    for (const name of [/^svelte /, /^uplot /, /^@fontsource-variable\/inter/]) await dialog.getByText(name).waitFor();
    await dialog.getByText(/^pretendard /).click();
    await dialog.locator('details[open] pre').getByText('SIL OPEN FONT LICENSE', { exact: false }).first().waitFor();
    await dialog.getByText(/^pretendard /).click();
    await dialog.getByText(/^hono /).click();
    await dialog.locator('details[open] pre').getByText('Permission is hereby granted', { exact: false }).waitFor();
    await window.look('licences');
    await window.checkAccessibility();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(window.faults).toEqual([]);
  });
});
