import { expect, it } from 'vitest';
import { enginesOf } from '../recast.ts';
import { play } from './stage.ts';
import { tinyTranslator } from './tinyTranslator.ts';

play('translator', 'a translator from its folders to its end', { count: 14 }, (stage) => {
  /** Fills in fields of the form behind "Advanced". */
  async function setNumbers(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      const field = stage.window.page.getByRole('spinbutton', { name: label, exact: true });
      await field.fill(value);
      await field.blur();
    }
  }

  it('brings two folders, asks for the one that is missing, and shows their pictures', async () => {
    const { window, folders } = stage;
    const { page } = window;
    for (const path of [folders.discs, folders.squares]) {
      await stage.choose(page.getByRole('button', { name: 'Choose folder' }).first(), path);
      // Of the first folder is asked what it is for.
      if (path === folders.discs) {
        await page.getByRole('button', { name: /^Translate between two looks/ }).click();
        await page.getByRole('region', { name: 'A: discs' }).waitFor();
      }
      await page.getByRole('region', { name: 'Sending' }).waitFor({ state: 'detached' });
    }
    await page.getByRole('listbox').nth(1).getByRole('option').first().waitFor();
    await window.look('data');
    await window.checkAccessibility();
  });

  it('shows what a training costs before it begins, and begins', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('radio', { name: /Quick/ }).waitFor();
    await window.look('presets');
    await window.checkAccessibility();
    await page.getByText('Advanced').click();
    await setNumbers({ ...tinyTranslator, 'Samples every': '20', Steps: '4000' });
    await window.look('advanced');
    await window.checkAccessibility();
    await page.getByRole('button', { name: 'Start training' }).click();
    await page.getByRole('progressbar').first().waitFor();
    await page.getByText(/step [\d,]+ of 4,000/).waitFor();
    await page.getByText('Held-out pictures').waitFor();
    await page.getByText('And back').first().waitFor();
    await window.look('training');
    await window.checkAccessibility();
  });

  it('pauses and goes on', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    // What was learned is saved before it waits: from then on it can be branched.
    await page.getByRole('button', { name: 'Branch', exact: true }).waitFor();
    await page.getByText('Paused').first().waitFor();
    await window.look('paused');
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByText('Running').first().waitFor();
  });

  it('survives the death of its engine, says so, and resumes', async () => {
    const { window } = stage;
    const { page } = window;
    const engines = enginesOf(stage.studio.pid);
    expect(engines.length).toBeGreaterThan(0);
    for (const engine of engines) process.kill(engine, 'SIGKILL');
    await page.getByText('The engine process ended abruptly', { exact: false }).waitFor();
    await window.look('engine-killed');
    await window.checkAccessibility();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('Running').first().waitFor();
  });

  it('survives the death of the studio itself: the window says so, and comes back to the truth', async () => {
    await stage.studio.kill();
    if (stage.studio.windowOutlives) {
      await stage.window.page.getByText('The studio cannot be reached.', { exact: false }).first().waitFor();
      await stage.window.look('studio-killed');
    }
    await stage.openAgain();
    const { window } = stage;
    const { page } = window;
    await stage.studio.enter(page);
    await page.getByRole('link', { name: 'Projects' }).first().click();
    await page.getByRole('main').getByRole('link', { name: /discs/ }).first().click();
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    // The engine saved when its host was gone; now the run is there to go on with.
    await page.getByRole('button', { name: 'Resume', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('Running').first().waitFor();
    await page.getByText(/step [\d,]+ of 4,000/).waitFor();
    await page.getByText('And back').first().waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('Stopped').first().waitFor();
    await window.look('stopped');
    expect(window.faults).toEqual([]);
  });

  it('compares the moments of the training under one slider', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    const scrubber = page.getByRole('slider', { name: 'Moment of the training' });
    await scrubber.waitFor();
    await window.look('compare');
    await window.checkAccessibility();
    await scrubber.focus();
    await page.keyboard.press('Home');
    await window.look('compare-first');
    expect(window.faults).toEqual([]);
  });

  it('branches off a checkpoint with another setting and trains that to its end', async () => {
    const { window } = stage;
    const { page } = window;
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'Branch', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('calmer');
    await window.look('branch');
    await window.checkAccessibility();
    await dialog
      .getByRole('button', { name: /branch/i })
      .last()
      .click();
    await page.getByText('Branched from').first().waitFor();
    await page.getByText('calmer').first().waitFor();
    await window.look('branched');
    expect(window.faults).toEqual([]);
  });
});
