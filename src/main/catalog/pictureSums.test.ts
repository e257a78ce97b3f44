import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolders } from '../data/testing/pictures.ts';
import type { Catalog } from './open.ts';
import { openCatalog } from './open.ts';
import { deletePictures, recordListing, recordLooks } from './pictureListing.ts';
import { markPictures } from './pictures.ts';
import { countPictures, countUnseen, sumPictures } from './pictureSums.ts';

const temporary = temporaryFolders();
let catalog: Catalog;
beforeEach(() => {
  catalog = openCatalog(`${temporary()}/catalog.sqlite`);
  catalog.exec(`INSERT INTO projects (id, name, created_at) VALUES (1, 'p', 1);
    INSERT INTO folders (id, project_id, side, path, created_at) VALUES (1, 1, 'a', '/a', 1), (2, 1, 'b', '/b', 1);`);
});
afterEach(() => catalog.close());

/** What is kept, as counting all rows gives it. */
const counted = (): unknown[] =>
  catalog
    .prepare(
      `SELECT folder_id, excluded, held_out, ifnull(readable, -1) AS readable, ifnull(min(width, height), -1) AS edge, count(*) AS count, sum(bytes) AS bytes
       FROM pictures GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
    )
    .all();
const kept = (): unknown[] => catalog.prepare('SELECT * FROM picture_sums ORDER BY 1, 2, 3, 4, 5').all();

const listed = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `${index}.png`, sort_key: String(index), bytes: bytes + index, modified: 1, problem: null }));

test('what is kept of pictures is what counting gives, whatever happens to them', () => {
  recordListing(catalog, 1, listed(6, 10));
  recordListing(catalog, 2, [...listed(3, 100), { path: 'link.png', sort_key: 'l', bytes: 0, modified: 0, problem: 'is a link' }]);
  expect(kept()).toEqual(counted());
  expect([countUnseen(catalog, [1]), countUnseen(catalog, [1, 2])]).toEqual([6, 9]);

  const seen = { readable: 1, problem: null, width: 30, height: 20, format: 'png' };
  recordLooks(catalog, [
    { id: 1, ...seen },
    { id: 2, ...seen, height: 40 },
    { id: 3, ...seen, readable: 0, problem: 'is cut off', width: null, height: null, format: null },
  ]);
  markPictures(catalog, 1, [1, 4], 'excluded', true);
  markPictures(catalog, 1, [4, 5], 'held_out', true);
  markPictures(catalog, 1, [4], 'excluded', false);
  expect(kept()).toEqual(counted());
  expect(sumPictures(catalog, [1])).toEqual({
    found: 6,
    excluded: 1,
    heldOut: 2,
    unreadable: 1,
    bytes: 75,
    edges: { smallest: 30, median: 30, largest: 30 },
  });
  expect((['all', 'included', 'excluded', 'held-out', 'unreadable'] as const).map((filter) => countPictures(catalog, 1, filter))).toEqual([6, 5, 1, 2, 1]);

  // A file that has changed is looked at again; one that is gone is forgotten.
  recordListing(catalog, 1, [{ path: '1.png', sort_key: '1', bytes: 500, modified: 2, problem: null }]);
  deletePictures(catalog, [1, 6]);
  expect(kept()).toEqual(counted());
  catalog.exec('DELETE FROM folders WHERE id = 1');
  expect(kept()).toEqual(counted());
  expect(sumPictures(catalog, [1])).toMatchObject({ found: 0, edges: null });
});
