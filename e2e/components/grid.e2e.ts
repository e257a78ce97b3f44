import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { foundBrowser, sayIfSkipped } from '../studio/window.ts';
import { onExhibition } from './onExhibition.ts';

sayIfSkipped('long lists');

describe.skipIf(typeof foundBrowser === 'string')('long lists in a real browser', () => {
  const { show, told } = onExhibition();
  let page: Page;

  describe('the grid of pictures', () => {
    const cell = (index: number): Locator => page.getByRole('option', { name: `picture ${index}`, exact: true });
    const columns = (): Promise<number> =>
      page.evaluate<number>("new Set([...document.querySelectorAll('[role=option]')].map((cell) => cell.getBoundingClientRect().left)).size");

    it('draws and loads only what is seen of 50,000', async () => {
      page = await show('grid');
      await cell(0).waitFor();
      expect(await page.getByRole('option').count()).toBeLessThan(150);
      expect(await cell(0).getAttribute('aria-setsize')).toBe('50000');
      expect(await told('asked')).toEqual([0]);
      // Nothing is cut off: the last cell of a row ends within the grid.
      const { right, inner } = await page.evaluate<{ right: number; inner: number }>(`(() => {
        const grid = document.querySelector('[role=listbox]');
        const cells = [...grid.querySelectorAll('[role=option]')].map((cell) => cell.getBoundingClientRect().right);
        return { right: Math.max(...cells), inner: grid.getBoundingClientRect().left + grid.clientLeft + grid.clientWidth };
      })()`);
      expect(right).toBeLessThanOrEqual(inner);
      await page.getByRole('listbox').hover();
      await page.mouse.wheel(0, 400_000);
      await expect.poll(() => told<number[]>('asked')).not.toEqual([0]);
      expect((await told<number[]>('asked')).length).toBeLessThanOrEqual(4);
      await cell(0).waitFor({ state: 'detached' });
    });

    it('paints the pictures of every row that is seen, and others when it has scrolled', async () => {
      page = await show('grid');
      // Blue and red of the pixel in the middle of a cell, as they were put on the screen.
      const seen = async (index: number): Promise<number[]> => {
        const { x, y, width, height } = (await cell(index).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
        const shot = await page.screenshot({ clip: { x: x + Math.floor(width / 2), y: y + Math.floor(height / 2), width: 1, height: 1 } });
        return page.evaluate<number[]>(`(async () => {
          const picture = await createImageBitmap(await (await fetch('data:image/png;base64,${shot.toString('base64')}')).blob());
          const context = new OffscreenCanvas(1, 1).getContext('2d');
          context.drawImage(picture, 0, 0);
          const [red, , blue] = context.getImageData(0, 0, 1, 1).data;
          return [blue, red];
        })()`);
      };
      await cell(0).waitFor();
      for (const index of [0, 1, 7]) await expect.poll(() => seen(index)).toEqual([(index * 37) % 256, index]);
      // One is broken, which is said in its cell alone.
      await cell(3).getByTitle('This picture cannot be shown.').waitFor();
      expect(await page.getByTitle('This picture cannot be shown.').count()).toBe(1);
      await page.getByRole('listbox').focus();
      await page.keyboard.press('End');
      await cell(49_999).waitFor();
      for (const index of [49_998, 49_999]) await expect.poll(() => seen(index)).toEqual([(index * 37) % 256, index % 256]);
    });

    it('is walked through by keys', async () => {
      page = await show('grid');
      await cell(0).waitFor();
      const wide = await columns();
      expect(wide).toBeGreaterThan(2);
      const active = (): Promise<string | null> =>
        page.evaluate<string | null>(
          "document.getElementById(document.querySelector('[role=listbox]').getAttribute('aria-activedescendant'))?.ariaLabel ?? null",
        );
      await page.getByRole('listbox').focus();
      for (const [key, index] of [
        ['ArrowRight', 1],
        ['ArrowDown', 1 + wide],
        ['ArrowUp', 1],
        ['ArrowUp', 1],
        ['End', 49_999],
        ['Home', 0],
      ] as const) {
        await page.keyboard.press(key);
        await expect.poll(active, { message: key }).toBe(`picture ${index}`);
      }
      await page.keyboard.press('Space');
      expect(await told('opened')).toEqual(['picture 0']);
    });

    it('chooses one, a range, and all of 50,000', async () => {
      page = await show('grid');
      const chosen = (): Promise<number> => told<number>('selected.size');
      await cell(2).click();
      expect(await chosen()).toBe(1);
      await cell(6).click({ modifiers: ['Shift'] });
      await expect.poll(chosen).toBe(5);
      await cell(4).click({ modifiers: ['Control'] });
      expect(await chosen()).toBe(4);
      expect(await cell(4).getAttribute('aria-selected')).toBe('false');
      await page.keyboard.press('Escape');
      expect(await chosen()).toBe(0);
      await page.getByRole('listbox').focus();
      await page.keyboard.press('Control+a');
      await expect.poll(chosen, { timeout: 20_000 }).toBe(50_000);
    });
  });

  it('a long list: what the view needs is not dropped when a part comes, nor when all is asked for again', async () => {
    page = await show('list');
    const waiting = (): Promise<number[]> => told<number[]>('waiting()');
    await expect.poll(waiting).toEqual([0, 100]);
    await page.evaluate('exhibit.answer(0)');
    await page.evaluate('exhibit.answer(100)');
    await page.evaluate('exhibit.list.need(900, 1150)');
    expect(await waiting()).toEqual([900, 1000, 1100]);
    await page.evaluate('exhibit.answer(900)');
    await page.evaluate('new Promise((over) => requestAnimationFrame(() => setTimeout(over)))');
    expect(await waiting()).toEqual([1000, 1100]);
    await page.evaluate('exhibit.list.refresh()');
    expect((await waiting()).toSorted((one, other) => one - other)).toEqual([0, 100, 900, 1000, 1100]);
    for (const offset of [1000, 1100]) await page.evaluate(`exhibit.answer(${offset})`);
    await expect.poll(() => told<number | null>('list.at(1150) ?? null')).toBe(1150);
  });
});
