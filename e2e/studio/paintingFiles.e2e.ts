import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { recast } from '../recast.ts';
import type { Stage } from './stage.ts';
import { play } from './stage.ts';

const tinyColourist = ['--size', '32', '--width', '4', '--batch', '4', '--steps', '8', '--seed', '1', '--samples-every', '0', '--name', 'tiny'];

const picture = (ground: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="${ground}"/>
  <circle cx="220" cy="70" r="40" fill="#eee"/><path d="M0 180 Q90 70 170 165 T320 140 V240 H0Z" fill="#555"/></svg>`);

const hintsFile = (change: object): string =>
  JSON.stringify({ format: 'recast-hints', version: 1, points: [{ x: 0.5, y: 0.5, radius: 0.01, colour: [60, 20] }], strokes: [], ...change });

/** Hint files that are wrong, each with what is said of it. */
const wrongHints: Readonly<Record<string, readonly [text: string, said: RegExp]>> = {
  'outside.hints.json': [
    hintsFile({ points: [{ x: 1.5, y: 0.5, radius: 0.01, colour: [60, 20] }] }),
    /outside\.hints\.json cannot be used: the field points\[0\]\.x is more than 1/,
  ],
  'unknown.hints.json': [hintsFile({ brush: 3 }), /the field "brush" is unknown/],
  'cut.hints.json': [hintsFile({}).slice(0, 60), /cut\.hints\.json cannot be used: it is no JSON, or is cut off/],
  'empty.hints.json': ['', /empty\.hints\.json cannot be used: it is no JSON/],
  'package.json': ['{"name":"x"}', /package\.json cannot be used/],
};

async function prepare({ home, folder, folders }: Stage): Promise<void> {
  await mkdir(join(folder, 'frames'), { recursive: true });
  await sharp(picture('#bbb')).png().toFile(join(folder, 'hills.png'));
  await sharp(picture('#bbb'))
    .png()
    .toFile(join(folder, 'frames', 'one.png'));
  await sharp(picture('#999'))
    .png()
    .toFile(join(folder, 'frames', 'two.png'));
  const half = { create: { width: 60, height: 80, channels: 3 as const, background: '#1060c0' } };
  const reference = sharp({ create: { width: 120, height: 80, channels: 3, background: '#c04010' } });
  await reference
    .composite([{ input: half, left: 0, top: 0 }])
    .png()
    .toFile(join(folder, 'reference.png'));
  await writeFile(join(folder, 'cut.png'), (await readFile(join(folder, 'hills.png'))).subarray(0, 700));
  await writeFile(join(folder, 'meadow.gpl'), 'GIMP Palette\nName: Meadow\n#\n255   0   0\tRed\n 10 200  30\tGrass\n');
  for (const [name, [text]] of Object.entries(wrongHints)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, 'tall.hints.json'), hintsFile({ picture: { width: 100, height: 700 } }));
  const { code, err } = await recast('train', 'colorize', '--images', folders.discs, ...tinyColourist, '--home', home);
  expect(code, err).toBe(0);
}

play('painting-files', 'what painters bring and take along', { count: 6, prepare }, (stage) => {
  const canvas = (): Locator => stage.window.page.getByRole('application', { name: 'Painting' });
  const hintsAre = (count: number): Promise<void> => expect.poll(() => canvas().getAttribute('data-hints')).toBe(String(count));
  const messages = (): Locator => stage.window.page.getByRole('region', { name: 'Messages' });
  /** Waits until it is said, and closes it. */
  async function told(text: string | RegExp): Promise<void> {
    await messages().getByText(text).first().waitFor();
    for (let close = messages().getByRole('button', { name: 'Close' }); (await close.count()) > 0;) await close.first().click();
  }
  async function settled(): Promise<void> {
    await stage.window.page.locator('.state[data-state=full]').waitFor();
    await stage.window.page.locator('[data-saved=true]').waitFor();
  }
  async function tap(x: number, y: number): Promise<void> {
    const box = await canvas().boundingBox();
    if (box !== null) await stage.window.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
  }
  /** Presses what opens the page's own dialog for files, and chooses. */
  async function choose(opener: Locator, path: string): Promise<void> {
    const chooser = stage.window.page.waitForEvent('filechooser');
    await opener.click();
    await (await chooser).setFiles(path);
  }
  async function menu(button: string, item: string | RegExp): Promise<Locator> {
    await stage.window.page.getByRole('button', { name: button, exact: true }).click();
    return stage.window.page.getByRole('menuitem', { name: item });
  }

  it('says what is wrong with a picture, and takes one that is pasted', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name: 'Paint', exact: true }).click();
    await stage.choose(page.getByRole('button', { name: 'Choose files' }), join(folder, 'cut.png'));
    await told(/cut\.png cannot be used: it is cut off or damaged/);
    const bytes = (await readFile(join(folder, 'hills.png'))).toString('base64');
    await page.evaluate(`navigator.clipboard.write([new ClipboardItem({
      'image/png': new Blob([Uint8Array.from(atob('${bytes}'), (byte) => byte.charCodeAt(0))], { type: 'image/png' }) })])`);
    await page.keyboard.press('Control+v');
    await canvas().waitFor();
    await settled();
  });

  it('takes names of every length, direction and script, and keeps its tools in sight', async () => {
    const { window } = stage;
    const { page } = window;
    for (const name of ['x'.repeat(200), 'مرحبا بالعالم', '🦊 hills', 'hills']) {
      await page.getByRole('button', { name: 'Rename', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').fill('  ');
      expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
      await dialog.getByRole('textbox').fill(name);
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      const box = await page.getByRole('button', { name: 'Export', exact: true }).boundingBox();
      expect((box?.x ?? Infinity) + (box?.width ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
      expect(await window.overflow()).toBe(0);
      if (name.length === 200) await window.look('long-name');
      await told(/^Renamed to/);
    }
  });

  it('says of every wrong hints file what is wrong with it, and takes one of another shape with a warning', async () => {
    const { window, folder } = stage;
    await tap(0.3, 0.5);
    await hintsAre(1);
    for (const [name, [, said]] of Object.entries(wrongHints)) {
      await choose(await menu('Hints', 'Open a hints file'), join(folder, name));
      await told(said);
      await hintsAre(1);
    }
    await choose(await menu('Hints', 'Open a hints file'), join(folder, 'tall.hints.json'));
    await told('The hints come from a picture of another shape');
    await hintsAre(1);
    await window.page.evaluate("navigator.clipboard.writeText('nothing of use')");
    await (await menu('Hints', 'Paste hints')).click();
    await told('There are no hints in the clipboard.');
  });

  it('undoes and does again what was done before the window was closed', async () => {
    const { page } = stage.window;
    await tap(0.7, 0.3);
    await hintsAre(2);
    await tap(0.6, 0.7);
    await hintsAre(3);
    await page.keyboard.press('Control+z');
    await hintsAre(2);
    await page.keyboard.press('b');
    await page.getByRole('radio', { name: 'Split' }).click();
    await settled();
    await page.reload();
    await hintsAre(2);
    expect(await page.getByRole('radio', { name: 'Split' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Brush (B)', pressed: true }).waitFor();
    await canvas().focus();
    await page.keyboard.press('Control+Shift+z');
    await hintsAre(3);
    for (let press = 0; press < 3; press++) await page.keyboard.press('Control+z');
    // The file that was opened was one step; before it there was the first point.
    await hintsAre(1);
    await page.keyboard.press('Control+z');
    await hintsAre(0);
    for (let press = 0; press < 4; press++) await page.keyboard.press('Control+Shift+z');
    await hintsAre(3);
    await settled();
  });

  it('imports, renames, saves and removes palettes, and picks from a picture that lies beside', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await choose(await menu('What to do with palettes', /^Import a palette/), join(folder, 'meadow.gpl'));
    await told('The palette “Meadow” is kept.');
    await (await menu('What to do with palettes', 'Rename Meadow')).click();
    const field = page.getByRole('dialog').getByRole('textbox');
    await field.fill('Pasture');
    await field.press('Enter');
    await told('Renamed to “Pasture”.');
    const saved = join(folder, 'saved.gpl');
    await stage.saveTo(await menu('What to do with palettes', 'Save Pasture as a .gpl file'), saved);
    expect(await readFile(saved, 'utf8')).toContain('Name: Pasture\nColumns: 8\n#\n255   0   0\t#ff0000\n 10 200  30\t#0ac81e\n');
    await (await menu('What to do with palettes', 'Remove Pasture')).click();
    await told('The palette “Pasture” was removed.');
    await choose(await menu('What to do with palettes', /^Import a palette/), join(folder, 'cut.png'));
    await told(/^There are no colours in .*cut\.png/);

    const beside = page.getByRole('group', { name: 'Reference', exact: true });
    await beside.scrollIntoViewIfNeeded();
    const box = await beside.boundingBox();
    if (box === null) throw new Error('There is no place for a reference picture.');
    await stage.drop([join(folder, 'reference.png')], { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    const shown = page.getByTitle('Click to pick a colour');
    const text = page.getByRole('textbox', { name: 'Colour as text' });
    await shown.click({ position: { x: 20, y: 20 } });
    const blue = await text.inputValue();
    await shown.click({ position: { x: 150, y: 20 } });
    expect(await text.inputValue()).not.toBe(blue);
    expect(await page.getByRole('group', { name: 'Colours of the reference picture' }).getByRole('button').count()).toBe(2);
    // The page around it no longer offers to take what was dropped.
    expect(await page.locator('.middle.over').count()).toBe(0);
    await window.look('reference');
    await window.checkAccessibility();
  });

  it('opens an export with layers by dropping it, as it was left', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog');
    for (const format of ['ora', 'psd'] as const) {
      await dialog.getByRole('combobox', { name: 'Format' }).selectOption(format);
      await stage.exportTo(join(folder, `layers.${format}`));
    }
    await page.keyboard.press('Escape');
    const before = await page.getByRole('textbox', { name: 'Colour as text' }).inputValue();
    for (const format of ['ora', 'psd'] as const) {
      const from = page.url();
      await stage.drop([join(folder, `layers.${format}`)]);
      await expect.poll(() => page.url()).not.toBe(from);
      await page.getByRole('heading', { name: 'layers' }).waitFor();
      await hintsAre(3);
      expect(await page.getByRole('radio', { name: 'Split' }).isChecked()).toBe(true);
      await settled();
      expect(await page.getByRole('textbox', { name: 'Colour as text' }).inputValue()).toBe(before);
    }
  });

  it('colours a folder by the network alone, through the queue', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await (await menu('Hints', 'Remove all hints')).click();
    await hintsAre(0);
    await stage.choose(await menu('Hints', 'Colour a folder'), join(folder, 'frames'));
    await page.getByText('2 pictures converted.').waitFor();
    await window.look('folder');
    await window.checkAccessibility();
    await page.goBack();
    await canvas().waitFor();
  });

  it('keeps what was painted when the picture is lost', async () => {
    const { window, home, folder } = stage;
    const { page } = window;
    await page.keyboard.press('Control+z');
    await hintsAre(3);
    await settled();
    const id = /paint\/(\d+)/.exec(page.url())?.[1] ?? '';
    await rm(join(home, 'paintings', id, 'picture.png'));
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await stage.studio.startWriting(page, page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }), join(folder, 'lost.png'));
    await page.getByText('The picture of "layers" in the home folder cannot be read').first().waitFor();
    await page.keyboard.press('Escape');
    // A browser that has not seen it yet: one that has shows what it kept.
    const protocol = await page.context().newCDPSession(page);
    await protocol.send('Network.enable');
    await protocol.send('Network.setCacheDisabled', { cacheDisabled: true });
    await page.reload();
    await page.getByText('it is not there any more').waitFor();
    await window.look('lost');
    await window.checkAccessibility();
    const saved = join(folder, 'saved.hints.json');
    await stage.saveTo(page.getByRole('button', { name: 'Save hints as a file' }), saved);
    expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({ format: 'recast-hints', points: [{}, {}, {}] });
    expect(window.faults).toEqual([]);
  });
});
