import { join } from 'node:path';
import { drawFolders } from '../studio/pictures.ts';
import type { Figure } from './figures.ts';
import { times } from './figures.ts';
import type { Measured } from './studio.ts';

const LOADS = 9;
const PROJECTS = 6;

/** Sees to it that there are some projects with a picture each. */
export async function someProjects({ client, folder }: Measured): Promise<void> {
  for (let count = (await client.projects.list()).length; count < PROJECTS; count++) {
    const { discs, squares } = await drawFolders(join(folder, `project ${count}`));
    await client.projects.create({ name: `Project ${count}`, folders: { a: [discs], b: [squares] } });
  }
}

/** Kinds of what is loaded that are not the window: pictures of the projects. */
const isWindow = (address: string): boolean => !new URL(address).pathname.startsWith('/pictures/');

/** The first page with projects on it, in a browser that has nothing of it yet, from the address with the token. */
export async function measureFirstPage(measured: Measured): Promise<Figure[]> {
  await someProjects(measured);
  const [painted, usable]: [number[], number[]] = [[], []];
  const bytes = { all: 0, fonts: 0 };
  for (let load = 0; load < LOADS; load++) {
    const { page, protocol } = await measured.window();
    const asked = new Map<string, { address: string; font: boolean }>();
    Object.assign(bytes, { all: 0, fonts: 0 });
    await protocol.send('Network.enable');
    protocol.on('Network.responseReceived', ({ requestId, response, type }) => asked.set(requestId, { address: response.url, font: type === 'Font' }));
    protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const about = asked.get(requestId);
      if (about === undefined || !isWindow(about.address)) return;
      bytes.all += encodedDataLength;
      if (about.font) bytes.fonts += encodedDataLength;
    });
    await page.goto(measured.entrance);
    await page.waitForFunction(() => window.usableAfter !== null);
    await page.waitForLoadState('networkidle');
    usable.push(await page.evaluate(() => window.usableAfter ?? NaN));
    painted.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN));
    await page.context().close();
  }
  return [
    ...times('first page: something is painted', painted, 1000),
    ...times('first page: its projects are there', usable, 1000),
    { name: 'first load as it travels, fonts too', value: bytes.all / 1000, unit: 'kB', most: 400 },
    { name: 'of that, fonts', value: bytes.fonts / 1000, unit: 'kB', most: null },
  ];
}
