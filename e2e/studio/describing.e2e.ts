import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { recast } from '../recast.ts';
import { strike, tabTo } from './keys.ts';
import type { Stage } from './stage.ts';
import { play } from './stage.ts';

const EDGE = 40;
const colours = { red: '#d33', blue: '#36c', green: '#2a4', yellow: '#ec3' } as const;
const shapes = { circle: '<circle cx="20" cy="20" r="12"', square: '<rect x="9" y="9" width="22" height="22"', hill: '<path d="M20 6 L34 33 H6Z"' } as const;

/** Draws shapes in colours, each with a caption beside it. */
async function drawCaptioned(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [colour, fill] of Object.entries(colours))
    for (const [shape, path] of Object.entries(shapes)) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${EDGE}" height="${EDGE}"><rect width="${EDGE}" height="${EDGE}" fill="white"/>${path} fill="${fill}"/></svg>`;
      await sharp(Buffer.from(svg))
        .png()
        .toFile(join(folder, `${colour} ${shape}.png`));
      await writeFile(join(folder, `${colour} ${shape}.txt`), `a ${colour} ${shape}\nthe ${shape} is ${colour}\n`);
    }
}

/** The smallest painter there is: it draws badly, and at once. */
const tinyPainter = [
  ...['--size', '16', '--large-size', '32', '--width', '4', '--judge-width', '4', '--batch', '4', '--large-batch', '2', '--word-width', '8'],
  ...['--text', '8', '--condition', '4', '--noise', '4', '--blocks', '1', '--word-steps', '8', '--steps', '8', '--large-steps', '12'],
  // Large steps, so that what it draws is not all of one grey.
  ...['--learning-rate', '0.03', '--average', '0'],
  ...['--seed', '1', '--samples-every', '0', '--name', 'tiny'],
];

async function prepare({ home, folder }: Stage): Promise<void> {
  await drawCaptioned(join(folder, 'shapes'));
  await writeFile(join(folder, 'sentences.txt'), 'a red circle\n\na blue square\na green hill\n');
  const { code, err } = await recast('train', 'stackgan', '--images', join(folder, 'shapes'), ...tinyPainter, '--home', home);
  expect(code, err).toBe(0);
}

play('describing', 'describing', { count: 2, prepare }, (stage) => {
  const sheet = (): Locator => stage.window.page.getByRole('listbox', { name: 'Drawn pictures' });
  const history = (): Locator => stage.window.page.getByRole('listbox', { name: 'Everything that was drawn' });
  const sentence = (): Locator => stage.window.page.getByRole('combobox', { name: 'What to draw' });
  const foot = (text: string | RegExp): Promise<void> => stage.window.page.getByRole('status').filter({ hasText: text }).first().waitFor();
  const noise = async (): Promise<string> => stage.window.page.getByRole('spinbutton', { name: 'Seed', exact: true }).inputValue();

  it('suggests known words, marks those it never saw, and draws small at once, then large', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Describe', exact: true }).click();
    await page.getByRole('heading', { name: 'Type a sentence and press Enter' }).waitFor();
    await window.look('empty');
    await window.checkAccessibility();
    await sentence().pressSequentially('a quokka re');
    await page.getByRole('option', { name: 'red' }).waitFor();
    await page.getByText('“quokka” was never seen as a word').waitFor();
    await window.look('typing');
    await window.checkAccessibility();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await sentence().inputValue()).toBe('a quokka red ');
    // A sentence that is written from the right stands at the right, and so do the marks of its words.
    await sentence().fill('שועל כחול');
    for (const there of [sentence(), page.locator('.marks').first()])
      expect(await there.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    await sentence().fill('a red circle');
    await page.keyboard.press('Enter');
    await foot(/^4 pictures in/);
    expect(await sheet().getByRole('option').count()).toBe(4);
    await expect.poll(() => sheet().locator('[data-side="32"]').count()).toBe(4);
    await window.look('drawn');
    await window.checkAccessibility();
  });

  it('keeps the noise for other words, and goes on from a picture', async () => {
    const { window } = stage;
    const { page } = window;
    const before = await noise();
    await page.getByRole('button', { name: /^Keep the noise/ }).click();
    await sentence().fill('a blue square');
    await page.keyboard.press('Enter');
    await foot(/^4 pictures in/);
    expect(await noise()).toBe(before);
    await page.getByRole('button', { name: /^Keep the noise/ }).click();
    await page.keyboard.press('Control+Enter');
    await expect.poll(noise).not.toBe(before);
    await foot(/^4 pictures in/);
    await sheet().getByRole('option').nth(2).click();
    await page.getByRole('radio', { name: '9' }).click();
    await page.getByRole('button', { name: 'More like this' }).click();
    await expect.poll(() => sheet().getByRole('option').count()).toBe(9);
    await foot(/^9 pictures in/);
    await window.look('more');
  });

  it('draws the way between two sentences and between two noises, and writes it as a moving picture', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.getByRole('radio', { name: 'Between sentences' }).click();
    await page.getByRole('combobox', { name: 'From', exact: true }).fill('a red circle');
    await page.getByRole('combobox', { name: 'To', exact: true }).fill('a green hill');
    await page.getByRole('combobox', { name: 'Frames' }).selectOption('8');
    await page.getByRole('combobox', { name: 'To', exact: true }).press('Enter');
    await foot(/^8 pictures in/);
    const place = page.getByRole('slider', { name: 'Place on the path' });
    await place.focus();
    await page.keyboard.press('End');
    expect(await place.getAttribute('aria-valuetext')).toBe('100% of the way');
    await window.look('path');
    await window.checkAccessibility();
    await page.getByRole('button', { name: /^Export what was drawn/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('combobox', { name: 'Format' }).selectOption('gif');
    await stage.exportTo(join(folder, 'path.gif'));
    // There and back: the ends are shown once. The encoder joins neighbours that look alike.
    const { format, pages = 1 } = await sharp(join(folder, 'path.gif')).metadata();
    expect(format).toBe('gif');
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThanOrEqual(14);
    await window.look('export');
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: 'Between noises' }).click();
    await page.getByRole('spinbutton', { name: 'From seed', exact: true }).fill('7');
    await page.getByRole('spinbutton', { name: 'To seed', exact: true }).fill('8');
    await sentence().press('Enter');
    await foot(/^8 pictures in/);
    await window.look('noises');
    await window.checkAccessibility();
  });

  it('finds what was drawn, opens it as it was, and lets favourites and deletions be taken back', async () => {
    const { window } = stage;
    const { page } = window;
    // What is opened brings its seed where none is kept.
    await page.getByRole('radio', { name: 'One sentence' }).click();
    await page.getByRole('button', { name: /^Keep the noise/ }).click();
    await page.getByRole('searchbox', { name: 'Search what was drawn' }).fill('circle red');
    // A sheet of four, and two ways of eight that begin with it.
    await expect.poll(() => history().getByRole('option').count()).toBe(20);
    await history().getByRole('option').last().click();
    await expect.poll(() => sheet().getByRole('option').count()).toBe(4);
    expect(await sentence().inputValue()).toBe('a red circle');
    await page.keyboard.press('f');
    await page.getByText('The picture is a favourite.').waitFor();
    await page.getByRole('button', { name: 'Favourites only' }).click();
    await expect.poll(() => history().getByRole('option').count()).toBe(1);
    await window.look('history');
    await page.getByRole('button', { name: 'Favourites only' }).click();
    await sheet().focus();
    await page.keyboard.press('Delete');
    await expect.poll(() => sheet().getByRole('option').count()).toBe(3);
    await page.keyboard.press('Control+z');
    await expect.poll(() => sheet().getByRole('option').count()).toBe(4);
  });

  it('opens an exported picture that is dropped back as it was drawn', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await sheet().getByRole('option').first().click();
    const seed = await noise();
    await page.getByRole('button', { name: /^Export what was drawn/ }).click();
    await page.getByRole('dialog', { name: 'Export' }).waitFor();
    const file = join(folder, 'drawn.png');
    await stage.exportTo(file);
    expect(await sharp(file).metadata()).toMatchObject({ width: 32, height: 32 });
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Projects' }).first().click();
    await page.getByRole('heading', { name: 'Projects' }).waitFor();
    await stage.drop([file]);
    await page.getByText('Opened as it was drawn.').waitFor();
    await expect.poll(() => sentence().inputValue()).toBe('a red circle');
    expect(await noise()).toBe(seed);
  });

  it('draws every sentence of a text file through the queue', async () => {
    const { window, folder, home } = stage;
    const { page } = window;
    await page.getByRole('button', { name: 'Draw a file of sentences' }).click();
    const dialog = page.getByRole('dialog', { name: 'Draw a file of sentences' });
    await stage.choose(dialog.getByRole('button', { name: 'Choose a text file' }), join(folder, 'sentences.txt'));
    await dialog.getByText('3 sentences').waitFor();
    await window.look('batch');
    await window.checkAccessibility();
    await dialog.getByRole('button', { name: 'Draw 3 pictures' }).click();
    await page.getByText('3 pictures converted.').or(page.getByText('3 pictures drawn.')).first().waitFor();
    await window.look('batch-done');
    const written = await readdir(join(home, 'exports'), { recursive: true });
    expect(written.filter((name) => /[123]-a-.*\.png$/.test(name))).toHaveLength(3);
  });

  it('is drawn with by the keyboard alone, in a small window and in the dark', async () => {
    const { window } = stage;
    const { page } = window;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 900, height: 700 });
    await strike(page, 'g', 'w');
    // What was drawn last lies there still: a way between two noises.
    await tabTo(page, page.getByRole('radio', { name: 'Between noises', checked: true }));
    await page.keyboard.press('Home');
    await strike(page, '/');
    await expect.poll(() => sentence().evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('a yellow hill');
    await page.keyboard.press('Enter');
    await foot(/pictures? in/);
    await tabTo(page, sheet());
    await strike(page, 'ArrowRight', 'Space');
    await page.getByRole('dialog', { name: 'a yellow hill' }).waitFor();
    await window.look('dark-closely');
    await window.checkAccessibility();
    await page.keyboard.press('Escape');
    await window.look('small-dark');
    await window.checkAccessibility();
    // However long what is said below the pictures, the tools beside it stay within the page.
    const beyond = await page.locator('.foot').evaluate((there) => {
      const said = there.querySelector('[role=status]');
      if (said !== null) said.textContent = 'Seed 2147483647, picture 16. '.repeat(4);
      return there.getBoundingClientRect().right - (there.closest('.middle')?.getBoundingClientRect().right ?? 0);
    });
    expect(beyond).toBeLessThanOrEqual(0);
    expect(await window.overflow()).toBe(0);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('lock the noise');
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /^Keep the noise/ })
      .and(page.locator('[aria-pressed=true]'))
      .waitFor();
    await page.getByRole('radio', { name: 'Between sentences' }).click();
    await window.look('small-dark-path');
    expect(await window.overflow()).toBe(0);
    expect(window.faults).toEqual([]);
  });
});
