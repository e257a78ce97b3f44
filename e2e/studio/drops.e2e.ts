import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recast, tiny } from '../recast.ts';
import { drawLarge } from './pictures.ts';
import type { Stage } from './stage.ts';
import { play } from './stage.ts';

/** A converted folder, and the training that converted it. */
async function prepare({ home, folder, folders }: Stage): Promise<void> {
  const training = ['--a', folders.discs, '--b', folders.squares, '--steps', '4', '--name', 'dropped'];
  for (const given of [
    ['train', 'cyclegan', ...training, ...tiny],
    ['convert', '--checkpoint', 'latest', '--direction', 'a2b', '--in', folders.discs, '--out', join(folder, 'converted')],
  ]) {
    const { code, err } = await recast(...given, '--home', home);
    expect(code, err).toBe(0);
  }
}

play('drops', 'dropping on the window', { prepare }, (stage) => {
  /** Shows the page of projects, which takes drops everywhere. */
  async function goHome(): Promise<void> {
    const { page } = stage.window;
    await page.getByRole('link', { name: 'Projects' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
  }

  it('makes a translator of two folders dropped at once, with A and B filled in', async () => {
    const { window, folders } = stage;
    await goHome();
    await stage.drop([folders.discs, folders.squares]);
    await window.page.getByRole('region', { name: 'A: discs' }).getByRole('option', { name: 'disc 0.png' }).waitFor();
    await window.page.getByRole('region', { name: 'B: squares' }).getByRole('option', { name: 'square 0.png' }).waitFor();
    await window.look('two-folders');
    await window.checkAccessibility();
  });

  it('asks for the other folder where one was dropped, and takes it on its side', async () => {
    const { window, folders } = stage;
    await goHome();
    await stage.drop([folders.squares]);
    await window.page.getByRole('dialog', { name: 'What shall be made of “squares”?' }).waitFor();
    await window.look('what-for');
    await window.checkAccessibility();
    await window.page.getByRole('button', { name: /^Translate between two looks/ }).click();
    await window.page.getByRole('region', { name: 'A: squares' }).getByRole('option', { name: 'square 0.png' }).waitFor();
    const asking = window.page.getByText('Drop the pictures of side B here');
    await asking.waitFor();
    await window.look('one-folder');
    await window.checkAccessibility();
    const box = await asking.boundingBox();
    if (box === null) throw new Error('The place for side B is not there.');
    await stage.drop([folders.discs], { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    // The zone lies in a larger one, which leaves the folder to it. What is said goes after a while, however long the pictures take.
    await Promise.all([
      window.page.getByText('Added discs.').waitFor(),
      window.page.getByRole('region', { name: 'B: discs' }).getByRole('option', { name: 'disc 0.png' }).waitFor(),
    ]);
    expect(await window.page.getByText('is part of side B already', { exact: false }).count()).toBe(0);
  });

  it('opens the translator and the checkpoint that made a dropped picture', async () => {
    const { window, folder } = stage;
    await goHome();
    const converted = join(folder, 'converted');
    const first = (await readdir(converted)).find((name) => name.endsWith('.png'));
    expect(first).toBeDefined();
    await stage.drop([join(converted, first ?? '')]);
    await window.page.getByText(/This picture was made by .+-4\./).waitFor();
    await window.page.getByRole('slider', { name: 'Moment of the training' }).waitFor();
    await window.page.getByText('Step 4', { exact: true }).first().waitFor();
    await window.look('converted-picture');
    await window.checkAccessibility();
    expect(new URL(window.page.url()).hash).toMatch(/compare.*direction=a2b/);
  });

  // Nothing is sent on the desktop: the studio reads folders where they lie.
  it.skipIf(!stage.studio.windowOutlives)('goes on with an upload when the studio went away in the middle of it', async () => {
    const { window, folder } = stage;
    await goHome();
    const large = join(folder, 'large');
    await drawLarge(large, 8);
    const network = await window.page.context().newCDPSession(window.page);
    await network.send('Network.enable');
    const slowly = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 };
    await network.send('Network.emulateNetworkConditions', slowly);
    await stage.drop([large]);
    await window.page.getByText(/^[1-6] of 8 files/).waitFor();
    await window.look('sending');
    await window.checkAccessibility();
    await stage.studio.kill();
    await window.page.getByText('The studio cannot be reached.', { exact: false }).first().waitFor();
    await window.look('interrupted');
    await stage.openAgain();
    await network.send('Network.emulateNetworkConditions', { ...slowly, uploadThroughput: -1 });
    await window.page.getByRole('button', { name: /^Translate between two looks/ }).click();
    await window.page.getByRole('region', { name: 'A: large' }).getByRole('option', { name: 'large 7.png' }).waitFor();
    await window.look('gone-on');
    expect(window.faults).toEqual([]);
  });
});
