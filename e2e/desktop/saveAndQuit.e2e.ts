import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStudio } from '../../src/main/studio/studio.ts';
import { findBrowser } from '../studio/chromium.ts';
import { drawPictures } from '../recast.ts';
import type { DesktopStudio } from './desktopStudio.ts';
import { openDesktop } from './desktopStudio.ts';
import { takeClient } from './pageClient.ts';

/** Steps of a few milliseconds, for far longer than the test takes. */
const settings = { size: 16, layers: 2, ngf: 4, ndf: 4, blocks: 1, epochs: 10_000, decayEpochs: 0 };

describe.skipIf(typeof findBrowser() === 'string')('a training in the desktop studio', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recast-quit-'));
  const home = join(folder, 'home');
  let studio: DesktopStudio;
  let page: Page;
  let run: string;
  beforeAll(async () => {
    const [a, b] = [join(folder, 'discs'), join(folder, 'squares')];
    await Promise.all([drawPictures(a, 'disc', 8), drawPictures(b, 'square', 8)]);
    studio = await openDesktop(home);
    page = await studio.page();
    await takeClient(page);
    run = await page.evaluate(
      async ([folders, chosen]) => {
        const client = window.askedStudio;
        if (client === undefined) throw new Error('There is no client.');
        const { id } = await client.projects.create({ folders: { a: [folders.a], b: [folders.b] } });
        for (let found = 0; found < 16; await new Promise((resolve) => setTimeout(resolve, 100))) {
          const { sides } = await client.data.get({ project: id });
          found = sides.a.found + sides.b.found;
        }
        return (await client.runs.start({ project: id, training: { settings: chosen } })).run;
      },
      [{ a, b }, settings] as const,
    );
  });
  afterAll(async () => {
    await studio.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The run as the window sees it. */
  const seen = () => page.evaluate(async (id) => window.askedStudio?.runs.get({ run: id }), run);

  it('is shown by the system and keeps the machine awake', async () => {
    await studio.hear('awake', ({ on }) => on);
    await studio.hear('progress', ({ share }) => share > 0 && share < 1);
    // Compiling takes its seconds.
    await expect.poll(async () => (await seen())?.step ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
  });

  it('goes on when the person would rather stay', async () => {
    studio.act({ do: 'answer', result: { response: 1 } });
    studio.act({ do: 'quit' });
    const { options } = await studio.hear('dialog');
    expect(options).toMatchObject({ message: expect.stringMatching(/at work/), buttons: [expect.stringMatching(/Save and Quit/), expect.any(String)] });
    expect((await seen())?.state).toBe('running');
  });

  it('is saved when the window is closed, and can go on from there', async () => {
    studio.act({ do: 'answer', result: { response: 0 } });
    studio.act({ do: 'close' });
    expect(await studio.ended).toBe(0);
    const again = await openStudio({ home });
    try {
      expect(again.run(run).state).toBe('stopped');
      expect(again.checkpoints(run).length).toBeGreaterThan(0);
    } finally {
      await again.close();
    }
    expect(studio.told('awake').at(-1)).toMatchObject({ on: false });
  });
});
