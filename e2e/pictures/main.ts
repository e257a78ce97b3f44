import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { setup } from '../studio/build.ts';
import { BrowserHost } from '../studio/hosts/browserHost.ts';
import { foundBrowser } from '../studio/window.ts';
import type { SceneName } from './scenes.ts';
import { scenes } from './scenes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs', 'pictures');
/** What is drawn in it stays sharp, and a page of README loads at once. */
const QUALITY = 82;
/** A busy machine may take its time, in milliseconds. */
const PATIENCE = 90_000;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** What a page shows, as a small file. */
async function keep(page: Page, file: string): Promise<void> {
  const shot = await page.screenshot({ animations: 'disabled' });
  const { size } = await sharp(shot).webp({ quality: QUALITY, effort: 6 }).toFile(join(folder, file));
  say(`${file}  ${Math.round(size / 1000)} kB`);
}

/** Takes the pictures of the window that README shows, from a home in which the demos have trained. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { home: { type: 'string' } } });
  const known = Object.keys(scenes) as SceneName[];
  const unknown = positionals.filter((name) => !known.some((each) => each === name));
  if (unknown.length > 0 || typeof foundBrowser === 'string') {
    say(typeof foundBrowser === 'string' ? `${foundBrowser}.` : `There is no picture of ${unknown.join(', ')}; there are ${known.join(', ')}.`);
    return 2;
  }
  setup();
  await mkdir(folder, { recursive: true });
  const home = resolve(values.home ?? join(root, '.demo'));
  const host = new BrowserHost();
  try {
    await host.open(home, home);
    for (const name of known.filter((each) => positionals.length === 0 || positionals.includes(each))) {
      for (const theme of ['light', 'dark'] as const) {
        const page = await host.page({ theme });
        page.setDefaultTimeout(PATIENCE);
        await host.enter(page);
        await scenes[name](page);
        await keep(page, `${name}-${theme}.webp`);
      }
    }
  } finally {
    await host.end();
  }
  return 0;
}

process.exitCode = await main();
