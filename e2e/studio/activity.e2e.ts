import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { play } from './stage.ts';

/** The smallest network there is; so many steps that nothing ends by itself. */
const tinyNetwork = { size: 16, ngf: 4, blocks: 1, ndf: 4, layers: 2, steps: 2500 };

play('activity', 'what runs and what waits', {}, (stage) => {
  /** Starts a training, or queues it behind others. */
  async function train(name: string): Promise<void> {
    const { page } = stage.window;
    const query = new URLSearchParams({ run: 'new', with: JSON.stringify(tinyNetwork) });
    await page.evaluate(`location.hash = ${JSON.stringify(`#/projects/1/train?${query.toString()}`)}`);
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByRole('heading', { name }).waitFor();
  }

  const section = (name: string): Locator => stage.window.page.getByRole('main').getByRole('region', { name, exact: true });
  const row = (name: string): Locator => stage.window.page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  const handle = (name: string): Locator => section('Waiting').getByRole('button', { name: `Move ${name}: arrow keys` });

  /** Waits until the jobs that wait stand in this order. */
  async function waitForOrder(...names: readonly string[]): Promise<void> {
    const { page } = stage.window;
    for (const [index, name] of names.entries())
      await page
        .locator(`ol > li:nth-child(${index + 1})`)
        .getByRole('heading', { name })
        .waitFor();
    expect(await section('Waiting').getByRole('heading', { level: 3 }).allTextContents()).toEqual(names);
  }

  it('shows one training at rest and three behind it', async () => {
    const { window, folders } = stage;
    const { page } = window;
    await page.getByRole('heading', { name: 'Teach your computer a look' }).waitFor();
    await stage.drop([folders.discs, folders.squares]);
    await page.getByRole('listbox', { name: 'Pictures of squares' }).getByRole('option').first().waitFor();
    await train('first');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('Paused').first().waitFor();
    for (const name of ['second', 'third', 'fourth']) await train(name);
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    await section('Running').getByText('Paused').waitFor();
    await waitForOrder('second', 'third', 'fourth');
    await window.look('waiting');
    await window.checkAccessibility();
  });

  it('puts one before another by arrow keys, and says where it is', async () => {
    const { page } = stage.window;
    await handle('fourth').focus();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('status').getByText('fourth is at place 2.').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('status').getByText('fourth is at place 1.').waitFor();
    await page.reload();
    await waitForOrder('fourth', 'second', 'third');
  });

  it('puts one behind another by dragging', async () => {
    const { window } = stage;
    const { page } = window;
    await handle('second').dragTo(row('third'), { targetPosition: { x: 60, y: 20 } });
    await page.getByRole('status').getByText('second is at place 3.').waitFor();
    await page.reload();
    await waitForOrder('fourth', 'third', 'second');
    await window.look('reordered');
  });

  it('takes one out of the queue', async () => {
    await row('third').getByRole('button', { name: 'Take out of the queue' }).click();
    await section('Lately').getByRole('heading', { name: 'third' }).waitFor();
    await waitForOrder('fourth', 'second');
  });

  it('tells those who hear it how far the training is', async () => {
    const { page } = stage.window;
    await row('first').getByRole('button', { name: 'Go on' }).click();
    await section('Running').getByText('Running').last().waitFor();
    const heard = page.locator('[role="status"][aria-live="polite"]').filter({ hasText: /^first: \d/ });
    await heard.waitFor({ state: 'attached' });
    const share = async (): Promise<number> => Number(/first: (\d+)/.exec((await heard.textContent()) ?? '')?.[1]);
    const before = await share();
    await expect.poll(share, { timeout: 60_000 }).toBeGreaterThan(before);
  });

  it('pauses, goes on, and ends one; the one that was moved to the front is next', async () => {
    const { page } = stage.window;
    await row('first').getByRole('button', { name: 'Pause' }).click();
    await row('first').getByText('Paused').waitFor();
    await row('first').getByRole('button', { name: 'Save and end' }).click();
    await section('Lately').getByRole('heading', { name: 'first' }).waitFor();
    await section('Running').getByRole('heading', { name: 'fourth' }).waitFor();
    await page.locator('[role="status"][aria-live="polite"]').getByText(/^f/).waitFor({ state: 'attached' });
  });

  it('shows the log of one, copies and saves it', async () => {
    const { window, folder } = stage;
    const { page } = window;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await row('first').getByRole('button', { name: 'Log' }).click();
    const dialog = page.getByRole('dialog', { name: 'Log of first' });
    await dialog.getByText('Started.').waitFor();
    await dialog.getByText(/^Ended at step \d+: stopped\./).waitFor();
    await dialog.getByRole('button', { name: 'Copy' }).click();
    const said = page.locator('.toast').filter({ hasText: 'The log was copied.' });
    await said.waitFor();
    await window.look('log');
    await window.checkAccessibility();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toMatch(/Started\.\n[^]*Checkpoint of step \d+\.\n[^]*Ended at step \d+: stopped\./);
    // What is said can be pressed although a dialog is open.
    await said.getByRole('button', { name: 'Close' }).click();
    await said.waitFor({ state: 'detached' });
    const path = join(folder, 'arrived.log');
    await stage.saveTo(dialog.getByRole('button', { name: 'Save as a file' }), path);
    expect(await readFile(path, 'utf8')).toBe(copied);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(window.faults).toEqual([]);
  });
});
