import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { hintsSchema } from '../../src/shared/hints.ts';
import { recast } from '../recast.ts';
import type { Stage } from './stage.ts';
import { play } from './stage.ts';
import type { StudioWindow } from './window.ts';

/** The smallest colourist there is: it paints badly, and answers at once. */
const tinyColourist = ['--size', '32', '--width', '4', '--batch', '4', '--steps', '12', '--seed', '1', '--samples-every', '0', '--name', 'tiny'];

const hills = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#bbb"/>
  <circle cx="450" cy="130" r="70" fill="#eee"/><path d="M0 360 Q180 140 340 330 T640 280 V480 H0Z" fill="#666"/></svg>`;

async function prepare({ home, folder, folders }: Stage): Promise<void> {
  await mkdir(folder, { recursive: true });
  await sharp(Buffer.from(hills)).png().toFile(join(folder, 'grey hills.png'));
  const { code, err } = await recast('train', 'colorize', '--images', folders.discs, ...tinyColourist, '--home', home);
  expect(code, err).toBe(0);
}

play('painting', 'painting', { count: 8, prepare }, (stage) => {
  const canvasOf = ({ page }: StudioWindow): Locator => page.getByRole('application', { name: 'Painting' });
  const spoken = (window: StudioWindow, text: string | RegExp): Promise<void> => window.page.getByRole('status').filter({ hasText: text }).first().waitFor();
  /** Waits until what is seen is the final answer to hints that are kept. */
  const settled = async ({ page }: StudioWindow): Promise<void> => {
    await page.locator('.state[data-state=full]').waitFor();
    await page.locator('[data-saved=true]').waitFor();
  };
  /** The place at shares of the canvas, in pixels of the page. */
  async function at(window: StudioWindow, x: number, y: number): Promise<[number, number]> {
    const box = await canvasOf(window).boundingBox();
    if (box === null) throw new Error('The canvas is not there.');
    return [box.x + box.width * x, box.y + box.height * y];
  }

  it('opens a picture, and colours it with the colourist there is', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Paint', exact: true }).click();
    await page.getByRole('heading', { name: 'Colour a picture with a few touches' }).waitFor();
    await window.look('empty');
    await window.checkAccessibility();
    await stage.choose(page.getByRole('button', { name: 'Choose files' }), join(folder, 'grey hills.png'));
    await canvasOf(window).waitFor();
    await settled(window);
    await window.look('opened');
    await window.checkAccessibility();
  });

  it('taps points, drags one, changes its size by the wheel, and paints a stroke', async () => {
    const { window } = stage;
    const { page } = window;
    await page.mouse.click(...(await at(window, 0.7, 0.35)));
    await spoken(window, '1 hint');
    await page.mouse.click(...(await at(window, 0.3, 0.6)));
    await page.mouse.move(...(await at(window, 0.3, 0.6)));
    await page.mouse.down();
    await page.mouse.move(...(await at(window, 0.35, 0.65)), { steps: 6 });
    await page.mouse.up();
    await spoken(window, '2 hints');
    await page.mouse.wheel(0, -100);
    await page.getByRole('slider', { name: 'Size of hints' }).and(page.locator('[aria-valuetext="6"]')).waitFor();
    await page.keyboard.press('b');
    await page.mouse.move(...(await at(window, 0.45, 0.3)));
    await page.mouse.down();
    await page.mouse.move(...(await at(window, 0.55, 0.4)), { steps: 12 });
    await page.mouse.up();
    await spoken(window, '3 hints');
    await settled(window);
    await page.getByRole('group', { name: 'Suggestions' }).or(page.getByText('Place a point: the colourist suggests')).first().waitFor();
    await window.look('painted');
    // Right click removes the point that was dragged.
    await page.mouse.click(...(await at(window, 0.35, 0.65)), { button: 'right' });
    await spoken(window, '2 hints');
    await page.keyboard.press('Control+z');
    await spoken(window, '3 hints');
  });

  it('takes suggested, typed and swapped colours for the chosen point', async () => {
    const { window } = stage;
    const { page } = window;
    await page.keyboard.press('p');
    await page.mouse.click(...(await at(window, 0.7, 0.35)));
    await page.getByRole('heading', { name: 'Colour of the point' }).waitFor();
    await settled(window);
    const ideas = page.getByRole('group', { name: 'Suggestions' }).getByRole('button');
    await ideas.first().waitFor();
    expect(await ideas.count()).toBeLessThanOrEqual(9);
    const field = page.getByRole('textbox', { name: 'Colour as text' });
    const before = await field.inputValue();
    await ideas.last().click();
    await expect.poll(() => field.inputValue()).not.toBe(before);
    await page.getByRole('combobox', { name: 'How the colour is written' }).selectOption('rgb');
    await field.fill('not a colour');
    await page.getByText('Write it like 194 65 12.').waitFor();
    await field.fill('210 180 90');
    await field.press('Enter');
    await settled(window);
    await window.checkAccessibility();
  });

  it('undoes 50 changes and does them again', async () => {
    const { window } = stage;
    const { page } = window;
    await canvasOf(window).focus();
    await page.keyboard.press('Escape');
    await page.mouse.click(...(await at(window, 0.15, 0.48)));
    await spoken(window, '4 hints');
    // Row by row, to the right and back to the left, beside what is there: a place on a stroke would choose that.
    for (let press = 0; press < 50; press++) {
      const along = Math.floor(press / 10) % 2 === 0 ? 'ArrowRight' : 'ArrowLeft';
      await page.keyboard.press(`Shift+${press % 10 === 9 ? 'ArrowDown' : along}`);
      await page.keyboard.press('Enter');
    }
    const count = async (): Promise<number> => {
      const kept = await page.locator('[data-saved=true]').count();
      return kept === 0 ? -1 : Number(await canvasOf(window).getAttribute('data-hints'));
    };
    await expect.poll(count).toBe(54);
    for (let press = 0; press < 50; press++) await page.keyboard.press('Control+z');
    await expect.poll(count).toBe(4);
    for (let press = 0; press < 50; press++) await page.keyboard.press('Control+Shift+z');
    await expect.poll(count).toBe(54);
    for (let press = 0; press < 50; press++) await page.keyboard.press('Control+z');
    await expect.poll(count).toBe(4);
  });

  it('paints and moves with fingers', async () => {
    const { window } = stage;
    const { page } = window;
    const protocol = await page.context().newCDPSession(page);
    const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: (readonly [number, number])[]): Promise<void> => {
      await protocol.send('Input.dispatchTouchEvent', { type, touchPoints: places.map(([x, y], id) => ({ x, y, id })) });
    };
    await touch('touchStart', await at(window, 0.8, 0.7));
    await touch('touchEnd');
    await expect.poll(() => canvasOf(window).getAttribute('data-hints')).toBe('5');
    const zoom = page.getByRole('status', { name: 'Zoom' });
    const before = await zoom.textContent();
    await touch('touchStart', await at(window, 0.4, 0.5), await at(window, 0.6, 0.5));
    for (let step = 1; step <= 5; step++) await touch('touchMove', await at(window, 0.4 - step / 50, 0.5), await at(window, 0.6 + step / 50, 0.5));
    await touch('touchEnd');
    await expect.poll(() => zoom.textContent()).not.toBe(before);
    // Two fingers left no hint.
    expect(await canvasOf(window).getAttribute('data-hints')).toBe('5');
    await page.keyboard.press('0');
    await expect.poll(() => zoom.textContent()).toBe(before);
  });

  it('paints broader where a pen is pressed harder: one hint, taken back, coloured and removed as one', async () => {
    const { window } = stage;
    const { page } = window;
    const protocol = await page.context().newCDPSession(page);
    const pen = async (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', share: number, force: number): Promise<void> => {
      const [x, y] = await at(window, 0.2 + 0.3 * share, 0.45);
      const held = { button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 } as const;
      await protocol.send('Input.dispatchMouseEvent', { type, x, y, pointerType: 'pen', force, ...held });
    };
    await page.keyboard.press('b');
    await pen('mousePressed', 0, 0.05);
    for (let step = 1; step <= 20; step++) await pen('mouseMoved', step / 20, step / 20);
    await pen('mouseReleased', 1, 0);
    const hinted = (count: number): Promise<void> => expect.poll(() => canvasOf(window).getAttribute('data-hints')).toBe(String(count));
    await hinted(6);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await canvasOf(window).focus();
    await page.keyboard.press('Control+c');
    const { strokes } = hintsSchema.parse(JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()')));
    const breadths = strokes.at(-1)?.points.map(([, , breadth]) => breadth ?? 1) ?? [];
    expect(breadths).toEqual(breadths.toSorted((one, other) => one - other));
    expect((breadths.at(-1) ?? 1) / (breadths[0] ?? 1)).toBeGreaterThan(2);
    await page.keyboard.press('Control+z');
    await hinted(5);
    await page.keyboard.press('Control+Shift+z');
    await hinted(6);
    // Chosen by a touch anywhere on it.
    await page.keyboard.press('p');
    await page.mouse.click(...(await at(window, 0.4, 0.45)));
    await page.getByRole('heading', { name: 'Colour of the stroke' }).waitFor();
    await window.look('stroke');
    await page.keyboard.press('Delete');
    await hinted(5);
    await page.keyboard.press('Control+z');
    await hinted(6);
    await page.mouse.click(...(await at(window, 0.3, 0.45)), { button: 'right' });
    await hinted(5);
  });

  it('is as it was after closing the window, and shows the original, the hints and both', async () => {
    const { window } = stage;
    const { page } = window;
    await settled(window);
    await page.reload();
    await canvasOf(window).waitFor();
    await expect.poll(() => canvasOf(window).getAttribute('data-hints')).toBe('5');
    await settled(window);
    for (const view of ['Hints only', 'Original', 'Split']) {
      await page.getByRole('radio', { name: view }).click();
      await window.look(`view-${view.toLowerCase().replaceAll(' ', '-')}`);
    }
    await page.getByRole('slider', { name: 'Where the original ends' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: /^Unsure places/ }).click();
    await page.getByRole('button', { name: 'Go to the next best place' }).click();
    await window.checkAccessibility();
    await page.keyboard.press('Control+Shift+l');
    await expect.poll(() => page.evaluate<string>('document.documentElement.dataset.theme')).toBe('dark');
    await window.look('dark');
    await window.checkAccessibility();
    await page.getByRole('radio', { name: 'Result' }).click();
  });

  it('exports at full size, and what was exported opens as it was', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const files: string[] = [];
    for (const format of ['png', 'psd'] as const) {
      await dialog.getByRole('combobox', { name: 'Format' }).selectOption(format);
      const path = join(folder, `exported.${format}`);
      await stage.exportTo(path);
      files.push(path);
    }
    const [png, psd] = files;
    expect(await sharp(png).metadata()).toMatchObject({ width: 640, height: 480, format: 'png' });
    expect((await readFile(psd)).subarray(0, 4).toString('latin1')).toBe('8BPS');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'All paintings' }).click();
    await stage.choose(page.getByRole('button', { name: 'Open a picture' }), png ?? '');
    await canvasOf(window).waitFor();
    await expect.poll(() => canvasOf(window).getAttribute('data-hints')).toBe('5');
  });

  it('lists paintings, and one that was deleted comes back', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('button', { name: 'All paintings' }).click();
    const cards = page.getByRole('article');
    await expect.poll(() => cards.count()).toBe(2);
    await window.look('list');
    await window.checkAccessibility();
    await cards.first().getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Move to the bin' }).click();
    await expect.poll(() => cards.count()).toBe(1);
    await page.keyboard.press('Control+z');
    await expect.poll(() => cards.count()).toBe(2);
    expect(window.faults).toEqual([]);
  });
});
