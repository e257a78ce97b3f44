import type { Page } from 'playwright-core';

/** Opens the translator that `npm run demo` has trained, at one of its tabs. */
async function openTranslator(page: Page, tab: string): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('link', { name: /translator/i })
    .first()
    .click();
  await page.getByRole('link', { name: tab, exact: true }).click();
}

/** All pictures that a page shows now have arrived. */
async function pictured(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const shown = [...document.images].filter(({ width }) => width > 0);
    return shown.length > 0 && shown.every(({ complete }) => complete);
  });
}

/** What README shows: each goes from the first page to what is to be seen. */
export const scenes = {
  async home(page) {
    await page.getByRole('main').getByRole('link').first().waitFor();
    await pictured(page);
  },
  async data(page) {
    await openTranslator(page, 'Data');
    await page.getByRole('listbox').nth(1).getByRole('option').first().waitFor();
    await page.getByRole('main').getByRole('progressbar').first().waitFor({ state: 'detached' });
    await page.waitForTimeout(1_500);
  },
  async train(page) {
    await openTranslator(page, 'Train');
    await page.getByText('And back').first().waitFor();
    await pictured(page);
  },
  async compare(page) {
    await openTranslator(page, 'Compare');
    await page.getByRole('slider', { name: 'Moment of the training' }).waitFor();
    await pictured(page);
  },
  /** With the painter that `npm run demo:stackgan` has trained. */
  async describe(page) {
    await page.getByRole('link', { name: 'Describe', exact: true }).click();
    const sentence = page.getByRole('combobox', { name: 'What to draw' });
    await sentence.fill('a red heart');
    await sentence.press('Enter');
    const drawn = page.getByRole('listbox', { name: 'Drawn pictures' });
    await drawn.locator('[data-side="64"]').first().waitFor();
    await drawn.locator('[data-side="32"]').first().waitFor({ state: 'detached' });
    await pictured(page);
  },
} as const satisfies Readonly<Record<string, (page: Page) => Promise<void>>>;

export type SceneName = keyof typeof scenes;
