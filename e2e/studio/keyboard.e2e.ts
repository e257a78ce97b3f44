import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { pressAt, strike, tabTo, typeInto } from './keys.ts';
import { play } from './stage.ts';
import { tinyTranslator } from './tinyTranslator.ts';

play('keyboard', 'the whole way by keyboard alone', {}, (stage) => {
  const press = (button: Locator): Promise<void> => pressAt(stage.window.page, button);
  const chooseFolder = (zone: Locator, name: string): Promise<void> => stage.bringFolder(zone, join(stage.folder, name), press);

  /** A command by its name, through the palette. */
  async function command(typed: string): Promise<void> {
    const { page } = stage.window;
    await strike(page, 'Control+k');
    await page.getByRole('combobox', { name: 'Commands' }).waitFor();
    await page.keyboard.type(typed);
    await page.getByRole('option', { selected: true }).filter({ hasText: typed }).waitFor();
    await strike(page, 'Enter');
  }

  it('makes a project and brings two folders', async () => {
    const { page } = stage.window;
    await page.getByRole('heading', { name: 'Teach your computer a look' }).waitFor();
    // Whatever points from here on is noted.
    await page.evaluate("addEventListener('pointerdown', () => (document.documentElement.dataset.pointed = 'yes'), true)");
    await command('New project');
    await pressAt(page, page.getByRole('dialog').getByRole('button', { name: 'Translate between two looks' }));
    for (const [side, name] of [
      ['A', 'discs'],
      ['B', 'squares'],
    ] as const) {
      const zone = page.getByRole('group', { name: `Drop the pictures of side ${side} here` });
      await chooseFolder(zone, name);
      await page
        .getByRole('listbox', { name: `Pictures of ${name}` })
        .getByRole('option')
        .first()
        .waitFor();
    }
  });

  it('looks at a picture, leaves it out, takes that back', async () => {
    const { window } = stage;
    const { page } = window;
    const grid = page.getByRole('listbox', { name: 'Pictures of discs' });
    await grid.getByRole('option', { name: 'disc 1.png' }).waitFor();
    await tabTo(page, grid);
    await strike(page, 'ArrowRight', ' ');
    const look = page.getByRole('dialog', { name: 'disc 1.png' });
    await look.waitFor();
    await window.look('full-size');
    await strike(page, 'ArrowRight');
    await page
      .getByRole('dialog', { name: 'disc 10.png' })
      .or(page.getByRole('dialog', { name: 'disc 2.png' }))
      .waitFor();
    await strike(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    // The keyboard is back where it came from.
    await strike(page, 'Enter', 'x');
    const out = grid.getByRole('option', { selected: true }).getByText('left out');
    await out.waitFor();
    await page.getByText('One picture is left out.').waitFor();
    await strike(page, 'Control+z');
    await out.waitFor({ state: 'detached' });
    await strike(page, 'x');
    await out.waitFor();
    await window.look('left-out');
  });

  // The engine takes what others leave it: on a busy machine it prepares its network for a minute.
  it('trains a tiny translator to its end', { timeout: 300_000 }, async () => {
    const { window } = stage;
    const { page } = window;
    await strike(page, 'g', 't');
    await page.getByRole('radio', { name: /Quick/ }).waitFor();
    await pressAt(page, page.locator('summary').filter({ hasText: 'Advanced' }));
    for (const [label, value] of Object.entries({ ...tinyTranslator, Steps: '30', 'Samples every': '10' }))
      await typeInto(page, page.getByRole('spinbutton', { name: label, exact: true }), value);
    await pressAt(page, page.getByRole('button', { name: 'Start training' }));
    await page.getByText('Finished').first().waitFor({ timeout: 240_000 });
    await window.look('trained');
  });

  it('compares the moments of the training and keeps one', async () => {
    const { window } = stage;
    const { page } = window;
    await strike(page, 'g', 'c');
    await tabTo(page, page.getByRole('slider', { name: 'Moment of the training' }));
    await strike(page, 'Home');
    await page.getByText('Step 10', { exact: true }).first().waitFor();
    await strike(page, 'End');
    await page.getByText('Step 30', { exact: true }).first().waitFor();
    await strike(page, 'k');
    await page.getByText('Kept', { exact: true }).waitFor();
    await window.look('compared');
  });

  it('converts a folder', async () => {
    const { window } = stage;
    const { page } = window;
    await strike(page, 'g', 'v');
    const form = page.getByRole('region', { name: 'New conversion' });
    await chooseFolder(form, 'discs');
    await pressAt(page, form.getByRole('button', { name: 'Convert', exact: true }));
    await page.getByText('12 pictures converted.').waitFor();
    await window.look('converted');
  });

  it('finds every command, and what its keys are', async () => {
    const { window } = stage;
    const { page } = window;
    await command('Switch between light and dark');
    await page.locator('html[data-theme="dark"]').waitFor({ state: 'attached' });
    await strike(page, 'Shift+?');
    const sheet = page.getByRole('dialog', { name: 'Shortcuts' });
    await sheet.getByText('Leave out').waitFor();
    await window.look('shortcuts');
    await strike(page, 'Escape');
    await sheet.waitFor({ state: 'hidden' });
    expect(await page.getAttribute('html', 'data-pointed')).toBeNull();
    expect(window.faults).toEqual([]);
  });
});
