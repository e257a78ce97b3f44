import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recast, tiny } from '../recast.ts';
import type { Stage } from './stage.ts';
import { play } from './stage.ts';

/** What was trained on the command line is there in the window. */
async function prepare({ home, folders }: Stage): Promise<void> {
  const given = ['--a', folders.discs, '--b', folders.squares, '--steps', '20', '--name', 'from the shell', ...tiny];
  const { code, err } = await recast('train', 'cyclegan', ...given, '--home', home);
  expect(code, err).toBe(0);
}

play('convert', 'converting', { count: 16, flawed: true, prepare }, (stage) => {
  it('takes a folder, the best checkpoint and a direction, and shows every file as it is done', async () => {
    const { window, home, folders } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Convert' }).click();
    await page.getByRole('combobox', { name: 'Checkpoint' }).filter({ hasText: 'from the shell, step 20' }).waitFor();
    await stage.bringFolder(page.getByRole('region', { name: 'New conversion' }), folders.discs);
    await page.getByRole('button', { name: 'Remove discs' }).waitFor();
    await window.look('ready');
    await window.checkAccessibility();

    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByText('17 pictures converted.').waitFor();
    await page.getByRole('option').nth(16).waitFor();
    await window.look('finished');
    await window.checkAccessibility();
    // In a small window, too, there is room for some rows of pictures.
    const usual = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.setViewportSize({ width: 900, height: 700 });
    await expect.poll(async () => (await page.getByRole('listbox').boundingBox())?.height ?? 0).toBeGreaterThan(300);
    await window.look('small');
    await page.setViewportSize(usual);
    // The file that is no picture is listed with its reason, and costs nothing else.
    await page.getByRole('radio', { name: /^Failed 1/ }).click();
    await page.getByRole('option', { name: /broken\.png, Failed/ }).waitFor();
    const exported = await readdir(join(home, 'exports'), { recursive: true });
    expect(exported.filter((name) => name.endsWith('.png'))).toHaveLength(17);
    expect(window.faults).toEqual([]);
  });

  it('shows before and after by keyboard alone', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('radio', { name: /^All 18/ }).click();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Space');
    const slider = page.getByRole('slider', { name: 'Share of the picture after' });
    await slider.focus();
    for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowLeft');
    await window.look('before-after');
    await window.checkAccessibility();
    expect(Number(await slider.inputValue())).toBeLessThan(0.5);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('tries only what failed again, and keeps what is done', async () => {
    const { window, folders } = stage;
    const { page } = window;
    await writeFile(join(folders.discs, 'broken.png'), await readFile(join(folders.discs, 'disc 3.png')));
    await page.getByRole('button', { name: 'Try failed ones again' }).click();
    await page.getByText('18 pictures converted.').waitFor();
    await page.getByRole('link', { name: 'Conversions' }).click();
    await page.getByRole('link', { name: /^discs/ }).waitFor();
    await window.look('list');
    await window.checkAccessibility();
  });
});
