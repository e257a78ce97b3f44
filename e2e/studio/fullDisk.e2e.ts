import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { parseHints } from '../../src/shared/hints.ts';
import type { Stage } from './stage.ts';
import { play } from './stage.ts';

const mount = (folder: string): boolean => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600m', 'tmpfs', folder]).status === 0;
/** Also while something on it is open. */
const unmount = (folder: string): void => void spawnSync('umount', ['-l', folder]);

/** Whether disks as small as wanted can be made: by the system's own people on Linux. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'recast-disk-'));
  const could = process.platform === 'linux' && mount(folder);
  if (could) unmount(folder);
  rmSync(folder, { recursive: true });
  return could;
}

/** Puts the home on a small disk of its own. */
async function prepare({ home }: Stage): Promise<void> {
  await mkdir(home, { recursive: true });
  if (!mount(home)) throw new Error('The small disk could not be made.');
}

/** Fills a disk to its last byte; gives what has to go so that there is room again. */
async function fill(disk: string): Promise<string> {
  const filler = join(disk, 'filler');
  const file = await open(filler, 'w');
  try {
    for (let bytes = 1 << 20; bytes >= 1; bytes >>= 1) {
      const block = Buffer.alloc(bytes, 1);
      // Ends with the error that says the disk is full, or with a part of a block.
      for (let written = bytes; written === bytes; ) written = await file.write(block).then(({ bytesWritten }) => bytesWritten, () => 0); // prettier-ignore
    }
  } finally {
    await file.close();
  }
  return filler;
}

describe.skipIf(!canMount())('painting on a full disk', () =>
  play('fullDisk', 'hints', { count: 1, prepare }, (stage) => {
    let filler = '';
    const canvas = (): Locator => stage.window.page.getByRole('application', { name: 'Painting' });
    const hinted = (count: number): Promise<void> => expect.poll(() => canvas().getAttribute('data-hints')).toBe(String(count));
    async function tap(x: number): Promise<void> {
      const box = await canvas().boundingBox();
      if (box === null) throw new Error('The canvas is not there.');
      await stage.window.page.mouse.click(box.x + box.width * x, box.y + box.height * 0.5);
    }
    afterAll(() => unmount(stage.home));

    it('says that they are not saved, and why', async () => {
      const { page } = stage.window;
      await page.getByRole('link', { name: 'Paint', exact: true }).click();
      await stage.choose(page.getByRole('button', { name: 'Choose files' }), join(stage.folders.discs, 'disc 0.png'));
      await canvas().waitFor();
      await tap(0.4);
      await page.locator('[data-saved=true]').waitFor();
      filler = await fill(stage.home);
      await tap(0.6);
      await page.getByText('Not saved').waitFor();
      await page.getByText('The disk is full').first().waitFor();
      await stage.window.look('not-saved');
      await page.keyboard.press('Control+s');
      await page.getByText('Not saved').waitFor();
    });

    it('asks before the window is closed, and offers them as a file', async () => {
      const { page } = stage.window;
      const path = join(stage.folder, 'saved.hints.json');
      const asked = await stage.studio.closeUnsaved(page, path);
      await stage.window.look('asked');
      expect(asked).toMatch(/Not saved: “disc 0”[^]*The disk is full[^]*laid aside meanwhile/);
      expect(parseHints(await readFile(path, 'utf8'), path).points).toHaveLength(2);
    });

    it('has them back once there is room and the painting is opened again, and saves them', async () => {
      await stage.studio.kill();
      await rm(filler);
      await stage.openAgain();
      await stage.studio.reload(stage.window.page);
      const { page } = stage.window;
      if ((await canvas().count()) === 0) {
        await page.getByRole('link', { name: 'Paint', exact: true }).click();
        await page.getByRole('article').getByRole('link').first().click();
      }
      await page.getByText('could not be saved last time are back').waitFor();
      await hinted(2);
      await page.locator('[data-saved=true]').waitFor();
      // Nothing is asked any more, and nothing comes back a second time.
      await page.reload();
      await canvas().waitFor();
      await hinted(2);
      expect(await page.getByText('could not be saved last time are back').count()).toBe(0);
      await page.keyboard.press('Control+z');
      await hinted(1);
      expect(stage.window.faults).toEqual([]);
    });
  }),
);
