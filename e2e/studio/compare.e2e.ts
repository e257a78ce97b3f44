import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recast, tiny } from '../recast.ts';
import type { Stage } from './stage.ts';
import { play } from './stage.ts';

/** Two trainings, and weights of one of them in a file. */
async function prepare({ home, folder, folders }: Stage): Promise<void> {
  const training = ['--a', folders.discs, '--b', folders.squares, ...tiny.slice(0, tiny.indexOf('--samples-every')), '--samples-every', '2'];
  for (const given of [
    ['train', 'cyclegan', ...training, '--steps', '4', '--name', 'first try'],
    ['train', 'cyclegan', ...training, '--steps', '6', '--name', 'second try'],
    ['export-model', '--checkpoint', 'latest', '--direction', 'a2b', '--out', join(folder, 'painter.pth')],
  ]) {
    const { code, err } = await recast(...given, '--home', home);
    expect(code, err).toBe(0);
  }
}

play('compare', 'comparing', { prepare }, (stage) => {
  it('shows two trainings against each other', async () => {
    const { window } = stage;
    const { page } = window;
    await page
      .getByRole('link', { name: /Translators/ })
      .first()
      .click();
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    await page.getByRole('slider', { name: 'Moment of the training' }).waitFor();
    await page.getByRole('combobox', { name: 'Against' }).click();
    await page.getByRole('option', { name: 'first try' }).waitFor();
    await window.look('choosing');
    await window.checkAccessibility();
    await page.getByRole('option', { name: 'first try' }).click();
    await page.getByRole('region', { name: 'first try' }).getByText('Step 4', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'second try' }).getByText('Step 6', { exact: true }).waitFor();
    await window.look('two-runs');
    await window.checkAccessibility();
    await page.getByRole('combobox', { name: 'Against' }).click();
    await page.getByRole('option', { name: 'Nothing' }).click();
  });

  it('keeps a checkpoint, deletes it, and takes that back', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('button', { name: /^Keep the checkpoint/ }).click();
    await page.getByText('Kept', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Move the checkpoint to the bin/ }).click();
    await page.getByText(/-6 is in the bin\./).waitFor();
    await window.look('deleted');
    await page
      .getByRole('status')
      .filter({ hasText: 'is in the bin.' })
      .getByRole('button', { name: 'Undo' })
      .or(page.locator('.toast').filter({ hasText: 'is in the bin.' }).getByRole('button', { name: 'Undo' }))
      .first()
      .click();
    await page.getByText('Kept', { exact: true }).waitFor();
    await window.checkAccessibility();
  });

  it('exports a translator as .onnx, which arrives where the person wants it', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Format' }).waitFor();
    await window.look('export');
    await window.checkAccessibility();
    const path = join(folder, 'arrived.onnx');
    expect(await stage.exportTo(path)).toMatch(/\.onnx$/);
    await window.look('exported');
    expect((await stat(path)).size).toBeGreaterThan(1000);
    // The name of the producer stands in the head of every model that the studio writes.
    expect((await readFile(path)).subarray(0, 400).toString('latin1')).toMatch(/recast/i);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('tries a picture of the person', async () => {
    const { window, folders } = stage;
    const { page } = window;
    const zone = page.getByRole('group', { name: 'Drop a picture' });
    await stage.choose(zone.getByRole('button', { name: 'Choose files' }), join(folders.discs, 'disc 3.png'));
    await page.getByRole('slider', { name: 'Share of the picture after' }).waitFor();
    await page.getByRole('slider', { name: 'Share of the picture after' }).scrollIntoViewIfNeeded();
    await window.look('own-picture');
    await window.checkAccessibility();
  });

  it('imports PyTorch weights that were exported before', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.getByRole('button', { name: 'Import PyTorch weights' }).click();
    const dialog = page.getByRole('dialog');
    await stage.choose(dialog.getByRole('button', { name: 'Choose', exact: true }).first(), join(folder, 'painter.pth'));
    await dialog.getByText(/painter\.pth$/).waitFor();
    await window.look('import');
    await window.checkAccessibility();
    await dialog.getByRole('button', { name: 'Import PyTorch weights' }).click();
    await page.getByText('The weights are a training of their own now.').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Convert with it' }).waitFor();
    await window.look('imported');
    await window.checkAccessibility();
    expect(window.faults).toEqual([]);
  });
});
