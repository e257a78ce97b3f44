import type { Locator, Page } from 'playwright-core';

/** Presses what a browser saves a file by, and has it arrive at `path`. */
export async function saveDownload(page: Page, button: Locator, path: string): Promise<void> {
  const arriving = page.waitForEvent('download');
  await button.click();
  await (await arriving).saveAs(path);
}
