import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { scanFolder } from './folder.ts';
import { temporaryFolders } from './testing/pictures.ts';

const temporary = temporaryFolders();

function fill(folder: string, ...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
}

const names = async (folder: string): Promise<string[]> => (await scanFolder(folder)).files.map(({ relative }) => relative.replaceAll('\\', '/'));

test('pictures of any depth, in the order people expect', async () => {
  const folder = temporary();
  fill(folder, '10.png', '2.PNG', 'a/3.jpeg', 'a/b/c/d.webp', 'a/20.tif', 'x.jpg', 'x.gif', 'x.avif', 'x.svg', 'x.tiff', 'x.jfif');
  expect(await names(folder)).toEqual(['2.PNG', '10.png', 'a/3.jpeg', 'a/20.tif', 'a/b/c/d.webp', 'x.avif', 'x.gif', 'x.jfif', 'x.jpg', 'x.svg', 'x.tiff']);
});

test('other files are counted, hidden ones and leftovers of systems passed over', async () => {
  const folder = temporary();
  fill(folder, 'a.png', 'b.txt', 'c', 'notes.md', '.hidden.png', '._a.png', '.git/x.png', '__MACOSX/x.png', '@eaDir/x.png', 'Thumbs.db');
  const { files, skipped, others } = await scanFolder(folder);
  expect([files.length, skipped.length, others]).toEqual([1, 0, 4]);
  expect(files[0]).toMatchObject({ path: join(folder, 'a.png'), relative: 'a.png', bytes: 5 });
});

test('names of every kind', async () => {
  const folder = temporary();
  const odd = [
    '고양이.png',
    'Łódź é.png',
    'e\u0301.png',
    '🐈‍⬛.png',
    'two  spaces .png',
    "it's #1 [50%] & $HOME; `x`.png",
    '-rf.png',
    'new\nline.png',
    `${'長'.repeat(80)}.png`,
  ];
  fill(folder, ...odd);
  expect((await names(folder)).toSorted()).toEqual(odd.toSorted());
});

test('links are followed, each target once, and loops end', async () => {
  const [folder, elsewhere, lone] = [temporary(), temporary(), temporary()];
  fill(folder, 'a/1.png', 'a/b/2.png');
  fill(elsewhere, '3.png', 'deep/4.png', 'single.png');
  symlinkSync(folder, join(folder, 'a/b/up'));
  symlinkSync(join(folder, 'a'), join(folder, '0-again'));
  symlinkSync(elsewhere, join(folder, 'other'));
  symlinkSync(folder, join(elsewhere, 'back'));
  symlinkSync(join(elsewhere, 'deep'), join(folder, 'z-deep'));
  symlinkSync(join(folder, 'a/1.png'), join(folder, 'same.png'));
  symlinkSync(join(elsewhere, 'single.png'), join(folder, 'linked.png'));
  fill(lone, 'lone.png');
  symlinkSync(join(lone, 'lone.png'), join(folder, 'z-lone.png'));
  symlinkSync(join(lone, 'lone.png'), join(folder, 'z-lone-again.png'));
  symlinkSync('itself.png', join(folder, 'itself.png'));
  symlinkSync('nowhere.png', join(folder, 'dead.png'));
  symlinkSync('nowhere', join(folder, 'dead'));
  const { files, skipped } = await scanFolder(folder);
  expect(files.map(({ relative }) => relative)).toEqual(['a/1.png', 'a/b/2.png', 'other/3.png', 'other/deep/4.png', 'other/single.png', 'z-lone-again.png']);
  expect(skipped.map(({ path, reason }) => [path.slice(folder.length + 1), reason])).toEqual([
    ['dead.png', 'it is a link to something that is not there'],
    ['itself.png', 'the system cannot read it (ELOOP)'],
  ]);
});

test('a folder reached through a link itself', async () => {
  const [folder, links] = [temporary(), temporary()];
  fill(folder, '1.png', 'a/2.png');
  symlinkSync(folder, join(links, 'link'));
  expect(await names(join(links, 'link'))).toEqual(['1.png', 'a/2.png']);
});

test.skipIf(process.platform === 'win32')('a pipe named .png is no picture and stops nothing', async () => {
  const folder = temporary();
  fill(folder, '1.png');
  execFileSync('mkfifo', [join(folder, 'pipe.png')]);
  const { files, skipped } = await scanFolder(folder);
  expect(files).toHaveLength(1);
  expect(skipped).toEqual([{ path: join(folder, 'pipe.png'), reason: 'it is not a plain file' }]);
});

test.skipIf(process.platform !== 'linux')('a name that is not Unicode is named as such', async () => {
  const folder = temporary();
  fill(folder, '1.png');
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.png')]), 'x');
  const { files, skipped } = await scanFolder(folder);
  expect(files).toHaveLength(1);
  expect(skipped).toMatchObject([{ reason: 'its name cannot be told in Unicode; rename it' }]);
});

/** Does something as a user who has no special rights, since the administrator may read everything. */
async function withoutPrivileges(work: () => Promise<void>): Promise<void> {
  const user = process.geteuid?.();
  if (user !== 0) return work();
  process.seteuid?.('nobody');
  try {
    await work();
  } finally {
    process.seteuid?.(user);
  }
}

test.skipIf(process.platform === 'win32')('folders without rights are skipped with their reason', async () => {
  const folder = temporary();
  fill(folder, '1.png', 'locked/2.png');
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'locked'), 0);
  try {
    await withoutPrivileges(async () => {
      const { files, skipped } = await scanFolder(folder);
      expect(files).toHaveLength(1);
      expect(skipped).toEqual([{ path: join(folder, 'locked'), reason: 'reading it is not allowed' }]);
      await expect(scanFolder(join(folder, 'locked'))).rejects.toMatchObject({ code: 'FOLDER_UNREADABLE' });
    });
  } finally {
    chmodSync(join(folder, 'locked'), 0o700);
  }
});

test('a folder that is missing, or is a file', async () => {
  const folder = temporary();
  fill(folder, '1.png');
  await expect(scanFolder(join(folder, 'none'))).rejects.toMatchObject({
    code: 'FOLDER_MISSING',
    message: `There is no folder at ${join(folder, 'none')}.`,
    exit: 2,
  });
  await expect(scanFolder(join(folder, '1.png'))).rejects.toMatchObject({ code: 'FOLDER_IS_FILE' });
  await expect(scanFolder(join(folder, '1.png', 'below'))).rejects.toMatchObject({ code: 'FOLDER_MISSING' });
  rmSync(join(folder, '1.png'));
  expect(readdirSync(folder)).toEqual([]);
  expect(await scanFolder(folder)).toEqual({ files: [], skipped: [], others: 0 });
});
