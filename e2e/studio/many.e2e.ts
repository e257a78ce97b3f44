import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { openCatalog } from '../../src/main/catalog/open.ts';
import { addProject } from '../../src/main/catalog/projects.ts';
import { addRun, listRuns } from '../../src/main/catalog/runs.ts';
import { recast, tiny } from '../recast.ts';
import type { Stage } from './stage.ts';
import { play } from './stage.ts';

const PROJECTS = 120;
const RUNS = 60;
/** As long as a name may be, and nowhere to break it. */
const longest = 'x'.repeat(200);
const hebrew = 'ממיר Noto (3) אל OpenMoji';

/** A trained translator with the longest name, whose training stands there many times; and many projects beside it. */
async function prepare({ home, folders }: Stage): Promise<void> {
  const { code, err } = await recast(
    'train',
    'cyclegan',
    '--a',
    folders.discs,
    '--b',
    folders.squares,
    ...tiny,
    '--steps',
    '2',
    '--name',
    longest,
    '--home',
    home,
  );
  expect(code, err).toBe(0);
  const catalog = openCatalog(join(home, 'catalog.sqlite'));
  for (let number = 1; number <= PROJECTS; number++) addProject(catalog, number === 1 ? hebrew : `Project ${number}`, 'cyclegan', number * 60_000);
  const [trained] = listRuns(catalog);
  if (trained === undefined) throw new Error('The training was not recorded.');
  const { id: _, folder: __, task, project: ___, checkpoints: ____, ...columns } = trained;
  for (let number = 1; number <= RUNS; number++)
    addRun(
      catalog,
      { ...columns, name: number === 2 ? hebrew : `Training ${number}`, created_at: number * 60_000 },
      (id) => join(home, 'runs', id),
      () => JSON.parse(task) as unknown,
    );
  catalog.close();
}

play('many', 'many projects and long names', { prepare, size: 'small' }, (stage) => {
  const cards = (): Locator => stage.window.page.getByRole('main').getByRole('article');
  const card = (name: string): Locator => cards().filter({ has: stage.window.page.getByRole('heading', { name, exact: true }) });
  const scrolled = (): Promise<number> => stage.window.page.getByRole('main').evaluate((main) => main.scrollTop);

  it('draws as many projects as are in sight, and the rest as one scrolls there', async () => {
    const { window } = stage;
    const { page } = window;
    await card('Translators').waitFor();
    expect(await cards().count()).toBeLessThan(PROJECTS / 2);
    await page.getByRole('main').evaluate((main) => (main.scrollTop = main.scrollHeight));
    await card(hebrew).waitFor();
    await card(hebrew).scrollIntoViewIfNeeded();
    await window.look('last');
    await window.checkAccessibility();
    expect(await window.overflow()).toBe(0);
  });

  it('opens a project at its top, and finds the list where it was left', async () => {
    const { page } = stage.window;
    const left = await scrolled();
    expect(left).toBeGreaterThan(1_000);
    await card(hebrew).getByRole('link').click();
    await page.getByRole('heading', { name: hebrew }).waitFor();
    await expect.poll(scrolled).toBe(0);
    await page.getByRole('link', { name: 'Projects', exact: true }).first().click();
    await card(hebrew).waitFor();
    await expect.poll(scrolled).toBe(left);
  });

  it('finds one of them by its name, and begins anew with all', async () => {
    const { page } = stage.window;
    const search = page.getByRole('searchbox', { name: 'Search projects' });
    await search.fill('Project 7');
    await expect.poll(() => cards().count()).toBe(11);
    await search.fill('');
    await card('Translators').waitFor();
    expect(await cards().count()).toBeLessThan(PROJECTS / 2);
  });

  it('keeps everything within the window, however long names are', async () => {
    const { window } = stage;
    const { page } = window;
    await card('Translators').getByRole('link').click();
    await page.getByRole('article', { name: longest }).waitFor();
    expect(await window.overflow()).toBe(0);
    await window.look('training');
    await stage.walkTabs([
      ['Compare', 'Convert with it'],
      ['Activity', 'Lately'],
      ['Convert', 'Checkpoint'],
    ]);
  });

  it('draws all trainings of a project as one scrolls to them', async () => {
    const { page } = stage.window;
    await page.getByRole('link', { name: 'Projects', exact: true }).first().click();
    await card('Translators').getByRole('link').click();
    const trainings = page.getByRole('navigation', { name: 'Trainings' }).getByRole('link');
    await trainings.first().waitFor();
    expect(await trainings.count()).toBeLessThan(RUNS);
    await expect
      .poll(async () => {
        await trainings.last().scrollIntoViewIfNeeded();
        return trainings.count();
      })
      .toBe(RUNS + 1);
    expect(await trainings.filter({ hasText: hebrew }).count()).toBe(1);
    expect(stage.window.faults).toEqual([]);
  });
});
