import { join } from 'node:path';
import { addMetric } from '../../src/main/catalog/metrics.ts';
import { openCatalog } from '../../src/main/catalog/open.ts';
import { unpackSteps } from '../../src/shared/columns.ts';
import { drawFolders } from '../studio/pictures.ts';
import type { Figure } from './figures.ts';
import { times } from './figures.ts';
import type { Measured } from './studio.ts';

/** One less than at which the studio begins to keep every second one only. */
const POINTS = 99_999;
const ROUNDS = 7;
const settings = { size: 16, ngf: 4, blocks: 1, ndf: 4, layers: 1, poolSize: 5, steps: 4 };

/** A training that has ended and whose curves go on to 100,000 points. Made once. */
async function project({ client, folder, home }: Measured): Promise<number> {
  const known = (await client.projects.list()).find(({ name }) => name === 'Long');
  if (known !== undefined) return known.id;
  const { discs, squares } = await drawFolders(join(folder, 'long'));
  const { id } = await client.projects.create({ name: 'Long', folders: { a: [discs], b: [squares] } });
  const { run } = await client.runs.start({ project: id, training: { settings } });
  for await (const { state } of await client.runs.watch({ run })) if (state === 'finished') break;
  const { step: packed, series } = await client.runs.metrics({ run });
  const { length } = await unpackSteps(packed);
  const catalog = openCatalog(join(home, 'catalog.sqlite'));
  try {
    const names = Object.keys(series);
    const add = catalog.transaction(() => {
      for (let point = length; point < POINTS; point++) {
        const values = Object.fromEntries(names.map((name, index) => [name, 0.5 + index / 10 + Math.exp(-point / 20_000) + Math.sin(point * (index + 1)) / 3]));
        addMetric(catalog, run, { step: point + 1, epoch: 0, values }, Date.now());
      }
    });
    add();
  } finally {
    catalog.close();
  }
  return id;
}

/** Curves of 100,000 points: from the click on the page's tab to what it draws, and from a change of the smoothing to the new curves. */
export async function measureChart(measured: Measured, say: (line: string) => void): Promise<Figure[]> {
  say(`adding ${POINTS} points to a training, once`);
  const id = await project(measured);
  const drawn: number[] = [];
  const smoothed: number[] = [];
  const blocked: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { page } = await measured.window({ selector: 'main [role=option]' });
    await page.goto(measured.entrance);
    await page.goto(`${new URL(measured.entrance).origin}/#/projects/${id}/data`);
    await page.locator('main [role=option]').first().waitFor();
    await page.evaluate(() => {
      window.instruments.startFrames();
      window.instruments.arm([{ selector: 'main figure .legend b', without: 'main figure .legend b:empty' }]);
    });
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    drawn.push(...(await page.evaluate(() => window.instruments.answered)));
    await page.waitForTimeout(500);
    const slider = page.getByRole('slider', { name: 'Smoothing' });
    await slider.press('Home');
    await page.waitForTimeout(300);
    await page.evaluate(() => {
      // The legend tells the smoothed values: others in it are the new curves.
      const legend = document.querySelector('main figure .legend');
      if (legend === null) throw new Error('There is no chart.');
      legend.setAttribute('data-before', '');
      new MutationObserver(() => legend.removeAttribute('data-before')).observe(legend, { subtree: true, characterData: true });
      window.instruments.arm([{ selector: 'main figure .legend', without: '[data-before]' }]);
    });
    // From no smoothing to the most: every running mean is made anew.
    await slider.press('End');
    smoothed.push(...(await page.evaluate(() => window.instruments.answered)));
    const { lengths } = await page.evaluate(() => window.instruments.endFrames());
    blocked.push(Math.max(...lengths));
    await page.context().close();
  }
  return [
    ...times('100,000 points: from the click on Train to its curves', drawn, null),
    ...times('100,000 points: from a key on the smoothing to new curves', smoothed, 100),
    ...times('100,000 points: longest frame of both', blocked, null),
  ];
}
