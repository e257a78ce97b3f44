import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { realWindow, tinyTraining, until } from '../../src/main/studio/window/testing/realWindow.ts';
import { byMouse } from './hosts/host.ts';
import type { Stage } from './stage.ts';
import { play } from './stage.ts';

/** A project with a training that was stopped, whose pictures were moved since. */
async function prepare({ folder, folders }: Stage): Promise<void> {
  const window = await realWindow(folder);
  try {
    const { client } = window;
    const { id: project } = await client.projects.create({ name: 'Wanderers', folders: { a: [folders.discs], b: [folders.squares] } });
    const found = async (): Promise<number[]> => Object.values((await client.data.get({ project })).sides).map((side) => side.found);
    await vi.waitFor(async () => expect(await found()).toEqual([12, 12]), { timeout: 30_000 });
    const settings = { ...tinyTraining.settings, steps: 200_000 };
    const { run } = await client.runs.start({ project, name: 'Walk', training: { ...tinyTraining, settings, samplesEvery: 0 } });
    await until(await client.runs.watch({ run }), ({ progress }) => progress?.unit === 'steps' && progress.done > 2);
    await client.runs.stop({ run });
    await until(await client.runs.watch({ run }), ({ state }) => state === 'stopped');
  } finally {
    await window.close();
  }
  await mkdir(join(folder, 'archive'));
  for (const name of ['discs', 'squares']) await rename(join(folder, name), join(folder, 'archive', name));
}

play('moved', 'pictures that were moved', { prepare }, (stage) => {
  it('are said to be missing, and found again where they lie now', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page
      .getByRole('link', { name: /Wanderers/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Data', exact: true }).click();
    const squares = page.getByRole('listitem').filter({ hasText: 'squares' });
    await squares.getByText('missing').waitFor();
    await window.look('missing');
    await window.checkAccessibility();
    await stage.studio.chooseFolder(page, squares.getByRole('button', { name: 'Choose the folder again' }), join(folder, 'archive', 'squares'), byMouse);
    await page.getByText('“squares” is found again').waitFor();
    await squares.getByText('missing').waitFor({ state: 'detached' });
    await page.getByRole('option', { name: 'square 0.png' }).waitFor();
  });

  it('are asked for by a training that goes on, which then does', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('are not there any more').first().waitFor();
    await window.look('asked');
    await window.checkAccessibility();
    await stage.studio.chooseFolder(page, page.getByRole('button', { name: 'Choose the folder again' }), join(folder, 'archive', 'discs'), byMouse);
    await page.getByText(/step [\d,]+ of 200,000/).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Stopped').first().waitFor();
    expect(window.faults).toEqual([]);
  });
});
