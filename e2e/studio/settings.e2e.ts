import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { play } from './stage.ts';

play('settings', 'the settings', { count: 4 }, (stage) => {
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
    const before = stage.window.page;
    await before.getByRole('combobox', { name: 'Behind transparent pictures' }).selectOption('black');
    const keeping = before.getByRole('spinbutton', { name: 'Checkpoints to keep of a training' });
    await keeping.fill('7');
    await keeping.blur();
    // Another page and back: the field shows what the studio has, not what was typed.
    await before.getByRole('link', { name: 'Activity', exact: true }).click();
    await before.getByText('Nothing runs and nothing waits').waitFor();
    await stage.studio.close();
    const lost = before.getByText('The studio cannot be reached.', { exact: false }).first();
    if (stage.studio.windowOutlives) await lost.waitFor();
    await stage.openAgain();
    const { page } = stage.window;
    if (stage.studio.windowOutlives) await lost.waitFor({ state: 'detached' });
    await page.reload();
    await openSettings();
    expect(await page.getByRole('spinbutton', { name: 'Checkpoints to keep of a training' }).inputValue()).toBe('7');
    expect(await page.getByRole('combobox', { name: 'Behind transparent pictures' }).inputValue()).toBe('black');
    expect(await page.getByRole('combobox', { name: 'Theme' }).inputValue()).toBe('dark');
  });

  it('moves the home to another folder with everything in it', async () => {
    const { window, folder, folders } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Projects' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    await stage.drop([folders.discs, folders.squares]);
    await page.getByRole('region', { name: 'B: squares' }).getByRole('option', { name: 'square 0.png' }).waitFor();
    const elsewhere = join(folder, 'elsewhere');
    await mkdir(elsewhere);
    await openSettings();
    await stage.studio.chooseFolder(page, page.getByRole('button', { name: 'Move', exact: true }), elsewhere, async (button) => {
      if ((await button.textContent())?.includes('Use this folder')) {
        await page.getByRole('dialog').getByText('There is nothing in this folder.').waitFor();
        await window.look('choosing-the-home');
        await window.checkAccessibility();
      }
      await button.click();
    });
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
