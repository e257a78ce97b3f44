import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { drawFolders } from '../studio/pictures.ts';
import type { Figure } from './figures.ts';
import { times } from './figures.ts';
import { someProjects } from './firstPage.ts';
import type { Sight } from './instruments.ts';
import type { Measured } from './studio.ts';

const ROUNDS = 12;

/** A click: what is pressed, its first visible answer, and when everything is there. */
interface Click {
  readonly name: string;
  readonly press: (page: Page) => Locator;
  readonly first: Sight;
  readonly whole: Sight;
  /** How to come back to where it can be made again. */
  readonly after?: (page: Page) => Promise<void>;
}

const nothingOnItsWay = 'main .page [role=status] > .box';
const pageOf = (title: string): Sight => ({ selector: 'main h1', words: title, without: nothingOnItsWay });
const link = (page: Page, name: string): Locator => page.getByRole('link', { name, exact: true });

/** A walk through the window, in the order in which it is made. */
const walk: readonly Click[] = [
  {
    name: 'opening a project',
    press: (page) => page.getByRole('article').filter({ hasText: 'Learning' }).getByRole('link'),
    first: { selector: 'nav[aria-label=Project]' },
    whole: { selector: '#curves', without: nothingOnItsWay },
  },
  {
    name: 'tab: data',
    press: (page) => link(page, 'Data'),
    first: { selector: 'nav a[aria-current]', words: 'Data' },
    whole: { selector: 'main [role=option]' },
  },
  {
    name: 'choosing a picture',
    press: (page) => page.locator('[role=option]').first(),
    first: { selector: '[role=option][aria-selected=true]' },
    whole: { selector: '.bar button', words: 'Leave out' },
  },
  {
    name: 'leaving it out',
    press: (page) => page.getByRole('button', { name: 'Leave out', exact: true }),
    first: { selector: '.cell.faded' },
    whole: { selector: '.bar button', words: 'Take in again' },
  },
  {
    name: 'taking it in again',
    press: (page) => page.getByRole('button', { name: 'Take in again' }),
    first: { selector: '.bar button', words: 'Leave out', without: '.cell.faded' },
    whole: { selector: '.bar button', words: 'Leave out', without: '.cell.faded' },
  },
  { name: 'tab: compare', press: (page) => link(page, 'Compare'), first: { selector: 'nav a[aria-current]', words: 'Compare' }, whole: pageOf('Compare') },
  {
    name: 'tab: train',
    press: (page) => link(page, 'Train'),
    first: { selector: 'nav a[aria-current]', words: 'Train' },
    whole: { selector: '#curves', without: nothingOnItsWay },
  },
  {
    name: 'the palette',
    press: (page) => page.locator('button.find'),
    first: { selector: 'dialog[open] [role=combobox]' },
    whole: { selector: 'dialog[open] [role=option]' },
    after: (page) => page.keyboard.press('Escape'),
  },
  { name: 'settings', press: (page) => link(page, 'Settings'), first: { selector: 'nav a[aria-current]', words: 'Settings' }, whole: pageOf('Settings') },
  { name: 'activity', press: (page) => link(page, 'Activity'), first: { selector: 'nav a[aria-current]', words: 'Activity' }, whole: pageOf('Activity') },
  {
    name: 'projects',
    press: (page) => link(page, 'Projects').first(),
    first: { selector: 'nav a[aria-current]', words: 'Projects' },
    whole: { selector: 'main article', without: nothingOnItsWay },
  },
];

/** Starts a training that keeps both cores busy, and waits for its first steps. Gives its run. */
async function train({ client, folder }: Measured): Promise<string> {
  const { discs, squares } = await drawFolders(join(folder, 'learning'), { count: 40 });
  const known = (await client.projects.list()).find(({ name }) => name === 'Learning');
  const { id: project } = known ?? (await client.projects.create({ name: 'Learning', folders: { a: [discs], b: [squares] } }));
  const settings = { size: 64, ngf: 32, ndf: 32, blocks: 6, steps: 100_000 };
  const { run } = await client.runs.start({ project, training: { settings, samplesEvery: 50, samplePictures: 4 } });
  for await (const { progress } of await client.runs.watch({ run }))
    if (progress?.unit === 'steps' && progress.phase === 'training' && progress.done >= 5) break;
  return run;
}

/** From clicks to what they show while a training runs at full speed. */
export async function measureClicks(measured: Measured, say: (line: string) => void): Promise<Figure[]> {
  await someProjects(measured);
  say('starting a training (64 px, 32 channels, 6 blocks)');
  const run = await train(measured);
  const seen = new Map(walk.map(({ name }) => [name, { first: [] as number[], whole: [] as number[] }]));
  try {
    const { page } = await measured.window();
    await page.goto(measured.entrance);
    for (let round = 0; round < ROUNDS; round++) {
      say(`round ${round + 1} of ${ROUNDS}`);
      for (const { name, press, first, whole, after } of walk) {
        await page.evaluate((sights) => window.instruments.arm(sights), [first, whole]);
        await press(page).click();
        const [began = NaN, ended = NaN] = await page.evaluate(() => window.instruments.answered);
        seen.get(name)?.first.push(began);
        seen.get(name)?.whole.push(ended);
        await after?.(page);
        await page.waitForTimeout(150);
      }
    }
    await page.context().close();
  } finally {
    await measured.client.runs.stop({ run });
  }
  const all = [...seen.values()];
  return [
    ...times(
      'click to first answer while training, all',
      all.flatMap(({ first }) => first),
      100,
    ),
    ...[...seen].flatMap(([name, { first }]) => times(`  ${name}`, first, 100)),
    ...times(
      'click to everything there while training, all',
      all.flatMap(({ whole }) => whole),
      null,
    ),
    ...[...seen].flatMap(([name, { whole }]) => times(`  ${name}`, whole, null)),
  ];
}
