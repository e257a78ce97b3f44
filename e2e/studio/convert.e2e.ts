import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recast, tiny } from '../recast.ts';
import type { Folders } from './pictures.ts';
import { drawFolders } from './pictures.ts';
import type { ServedStudio } from './studio.ts';
import { serveStudio } from './studio.ts';
import type { StudioWindow } from './window.ts';
import { foundBrowser, openWindow, sayIfSkipped, startBrowser } from './window.ts';

const journey = 'convert';
sayIfSkipped(journey);

describe.skipIf(typeof foundBrowser === 'string')('converting', () => {
  let folder: string;
  let home: string;
  let folders: Folders;
  let studio: ServedStudio;
  let browser: Browser;
  let window: StudioWindow;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recast-journey-'));
    home = join(folder, 'home');
    folders = await drawFolders(folder, { count: 16, flawed: true });
    // What was trained on the command line is there in the window.
    const trained = await recast(
      'train',
      'cyclegan',
      '--a',
      folders.discs,
      '--b',
      folders.squares,
      '--steps',
      '20',
      '--name',
      'from the shell',
      ...tiny,
      '--home',
      home,
    );
    expect(trained.code, trained.err).toBe(0);
    [studio, browser] = await Promise.all([serveStudio(home, { allow: [folder] }), startBrowser()]);
    window = await openWindow(browser, studio.entrance, journey);
  });
  afterAll(async () => {
    await window.close();
    await browser.close();
    await studio.close();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await window.look('failed');
  });

  it('takes a folder, the best checkpoint and a direction, and shows every file as it is done', async () => {
    const { page } = window;
    await page.getByRole('link', { name: 'Convert' }).click();
    await page.getByText('from the shell, step 20').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Folders on this computer' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: basename(folder) })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'discs' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Use this folder' }).click();
    await page.getByRole('button', { name: 'Remove discs' }).waitFor();
    await window.look('ready');
    await window.checkAccessibility();

    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByText('17 pictures converted.').waitFor();
    await page.getByRole('option').nth(16).waitFor();
    await window.look('finished');
    await window.checkAccessibility();
    // The file that is no picture is listed with its reason, and costs nothing else.
    await page.getByRole('radio', { name: /^Failed 1/ }).click();
    await page.getByRole('option', { name: /broken\.png, Failed/ }).waitFor();
    const exported = await readdir(join(home, 'exports'), { recursive: true });
    expect(exported.filter((name) => name.endsWith('.png'))).toHaveLength(17);
    expect(window.faults).toEqual([]);
  });

  it('shows before and after by keyboard alone', async () => {
    const { page } = window;
    await page.getByRole('radio', { name: /^All 18/ }).click();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Space');
    const slider = page.getByRole('slider', { name: 'Share of the picture after' });
    await slider.focus();
    for (let press = 0; press < 20; press++) await page.keyboard.press('ArrowLeft');
    await window.look('before-after');
    await window.checkAccessibility();
    expect(Number(await slider.inputValue())).toBeLessThan(50);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('tries only what failed again, and keeps what is done', async () => {
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
