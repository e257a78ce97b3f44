import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AllowedFolders } from './folders.ts';
import { mayUse, openAllowed } from './folders.ts';

const folder = mkdtempSync(join(tmpdir(), 'recast-allowed-'));
const root = join(folder, 'pictures');
let allowed: AllowedFolders;
beforeAll(async () => {
  mkdirSync(join(root, 'sub'), { recursive: true });
  mkdirSync(join(folder, 'pictures of others'));
  writeFileSync(join(folder, 'pictures of others', 'theirs.png'), '');
  for (const name of ['10.png', '2.png', 'notes.txt', '.hidden.png', 'sub/deep.png']) writeFileSync(join(root, name), '');
  symlinkSync(join(folder, 'pictures of others'), join(root, 'away'));
  symlinkSync(join(root, 'sub'), join(root, 'within'));
  symlinkSync(join(root, 'nowhere'), join(root, 'broken'));
  allowed = await openAllowed([root]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('shows folders first, in the order of people, without what is hidden or leads away', async () => {
  expect(await allowed.browse(null)).toEqual({ path: null, parent: null, entries: [{ name: root, path: root, kind: 'folder' }] });
  const { path, parent, entries } = await allowed.browse(root);
  expect([path, parent]).toEqual([root, null]);
  expect(entries.map(({ name, kind }) => [name, kind])).toEqual([
    ['sub', 'folder'],
    ['within', 'folder'],
    ['2.png', 'picture'],
    ['10.png', 'picture'],
    ['notes.txt', 'file'],
  ]);
  expect((await allowed.browse(join(root, 'sub'))).parent).toBe(root);
});

it.each(['..', 'away', '../pictures of others', 'sub/../..', 'nowhere', '/', '/etc'])('refuses %s', async (path) => {
  const asked = path.startsWith('/') ? path : `${root}/${path}`;
  await expect(allowed.browse(asked)).rejects.toMatchObject({ code: 'PATH_NOT_ALLOWED' });
});

it('knows by the real path what may be used, also of what is not there yet', () => {
  for (const path of ['', 'sub', 'within/deep.png', 'new/folder', 'sub/../new']) expect(mayUse([root], join(root, path)), path).toBe(true);
  for (const path of [folder, `${root} of others`, join(root, 'away'), join(root, 'away/new.png'), join(root, '../x'), '/', '', `${root}/a\0`]) {
    expect(mayUse([root], path), path).toBe(false);
  }
  expect(mayUse([], root)).toBe(false);
  // Never normalized on the way: the system follows a link before it goes up.
  for (const path of [`${root}/away/../secret.txt`, `${root}/sub/../2.png`, `${root}/broken`, `${root}/broken/new.png`, 'sub', `/${root}`]) {
    expect(mayUse([root], path), path).toBe(false);
  }
});

it('refuses to open what is no folder', async () => {
  await expect(openAllowed([join(root, '2.png')])).rejects.toMatchObject({ code: 'FOLDER_MISSING' });
});
