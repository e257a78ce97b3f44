import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openCatalog } from '../../src/main/catalog/open.ts';
import { recordCheckpoint } from '../../src/main/catalog/checkpoints.ts';
import { addRun, listRuns } from '../../src/main/catalog/runs.ts';
import { setScores } from '../../src/main/catalog/scores.ts';
import { recast, tiny } from '../recast.ts';
import { drawFolders } from '../studio/pictures.ts';
import type { Figure } from './figures.ts';
import { times } from './figures.ts';
import type { Measured } from './studio.ts';

const [RUNS, CHECKPOINTS] = [25, 50];
const ROUNDS = 12;

/** A project with a trained translator whose training and checkpoints stand in the catalog many times, once. */
export async function trainMany(folder: string): Promise<void> {
  const home = join(folder, 'home');
  if (existsSync(home)) return;
  const { discs, squares } = await drawFolders(join(folder, 'many'));
  const { code, err } = await recast('train', 'cyclegan', '--a', discs, '--b', squares, ...tiny, '--steps', '2', '--home', home);
  if (code !== 0) throw new Error(`The translator could not be trained:\n${err}`);
  const catalog = openCatalog(join(home, 'catalog.sqlite'));
  const [trained] = listRuns(catalog);
  if (trained === undefined) throw new Error('The training was not recorded.');
  const { id: _, folder: __, task, project: ___, checkpoints: ____, ...columns } = trained;
  for (let number = 1; number <= RUNS; number++) {
    const run = addRun(
      catalog,
      { ...columns, name: `Training ${number}`, created_at: number * 3_600_000 },
      (id) => join(home, 'runs', id),
      () => JSON.parse(task) as unknown,
    );
    for (let at = 1; at <= CHECKPOINTS; at++) {
      const [step, created_at] = [at * 200, (number * 60 + at) * 60_000];
      const place = join(run.folder, 'checkpoints', `step-${String(step).padStart(8, '0')}`);
      recordCheckpoint(catalog, { run_id: run.id, folder: place, step, epoch: at, hash: `${run.id} ${step}`, bytes: 1_000_000, created_at });
      // A row without a folder would be forgotten.
      await mkdir(place, { recursive: true });
      const value = { value: Math.abs(at - 30) + 1, error: 0.1 };
      const signs = { diversity: 1, lightness: 1, sides: 1, checkerboard: 1 };
      setScores(catalog, run.id, step, { cycle: { a: 0.1, b: 0.1 }, distance: { a2b: value, b2a: value }, signs: { a2b: signs, b2a: signs } }, created_at);
    }
  }
  catalog.close();
}

/** From the event that `act` makes to the frame with its first answer, and to the one with all of it, in milliseconds. */
async function timed(page: Page, sights: Parameters<Window['instruments']['arm']>[0], act: () => Promise<void>): Promise<number[]> {
  await page.evaluate((armed) => window.instruments.arm(armed), sights);
  await act();
  return page.evaluate(() => window.instruments.answered);
}

/** Choosing among 1250 checkpoints of 25 trainings: opening Convert, opening the list, and finding one in it by what is typed. */
export async function measureChoices({ window: open, entrance }: Measured): Promise<Figure[]> {
  const { page } = await open();
  await page.goto(entrance);
  const [tab, form, list, found]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    const [first = NaN, whole = NaN] = await timed(
      page,
      [
        { selector: 'nav a[aria-current]', words: 'Convert' },
        { selector: 'main label', words: 'Checkpoint' },
      ],
      () => page.getByRole('link', { name: 'Convert', exact: true }).click(),
    );
    tab.push(first);
    form.push(whole);
    const [opened = NaN] = await timed(page, [{ selector: '[popover] [role=option]' }], () =>
      page.getByRole('combobox', { name: 'Checkpoint', exact: true }).click(),
    );
    list.push(opened);
    // One of 1250 is left when the last letter is there.
    await page.keyboard.insertText('training 7 440');
    const [left = NaN] = await timed(page, [{ selector: '[role=option][aria-setsize="1"]' }], () => page.keyboard.press('0'));
    found.push(left);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    await page.getByRole('heading', { name: 'Activity', exact: true, level: 1 }).waitFor();
    await page.waitForTimeout(150);
  }
  await page.context().close();
  return [
    ...times('Convert with 1250 checkpoints: click to first answer', tab, 100),
    ...times('  to everything there', form, null),
    ...times('opening the list', list, 100),
    ...times('typing the letter that leaves one', found, 100),
  ];
}
