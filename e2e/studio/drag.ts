import type { Page } from 'playwright-core';

/** Drops real files and folders of this machine on a place of the page, as a file manager does. Without a place: its middle. */
export async function dropPaths(page: Page, paths: readonly string[], place?: { readonly x: number; readonly y: number }): Promise<void> {
  const size = page.viewportSize() ?? { width: 0, height: 0 };
  const { x, y } = place ?? { x: size.width / 2, y: size.height / 2 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x, y, data });
  await session.detach();
}
