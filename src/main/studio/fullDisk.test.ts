import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCatalog } from '../catalog/open.ts';
import { openQueue } from '../jobs/queue.ts';
import { scriptedEngine } from '../jobs/testing/tasks.ts';
import { openChanges } from './changes.ts';
import { Canvases } from './drawings/canvases.ts';
import { LiveJobs } from './live/jobs.ts';
import { Costs } from './runs/cost.ts';
import { DiskUsage } from './system/usage.ts';
import { prepareHome } from './home.ts';
import { openLog } from './log.ts';
import { PaintingDesk } from './paintings/desk.ts';
import { openPictures } from './pictures/parts.ts';
import type { StudioParts } from './parts.ts';
import { trainRun } from './runJob.ts';
import type { TestHome } from './testing/testHome.ts';
import { testHome, witness } from './testing/testHome.ts';

let place: TestHome;
let parts: StudioParts;
beforeEach(() => {
  place = testHome();
  const layout = prepareHome(place.home);
  const catalog = openCatalog(layout.catalog);
  const [log, changes] = [openLog(layout.logs), openChanges()];
  parts = {
    layout,
    catalog,
    queue: openQueue(catalog, { concurrent: 1 }),
    log,
    jobs: new LiveJobs(),
    changes,
    costs: new Costs(),
    usage: new DiskUsage(),
    canvases: new Canvases(),
    pictures: openPictures(layout, { catalog, changes, log }),
    desk: new PaintingDesk({ layout, log, engineEntry: scriptedEngine }),
    engineEntry: scriptedEngine,
    switchHome: () => Promise.reject(new Error('no home is moved here')),
  };
});
afterEach(async () => {
  parts.queue.close();
  parts.catalog.close();
  parts.log.close();
  await place.remove();
});

test('when the catalog cannot grow, the run is stopped with a checkpoint and the person is told', async () => {
  const observer = witness();
  const handle = await trainRun(parts, place.request('chatters'), observer);
  await observer.heard('prepared');
  parts.catalog.pragma(`max_page_count = ${String(parts.catalog.pragma('page_count', { simple: true }))}`);
  const outcome = await handle.outcome;
  expect(outcome).toMatchObject({ ending: 'failed', error: { code: 'HOME_FULL', message: expect.stringContaining('The disk is full') } });
  parts.catalog.pragma('max_page_count = 1000000');
  expect((await place.open()).run('latest')).toMatchObject({ checkpoints: 1, state: expect.stringMatching(/^(failed|interrupted)$/) });
});
