import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';

/** A painter in lines: one of the sketches that the demo keeps aside, at nine times the size. */
function sketch(): Promise<Buffer> {
  const manifest = findPackageJSON('openmoji', import.meta.url);
  if (manifest === undefined) throw new Error('The package openmoji is not installed.');
  return sharp(join(dirname(manifest), 'black', 'svg', '1F468-200D-1F3A8.svg'), { density: 576 })
    .flatten({ background: 'white' })
    .png()
    .toBuffer();
}

/** Where a colour is touched onto it, in shares of the canvas. */
const hints = [
  [0.49, 0.22, '#e03131'],
  [0.501, 0.444, '#ffc078'],
  [0.377, 0.328, '#a0522d'],
  [0.325, 0.686, '#d9a066'],
  [0.796, 0.5, '#4dabf7'],
] as const;

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
    await page.getByRole('radio', { name: '9' }).click();
    await sentence.fill('a smiling face');
    await sentence.press('Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /^9 pictures in/ })
      .first()
      .waitFor();
    await pictured(page);
  },
  /** With the colourist that `npm run demo:colorize` has trained, on a sketch of OpenMoji. */
  async paint(page) {
    await page.getByRole('link', { name: 'Paint', exact: true }).click();
    const chooser = page.waitForEvent('filechooser');
    await page
      .getByRole('button', { name: /^(Choose files|Open a picture)$/ })
      .first()
      .click();
    await (await chooser).setFiles({ name: 'painter.png', mimeType: 'image/png', buffer: await sketch() });
    const canvas = page.getByRole('application', { name: 'Painting' });
    const settled = (): Promise<void> => page.locator('.state[data-state=full]').waitFor();
    await settled();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('The canvas is not there.');
    for (const [index, [x, y, colour]] of hints.entries()) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
      await page.locator(`[data-hints="${index + 1}"]`).waitFor();
      await settled();
      const text = page.getByRole('textbox', { name: 'Colour as text' });
      await text.fill(colour);
      await text.press('Enter');
      await settled();
    }
    // Off the canvas, so that no ring of the tool lies over it.
    await page.mouse.move(4, 4);
    await page.waitForTimeout(500);
  },
} as const satisfies Readonly<Record<string, (page: Page) => Promise<void>>>;

export type SceneName = keyof typeof scenes;
