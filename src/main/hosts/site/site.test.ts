import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { answerExport } from './exports.ts';
import type { WindowFiles } from './windowFiles.ts';
import { openWindowFiles } from './windowFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'recast-site-'));
const built = join(folder, 'window');
const exported = join(folder, 'exports');
const script = 'const line = 1;\n'.repeat(200);
let files: WindowFiles;
beforeAll(async () => {
  mkdirSync(join(built, 'assets'), { recursive: true });
  mkdirSync(join(exported, '그림/sub'), { recursive: true });
  writeFileSync(join(built, 'index.html'), 'first');
  writeFileSync(join(built, 'assets/app-1.js'), script);
  writeFileSync(join(built, 'assets/font-1.woff2'), 'font');
  writeFileSync(join(exported, '그림/sub/a.png'), 'a picture');
  writeFileSync(join(exported, '그림/b.png'), 'another');
  files = await openWindowFiles(built);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = async (path: string, headers = {}) => {
  const answer = await files.answer(new Request(`studio://app${path}`, { headers }));
  if (answer === null) throw new Error(`nothing at ${path}`);
  return answer;
};

describe('the files of the window', () => {
  it('are packed as the browser takes them, and whole where it takes none', async () => {
    const read = async (accept: string) => {
      const answer = await ask('/assets/app-1.js', { 'accept-encoding': accept });
      return [answer.headers.get('content-encoding'), Buffer.from(await answer.arrayBuffer())] as const;
    };
    const [br, packed] = await read('gzip, deflate, br');
    expect([br, brotliDecompressSync(packed).toString()]).toEqual(['br', script]);
    const [gzip, zipped] = await read('gzip, br;q=0');
    expect([gzip, gunzipSync(zipped).toString()]).toEqual(['gzip', script]);
    expect((await read(''))[1].toString()).toBe(script);
    expect((await ask('/assets/font-1.woff2', { 'accept-encoding': 'br' })).headers.has('content-encoding')).toBe(false);
  });

  it('stay for good where their name has their hash, and are asked after where it has not', async () => {
    expect((await ask('/assets/app-1.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const page = await ask('/');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const known = await ask('/', { 'if-none-match': page.headers.get('etag') ?? '' });
    expect([known.status, await known.text()]).toEqual([304, '']);
  });

  it('are those of the newest build', async () => {
    writeFileSync(join(built, 'index.html'), 'second');
    writeFileSync(join(built, 'assets/app-2.js'), 'new');
    expect(await (await ask('/')).text()).toBe('second');
    expect(await (await ask('/assets/app-2.js')).text()).toBe('new');
  });

  it('are missed in words', async () => {
    await expect(openWindowFiles(join(folder, 'none'))).rejects.toMatchObject({ code: 'WINDOW_NOT_BUILT' });
  });
});

describe('exports', () => {
  const fetchExport = (path: string) => answerExport(new Request(`studio://app${path}`), exported);

  it('of one file come under its name', async () => {
    const answer = await fetchExport('/exports/%EA%B7%B8%EB%A6%BC/b.png');
    expect(answer.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''b.png");
    expect(await answer.text()).toBe('another');
  });

  it('of a folder come as a zip of all below it', async () => {
    const answer = await fetchExport(`/exports/${encodeURIComponent('그림')}`);
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('그림.zip'));
    const names = await new Promise<string[]>((resolve, reject) => {
      void answer.arrayBuffer().then((bytes) =>
        yauzl.fromBuffer(Buffer.from(bytes), (error, archive) => {
          if (error) return reject(error);
          const found: string[] = [];
          archive.on('entry', ({ fileName }: { fileName: string }) => found.push(fileName));
          archive.on('end', () => resolve(found));
        }),
      );
    });
    expect(names.sort()).toEqual(['b.png', 'sub/a.png']);
  });
});
