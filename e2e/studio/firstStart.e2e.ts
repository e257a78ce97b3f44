import { expect, it } from 'vitest';
import { play } from './stage.ts';

play('first-start', 'the first start', { flawed: true }, (stage) => {
  it.each(['light', 'dark'] as const)('explains what the studio does, in %s', async (theme) => {
    const window = await stage.show({ theme });
    await window.page.getByRole('heading', { name: 'Teach your computer a look' }).waitFor();
    await window.look(theme);
    await window.checkAccessibility();
    // The token does not stay in the address, where others could read it.
    expect(window.page.url()).not.toMatch(/token|key/);
    expect(window.faults).toEqual([]);
  });

  it('fits into a small window without anything cut off', async () => {
    const window = await stage.show({ size: 'small' });
    await window.page.getByRole('heading', { name: 'Teach your computer a look' }).waitFor();
    await window.look('small');
    expect(await window.overflow()).toBeLessThanOrEqual(0);
    await window.checkAccessibility();
  });

  it('speaks Korean where the system does', async () => {
    const window = await stage.show({ language: 'ko-KR' });
    await window.page.getByRole('navigation').waitFor();
    await window.page.getByRole('link', { name: '설정' }).click();
    await window.page.getByRole('heading', { level: 1, name: '설정' }).waitFor();
    await window.look('korean');
    expect(await window.page.getAttribute('html', 'lang')).toBe('ko');
    await window.checkAccessibility();
    expect(window.faults).toEqual([]);
  });

  it('can be walked through by keyboard: commands, pages, shortcuts', async () => {
    const { page, look, checkAccessibility } = await stage.show({});
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await look('palette');
    await checkAccessibility();
    await page.keyboard.type('settings');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog').waitFor();
    await look('shortcuts');
    await checkAccessibility();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').isVisible()).toBe(false);
  });

  it('makes a translator of two folders, and its doctor finds what is wrong with them', async () => {
    const window = await stage.show({});
    const { page } = window;
    const { folders } = stage;
    for (const path of [folders.discs, folders.squares]) {
      await stage.choose(page.getByRole('button', { name: 'Choose folder' }).first(), path);
      if (path === folders.discs) {
        await page.getByRole('button', { name: /^Translate between two looks/ }).click();
        await page.getByRole('region', { name: 'A: discs' }).waitFor();
      }
      await page.getByRole('region', { name: 'Sending' }).waitFor({ state: 'detached' });
    }
    await page.getByRole('listbox').nth(1).waitFor();
    await page.getByRole('heading', { name: 'The same picture several times' }).first().waitFor();
    await page.getByRole('heading', { name: 'Cannot be read' }).waitFor();
    await window.look('data');
    await window.checkAccessibility();
    expect(window.faults).toEqual([]);
  });
});
