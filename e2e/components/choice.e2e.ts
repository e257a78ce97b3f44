import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { foundBrowser, sayIfSkipped } from '../studio/window.ts';
import { onExhibition } from './onExhibition.ts';

sayIfSkipped('choosing among many');

describe.skipIf(typeof foundBrowser === 'string')('choosing among 2000', () => {
  const { show, told } = onExhibition();
  let page: Page;
  const field = (): Locator => page.getByRole('combobox', { name: 'Checkpoint', exact: true });
  const search = (): Locator => page.getByRole('combobox', { name: 'Checkpoint: search' });
  const options = (): Locator => page.getByRole('option');
  /** What a screen reader is told that the keyboard is at. */
  const active = (): Promise<string> =>
    page.evaluate<string>('document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.ariaLabel ?? "nothing"');
  const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()');

  it('opens at what is chosen with few lines drawn, all of it within the window', async () => {
    page = await show('choice');
    await field().click();
    const chosen = page.getByRole('option', { selected: true });
    expect(await chosen.getAttribute('aria-label')).toBe('Training 12, step 400');
    expect(await active()).toBe('Training 12, step 400');
    expect(await chosen.getAttribute('aria-setsize')).toBe('2000');
    expect(await options().count()).toBeLessThan(40);
    const [list, line, button] = await Promise.all([page.getByRole('dialog').boundingBox(), chosen.boundingBox(), field().boundingBox()]);
    if (list === null || line === null || button === null) throw new Error('The list is not there.');
    expect(list.y).toBeGreaterThanOrEqual(0);
    expect(list.y + list.height).toBeLessThanOrEqual(button.y);
    expect(line.y).toBeGreaterThan(list.y);
    expect(line.y + line.height).toBeLessThanOrEqual(list.y + list.height);
    // The name of the training whose lines are in sight stays above them.
    await page.locator('.stuck', { hasText: 'Training 12' }).waitFor();
  });

  it('finds by words and numbers, and is chosen with the keyboard alone', async () => {
    page = await show('choice');
    await field().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('NEWEST 3');
    await expect.poll(() => options().count()).toBe(11);
    expect(await active()).toBe('Training 3, step 10000, newest');
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe('Training 30, step 10000, newest');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await active()).toBe('Training 39, step 10000, newest');
    await page.keyboard.press('Enter');
    await search().waitFor({ state: 'detached' });
    expect(await told('chosen')).toEqual(['Training 39, 10000']);
    expect(await field().textContent()).toBe('Training 39, step 10000');
    expect(await focused()).toBe('Training 39, step 10000');
  });

  it('goes through all of them in pages and to the ends, and draws where it is', async () => {
    page = await show('choice');
    await field().press('Enter');
    await page.keyboard.press('Control+End');
    expect(await active()).toBe('Training 40, step 200');
    await page.keyboard.press('PageUp');
    expect(await active()).toBe('Training 40, step 2000');
    await page.getByRole('listbox').hover();
    await page.keyboard.press('Control+Home');
    expect(await active()).toBe('Training 1, step 10000, newest');
    await page.mouse.wheel(0, 20_000);
    await page.getByRole('option', { name: 'Training 12' }).first().waitFor();
    expect(await options().count()).toBeLessThan(40);
    // The keyboard has not left its place, and leads back to it.
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe('Training 1, step 9800');
  });

  it('says that nothing fits, and goes on from there', async () => {
    page = await show('choice');
    await field().click();
    await page.keyboard.type('nobody');
    await page.getByRole('status').filter({ hasText: 'Nothing fits that.' }).waitFor();
    await page.keyboard.press('Enter');
    await search().fill('training 7 4400');
    await page.getByRole('option', { name: 'Training 7, step 4400' }).click();
    expect(await told('chosen')).toEqual(['Training 7, 4400']);
  });

  it('closes by Escape, by its own button and by what lies beside, and Tab goes on to what follows', async () => {
    page = await show('choice');
    const close: readonly (() => Promise<void>)[] = [() => page.keyboard.press('Escape'), () => field().click(), () => page.mouse.click(880, 20)];
    for (const closing of close) {
      await field().click();
      await search().waitFor();
      await closing();
      await search().waitFor({ state: 'detached' });
      await expect.poll(() => field().getAttribute('aria-expanded')).toBe('false');
    }
    await field().click();
    await page.keyboard.press('Tab');
    await search().waitFor({ state: 'detached' });
    expect(await focused()).toBe('Next');
    expect(await told('chosen')).toEqual([]);
  });

  it('takes a choice back that could not be made', async () => {
    page = await show('choice');
    await page.evaluate('exhibit.refuse = true');
    await field().click();
    await page.keyboard.type('training 7 4400');
    await page.keyboard.press('Enter');
    await expect.poll(() => told('chosen')).toEqual(['Training 7, 4400']);
    await expect.poll(() => field().textContent()).toBe('Training 12, step 400');
  });
});
