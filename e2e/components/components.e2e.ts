import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { foundBrowser, sayIfSkipped } from '../studio/window.ts';
import { onExhibition } from './onExhibition.ts';

sayIfSkipped('components');

describe.skipIf(typeof foundBrowser === 'string')('components in a real browser', () => {
  const { show, told } = onExhibition();
  let page: Page;
  const centre = async (there: Locator): Promise<{ x: number; y: number; width: number }> => {
    const { x, y, width, height } = (await there.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    return { x: x + width / 2, y: y + height / 2, width };
  };

  it('before and after: the line goes with keys and pointer, both pictures are enlarged and moved as one', async () => {
    page = await show('compare');
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
    page = await show('chart', { language: 'en-US@posix' });
    await page
      .getByRole('img', { name: /^Losses\. Loss: / })
      .locator('canvas')
      .waitFor();
  });

  it('the chart: 100,000 points are drawn, told at the pointer, and a part of them is drawn larger', async () => {
    page = await show('chart');
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
    page = await show('number');
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
      page = await show('dialog');
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
      page = await show('dialog');
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
