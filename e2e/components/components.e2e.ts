import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { foundBrowser, sayIfSkipped, startBrowser } from '../studio/window.ts';
import type { Exhibition } from './exhibition.ts';
import { openExhibition } from './exhibition.ts';

sayIfSkipped('components');

describe.skipIf(typeof foundBrowser === 'string')('components in a real browser', () => {
  let exhibition: Exhibition;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    [exhibition, browser] = await Promise.all([openExhibition(), startBrowser()]);
  });
  afterEach(async () => {
    await page.close();
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await exhibition.close();
  });

  async function show(exhibit: string, { language }: { language?: string } = {}): Promise<void> {
    page = await browser.newPage({ viewport: { width: 900, height: 700 }, locale: 'en-GB' });
    page.setDefaultTimeout(20_000);
    page.on('pageerror', ({ message }) => faults.push(message));
    if (language !== undefined)
      await page.addInitScript((tag) => Object.defineProperty(Navigator.prototype, 'language', { get: () => tag, configurable: true }), language);
    await page.goto(exhibition.address(exhibit));
    await page.waitForFunction('globalThis.exhibit !== undefined');
  }
  const told = <Value>(what: string): Promise<Value> => page.evaluate<Value>(`exhibit.${what}`);
  const centre = async (there: Locator): Promise<{ x: number; y: number; width: number }> => {
    const { x, y, width, height } = (await there.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    return { x: x + width / 2, y: y + height / 2, width };
  };

  describe('the grid of pictures', () => {
    const cell = (index: number): Locator => page.getByRole('option', { name: `picture ${index}`, exact: true });
    const columns = (): Promise<number> =>
      page.evaluate<number>("new Set([...document.querySelectorAll('[role=option]')].map((cell) => cell.getBoundingClientRect().left)).size");

    it('draws and loads only what is seen of 50,000', async () => {
      await show('grid');
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
      await show('grid');
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
      await show('grid');
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
      await show('grid');
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
    await show('list');
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

  it('before and after: the line goes with keys and pointer, both pictures are enlarged and moved as one', async () => {
    await show('compare');
    const slider = page.getByRole('slider', { name: 'Share of the picture after' });
    await slider.focus();
    await page.keyboard.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toBe('100%');
    await page.keyboard.press('End');
    expect(await slider.getAttribute('aria-valuetext')).toBe('0%');
    const transforms = (): Promise<string[]> => page.evaluate<string[]>("[...document.querySelectorAll('img')].map((img) => img.style.transform)");
    const { x, y } = await centre(page.locator('.box'));
    await page.mouse.move(x, y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -120);
    await page.keyboard.up('Control');
    await expect.poll(async () => (await transforms())[0]).toMatch(/scale\(3\.\d+\)/);
    const [before, after] = await transforms();
    expect(after).toBe(before);
    // Moved as far as there is picture, not further.
    await page.mouse.move(x, y + 120);
    await page.mouse.down();
    await page.mouse.move(x + 2000, y + 120, { steps: 4 });
    await page.mouse.up();
    const [moved, movedAfter] = await transforms();
    expect(movedAfter).toBe(moved);
    expect(moved).not.toBe(before);
    const [, share, scale] = /translate\(([\d.]+)%.*scale\(([\d.]+)\)/.exec(moved ?? '')?.map(Number) ?? [];
    expect(share).toBeCloseTo(((scale ?? 0) - 1) * 50, 3);
  });

  it('the chart is there in a browser whose language Intl does not know', async () => {
    await show('chart', { language: 'en-US@posix' });
    await page
      .getByRole('img', { name: /^Losses\. Loss: / })
      .locator('canvas')
      .waitFor();
  });

  it('the chart: 100,000 points are drawn, told at the pointer, and a part of them is drawn larger', async () => {
    await show('chart');
    const plot = page.getByRole('img', { name: /^Losses\. Loss: / });
    await plot.locator('canvas').waitFor();
    const inked = (): Promise<number> =>
      page.evaluate<number>(`(() => {
        const canvas = document.querySelector('canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let inked = 0;
        for (let at = 3; at < data.length; at += 4) if (data[at] > 0) inked++;
        return inked;
      })()`);
    await expect.poll(inked).toBeGreaterThan(1000);
    const area = page.locator('.u-over');
    const { x, y, width } = await centre(area);
    await page.mouse.move(x, y);
    const at = page.locator('.at');
    await expect.poll(async () => Number(((await at.textContent()) ?? '').replaceAll(/\D/g, ''))).toBeGreaterThan(45_000);
    await page.mouse.down();
    await page.mouse.move(x + width / 4, y, { steps: 3 });
    await page.mouse.up();
    const [from, to] = await told<[number, number]>('range');
    expect(from).toBeGreaterThan(45_000);
    expect(from).toBeLessThan(55_000);
    expect(to - from).toBeGreaterThan(20_000);
    expect(to - from).toBeLessThan(30_000);
    await area.dblclick();
    await expect.poll(() => told('range')).toBeNull();
  });

  it('the number field: gives what was typed, goes back when it was emptied, and says what is wrong', async () => {
    await show('number');
    const field = page.getByRole('spinbutton', { name: 'Size' });
    await field.fill('24');
    await field.press('Tab');
    expect(await told('given')).toEqual([24]);
    await field.fill('');
    await field.press('Tab');
    expect(await field.inputValue()).toBe('24');
    expect(await told('given')).toEqual([24]);
    await field.press('ArrowUp');
    await expect.poll(() => told('given')).toEqual([24, 32]);
    await field.fill('100');
    await field.press('Tab');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate("document.getElementById(document.querySelector('input').getAttribute('aria-describedby')).textContent")).toBe(
      'Must lie between 8 and 64.',
    );
  });

  describe('the dialog', () => {
    const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent');

    it('holds the keyboard, gives it back, and closes by Escape and by its ground', async () => {
      await show('dialog');
      const opener = page.getByRole('button', { name: 'Ask' });
      const dialog = page.getByRole('dialog', { name: 'A question' });
      await opener.focus();
      await page.keyboard.press('Enter');
      await dialog.waitFor();
      for (let press = 0; press < 4; press++) {
        await page.keyboard.press('Tab');
        expect(await focused()).not.toBe('Ask');
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      expect(await focused()).toBe('Ask');
      // Browsers tell of the end a moment after the dialog is gone.
      await expect.poll(() => told('closed')).toBe(1);
      await opener.click();
      await dialog.getByRole('heading').click();
      expect(await told('open')).toBe(true);
      await page.mouse.click(5, 5);
      await dialog.waitFor({ state: 'hidden' });
      await expect.poll(() => told('closed')).toBe(2);
    });

    it('leaves what is said in reach: a message can be pressed, and outlives the dialog', async () => {
      await show('dialog');
      const message = page.locator('.toast').filter({ hasText: 'It was done.' });
      await page.getByRole('button', { name: 'Ask' }).click();
      await page.getByRole('button', { name: 'Do it' }).click();
      await message.getByRole('button', { name: 'Undo' }).click();
      expect(await told('undone')).toBe(1);
      await message.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Do it' }).click();
      await message.waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await message.getByRole('button', { name: 'Undo' }).click();
      expect(await told('undone')).toBe(2);
    });
  });
});
