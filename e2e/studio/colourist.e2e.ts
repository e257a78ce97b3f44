import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { dropPaths } from './drag.ts';
import { onStage } from './stage.ts';
import { foundBrowser, sayIfSkipped } from './window.ts';

const journey = 'colourist';
sayIfSkipped(journey);

/** The smallest network there is, by the names of its fields on the page. */
const tinyNetwork: Readonly<Record<string, string>> = { Size: '32', Channels: '4', Batch: '2', Steps: '12', 'Samples every': '6' };

const EDGE = 48;

/** Draws `count` colour pictures, a disc on a ground in colours of their own, and sketches of the first `sketched` of them. */
async function drawPairs(parent: string, count: number, sketched: number): Promise<{ colour: string; sketches: string }> {
  const folders = { colour: join(parent, 'colour'), sketches: join(parent, 'sketches') };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
  const draw = (shape: string, path: string): Promise<unknown> =>
    sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${EDGE}" height="${EDGE}">${shape}</svg>`))
      .png()
      .toFile(path);
  for (let i = 0; i < count; i++) {
    const [place, radius] = [`cx="${14 + ((i * 7) % 20)}" cy="${16 + ((i * 5) % 16)}"`, 9 + (i % 5)];
    const ground = `<rect width="${EDGE}" height="${EDGE}" fill="hsl(${(i * 53) % 360} 60% 70%)"/>`;
    await draw(`${ground}<circle ${place} r="${radius}" fill="hsl(${(i * 97 + 140) % 360} 75% 45%)"/>`, join(folders.colour, `disc ${i}.png`));
    if (i >= sketched) continue;
    const paper = `<rect width="${EDGE}" height="${EDGE}" fill="white"/>`;
    await draw(`${paper}<circle ${place} r="${radius}" fill="none" stroke="black" stroke-width="2"/>`, join(folders.sketches, `disc ${i}.png`));
  }
  // What training would leave out by itself.
  await draw(`<rect width="${EDGE}" height="${EDGE}" fill="#888"/><circle cx="20" cy="20" r="9" fill="#333"/>`, join(folders.colour, 'grey.png'));
  return folders;
}

describe.skipIf(typeof foundBrowser === 'string')('a colourist from a folder to its end', () => {
  let folders: Awaited<ReturnType<typeof drawPairs>>;
  const stage = onStage(journey, {
    async prepare({ folder }) {
      folders = await drawPairs(folder, 14, 12);
    },
  });

  it('asks what a dropped folder is for, and its doctor speaks of colours alone', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('heading', { name: 'Teach your computer a look' }).waitFor();
    await dropPaths(page, [folders.colour]);
    await page.getByRole('dialog', { name: 'What shall be made of “colour”?' }).waitFor();
    await window.look('what-for');
    await window.checkAccessibility();
    await page.getByRole('button', { name: /^Colour sketches and photos/ }).click();
    await page.getByRole('region', { name: 'Colour pictures: colour' }).getByRole('option', { name: 'disc 0.png' }).waitFor();
    await page.getByRole('heading', { name: 'Without colour' }).waitFor();
    await page.getByRole('heading', { name: 'Few pictures' }).waitFor();
    await window.look('data');
    await window.checkAccessibility();
    expect(await page.getByText('Swap A and B').count()).toBe(0);
    await page.getByRole('button', { name: 'Leave it out' }).click();
    await page.getByRole('heading', { name: 'Without colour' }).waitFor({ state: 'detached' });
  });

  it('takes sketches beside them, and finds pictures without one', async () => {
    const { window } = stage;
    const { page } = window;
    const asking = page.getByText('Drop sketches of them here, if you have any');
    const box = await asking.boundingBox();
    expect(box).not.toBeNull();
    await dropPaths(page, [folders.sketches], { x: box?.x ?? 0, y: box?.y ?? 0 });
    await page.getByRole('region', { name: 'Sketches: sketches' }).getByRole('option', { name: 'disc 0.png' }).waitFor();
    await page.getByRole('heading', { name: 'Without a partner · Colour pictures' }).waitFor();
    await page.getByText('2 pictures of 14 have no partner of the same name on the other side.').waitFor();
    await window.look('sketches');
    await window.checkAccessibility();
    // By key: messages may lie over it for a while.
    await page.getByRole('button', { name: 'Leave out 2 pictures' }).press('Enter');
    await page.getByRole('heading', { name: /^Without a partner/ }).waitFor({ state: 'detached' });
  });

  it('says what a training costs, and learns from the pairs to the end', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('heading', { name: 'Teach a colourist' }).waitFor();
    expect(await page.getByRole('radio', { name: /^Sketches/ }).getAttribute('aria-checked')).toBe('true');
    await page.getByText('An estimate').first().waitFor();
    await window.look('presets');
    await window.checkAccessibility();
    for (const [label, value] of Object.entries(tinyNetwork)) {
      const field = page.getByRole('spinbutton', { name: label, exact: true });
      await field.fill(value);
      await field.blur();
    }
    await window.look('advanced');
    await window.checkAccessibility();
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByText('Finished', { exact: true }).first().waitFor();
    for (const column of ['Without colour', 'No hints', 'Five hints', 'Real']) await page.getByRole('columnheader', { name: column, exact: true }).waitFor();
    await page.getByRole('table', { name: 'Closeness to the real pictures, by hints' }).waitFor({ state: 'attached' });
    await page.getByText('How far the colours are from the true ones', { exact: false }).waitFor();
    // Nothing that is known to go wrong with translators is said of a colourist.
    expect(await page.getByText('What seems to go wrong').count()).toBe(0);
    await window.look('trained');
    await window.checkAccessibility();
  });

  it('compares the moments of its training, with closeness by hints', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    await page.getByRole('slider', { name: 'Moment of the training' }).waitFor();
    const table = page.getByRole('table', { name: 'Closeness to the real pictures, by hints' });
    await table.waitFor({ state: 'attached' });
    expect(await table.getByRole('rowheader').allTextContents()).toEqual(['0', '1', '2', '5', '10', '20', '50']);
    await window.look('compare');
    await window.checkAccessibility();
    await page.getByRole('button', { name: 'Held-out picture 1' }).click();
    await page.getByRole('dialog').getByRole('slider', { name: 'Share of the picture after' }).first().waitFor();
    await window.look('closely');
    await window.checkAccessibility();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByRole('dialog', { name: 'Export the colourist' }).waitFor();
    await window.look('export');
    await page.keyboard.press('Escape');
  });

  it('colours a folder without asking for a direction', async () => {
    const { window, home } = stage;
    const { page } = window;
    await page.getByRole('button', { name: 'Convert with it' }).click();
    await page.getByRole('heading', { name: 'Colourist', exact: true }).waitFor();
    await dropPaths(page, [join(folders.sketches, 'disc 3.png'), join(folders.sketches, 'disc 4.png')]);
    await page.getByRole('button', { name: 'Remove disc 3.png' }).waitFor();
    expect(await page.getByRole('radiogroup', { name: 'Direction' }).count()).toBe(0);
    await window.look('convert');
    await window.checkAccessibility();
    await page.getByRole('button', { name: 'Convert', exact: true }).click();
    await page.getByText('2 pictures converted.').waitFor();
    await window.look('converted');
    const exported = await readdir(join(home, 'exports'), { recursive: true });
    expect(exported.filter((name) => name.endsWith('.png'))).toHaveLength(2);
    await page.getByRole('link', { name: 'Projects' }).first().click();
    await page.getByRole('main').getByText('Colourist', { exact: true }).waitFor();
    await window.look('home');
    await window.checkAccessibility();
    expect(window.faults).toEqual([]);
  });

  it('keeps its shape in a small window, in the dark', async () => {
    const { window } = stage;
    const { page } = window;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 900, height: 700 });
    await page
      .getByRole('main')
      .getByRole('link', { name: /colour$/ })
      .click();
    await stage.walkTabs([
      ['Data', 'Dataset doctor'],
      ['Train', 'Held-out pictures'],
      ['Compare', 'Mean closeness'],
    ]);
    await page.getByRole('link', { name: 'Projects' }).first().click();
    await page.getByRole('button', { name: 'New project' }).click();
    await page.getByRole('dialog', { name: 'What do you want to make?' }).waitFor();
    await window.look('small-new');
    await window.checkAccessibility();
    expect(window.faults).toEqual([]);
  });
});
