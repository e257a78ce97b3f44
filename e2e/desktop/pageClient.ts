import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import type { StudioClient } from '../../src/shared/contract/index.ts';

declare global {
  interface Window {
    /** The studio's port, kept from the window: a port has one reader. */
    takenPort?: MessagePort;
    /** The contract over it. */
    askedStudio?: StudioClient;
  }
}

/**
 * Loads the page anew without its window's own connection, and puts a client of the contract in its place: what a test
 * asks goes the way of the window, through the preload script and the port.
 */
export async function takeClient(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.addEventListener(
      'message',
      (event) => {
        if (event.data !== 'studio-port') return;
        event.stopImmediatePropagation();
        window.takenPort = event.ports[0];
      },
      { capture: true },
    );
  });
  await page.reload();
  await page.waitForFunction(() => window.takenPort !== undefined);
  await page.evaluate(await clientScript());
}

/** The client as one script. */
async function clientScript(): Promise<string> {
  const entry = fileURLToPath(new URL('./pageClientEntry.ts', import.meta.url));
  const built = await build({ configFile: false, logLevel: 'silent', build: { write: false, lib: { entry, formats: ['iife'], name: 'client' } } });
  const [bundle] = [built].flat();
  if (!('output' in bundle)) throw new Error('The client was not built.');
  return bundle.output[0].code;
}
