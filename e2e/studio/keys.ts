import type { Locator, Page } from 'playwright-core';

/** Places that a page has at most on the way of the Tab key. */
const MOST_STOPS = 160;

/** Whether the keyboard is there. */
const hasKeyboard = (there: Locator): Promise<boolean> => there.evaluate((element) => element === document.activeElement);

/** Moves the keyboard to something by the Tab key alone. Throws where the key never leads there. */
export async function tabTo(page: Page, there: Locator): Promise<void> {
  await there.waitFor();
  for (let press = 0; press < MOST_STOPS; press++) {
    if (await hasKeyboard(there)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not lead to ${there.toString()}.`);
}

/** Moves the keyboard to a button, link or summary and presses it. */
export async function pressAt(page: Page, there: Locator): Promise<void> {
  await tabTo(page, there);
  await page.keyboard.press('Enter');
}

/** Replaces what stands in a field. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

/** Keys one after the other, as shortcuts of two keys want them. */
export async function strike(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
