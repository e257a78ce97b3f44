import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../browser/testing/served.ts';
import { startServer } from '../browser/testing/served.ts';
import { uploadEndings } from '../../../shared/contract/uploads.ts';
import { isPictureName } from '../../data/folder.ts';
import { storedPaths } from './names.ts';
import type { Uploads } from './uploads.ts';
import { openUploads } from './uploads.ts';

let server: TestServer;
let uploads: Uploads;
beforeAll(async () => {
  server = await startServer();
  // What a window asks for over its socket; the bodies go over the wire.
  uploads = await openUploads(server.parts.layout.uploads);
});
afterAll(() => server.end());

const put = async (path: string, body: Buffer | string, headers = {}) => {
  const { status, text } = await server.own(path, { method: 'PUT', body, headers });
  return { status, ...(text === '' ? {} : (JSON.parse(text) as { arrived?: number })) };
};
const text = (bytes: number) => 'x'.repeat(bytes);

describe('an upload', () => {
  it('arrives under its names, sub-folders and other scripts too', async () => {
    const files = [
      { path: '고양이/나비.png', bytes: 3 },
      { path: 'sub/üñï.jpg', bytes: 5 },
      { path: 'weights.safetensors', bytes: 0 },
    ];
    const { id, folder, missing } = await uploads.begin('고양이', files);
    expect(missing).toEqual(files.map((_, index) => ({ index, from: 0 })));
    for (const [index, { bytes }] of files.entries()) expect(await put(`/uploads/${id}/${index}`, text(bytes))).toMatchObject({ status: 200 });
    expect(folder.endsWith('고양이')).toBe(true);
    for (const { path, bytes } of files) expect(readFileSync(join(folder, path)).length).toBe(bytes);
    const again = await (await openUploads(server.parts.layout.uploads)).begin('고양이', files);
    expect(again).toEqual({ id, folder, missing: [] });
  });

  it('goes on where it broke off, also after a restart', async () => {
    const files = [{ path: 'large.png', bytes: 200_000 }];
    const { id, folder } = await uploads.begin('broken', files);
    await new Promise<void>((resolve) => {
      const outgoing = request({
        ...portOf(server),
        path: `/uploads/${id}/0?from=0`,
        method: 'PUT',
        headers: { ...entered(server), 'content-length': 200_000 },
      });
      outgoing.on('error', () => resolve());
      outgoing.write(Buffer.alloc(50_000, 1), () => setTimeout(() => outgoing.destroy(), 100));
    });
    const restarted = async () => (await openUploads(server.parts.layout.uploads)).status(id);
    await expect.poll(async () => (await restarted()).missing[0]?.from ?? 0).toBe(50_000);
    expect(await put(`/uploads/${id}/0?from=0`, Buffer.alloc(10))).toEqual({ status: 409, arrived: 50_000 });
    expect(await put(`/uploads/${id}/0?from=60000`, Buffer.alloc(10))).toEqual({ status: 409, arrived: 50_000 });
    expect(existsSync(join(folder, 'large.png'))).toBe(false);
    expect(await put(`/uploads/${id}/0?from=50000`, Buffer.alloc(150_000, 2))).toMatchObject({ status: 200 });
    const whole = readFileSync(join(folder, 'large.png'));
    expect([whole.length, whole[49_999], whole[50_000]]).toEqual([200_000, 1, 2]);
  });

  it('takes no more than was announced', async () => {
    const { id, folder } = await uploads.begin('too much', [{ path: 'a.png', bytes: 100 }]);
    expect(await put(`/uploads/${id}/0`, text(60))).toEqual({ status: 202, arrived: 60 });
    expect(await put(`/uploads/${id}/0?from=60`, text(1_000_000))).toEqual({ status: 413, arrived: 60 });
    expect(await put(`/uploads/${id}/0?from=60`, text(40))).toMatchObject({ status: 200 });
    expect(await put(`/uploads/${id}/0?from=100`, text(40))).toMatchObject({ status: 200 });
    expect(readFileSync(join(folder, 'a.png')).length).toBe(100);
  });

  it('is refused where it is packed, or nowhere asked for', async () => {
    const { id } = await uploads.begin('packed', [{ path: 'a.png', bytes: 1_000_000 }]);
    expect((await put(`/uploads/${id}/0`, gzipSync(Buffer.alloc(1_000_000)), { 'content-encoding': 'gzip' })).status).toBe(415);
    for (const path of [`/uploads/${id}/1`, '/uploads/00000000000000000000/0', '/uploads/..%2f..%2fhome/0', `/uploads/${id.toUpperCase()}x/0`]) {
      expect((await put(path, 'x')).status, path).toBe(404);
    }
    for (const path of [`/uploads/${id}/-1`, `/uploads/${id}/x`, `/uploads/${id}/0?from=-1`, `/uploads/${id}/0?from=1e9`]) {
      expect((await put(path, 'x')).status, path).toBe(400);
    }
  });

  it('is removed when it is given up', async () => {
    const { id } = await uploads.begin('given up', [{ path: 'a.png', bytes: 10 }]);
    await uploads.abort(id);
    expect(readdirSync(server.parts.layout.uploads)).not.toContain(id);
    await expect(uploads.status(id)).rejects.toMatchObject({ code: 'UPLOAD_UNKNOWN' });
  });

  it('does not begin where the disk cannot hold it, nor beside too many others', async () => {
    const large = Array.from({ length: 100_000 }, (_, index) => ({ path: `${index}.png`, bytes: 512 * 1024 * 1024 }));
    await expect(uploads.begin('large', large)).rejects.toMatchObject({ code: 'UPLOAD_NO_ROOM' });
    const folder = mkdtempSync(join(tmpdir(), 'recast-uploads-'));
    try {
      const many = await openUploads(folder);
      for (let index = 0; index < 50; index++) await many.begin('many', [{ path: `${index}.png`, bytes: 1 }]);
      await expect(many.begin('many', [{ path: 'one more.png', bytes: 1 }])).rejects.toMatchObject({ code: 'UPLOAD_TOO_MANY' });
      // Those that were given up long ago are gone.
      const later = await openUploads(folder, () => Date.now() + 30 * 86_400_000);
      expect((await later.begin('many', [{ path: 'one more.png', bytes: 1 }])).missing).toHaveLength(1);
      expect(readdirSync(folder)).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

const portOf = ({ address }: TestServer) => ({ host: '127.0.0.1', port: new URL(address).port });
const entered = ({ cookie, authority }: TestServer) => ({ cookie, origin: `http://${authority}` });
const stored = (path: string) => storedPaths([{ path, bytes: 1 }])[0];

describe('names', () => {
  it.each([
    '../a.png',
    'a/../../b.png',
    '/etc/a.png',
    'a//b.png',
    './a.png',
    '..',
    'a\0.png',
    'a\n.png',
    'C:\\a.png',
    '..\\..\\a.png',
    'a\u202egnp.exe.png',
    `${'ü'.repeat(150)}.png`,
    `${'a'.repeat(201)}.png`,
    '\ud800.png',
  ])('that could lead elsewhere are refused: %j', (path) => {
    expect(() => stored(path)).toThrow(expect.objectContaining({ code: 'UPLOAD_NAME_REFUSED' }));
  });

  it.each([
    ['CON.png', '_CON.png'],
    ['aux/com1.png', '_aux/_com1.png'],
    ['a:b?.png', 'a_b_.png'],
    ['ends. /a.png', 'ends._/a.png'],
    ['.hidden.png', '.hidden.png'],
    ['e\u0301.png', '\u00e9.png'],
  ])('that only some systems take are made fit: %j', (path, fit) => {
    expect(stored(path)).toBe(fit);
  });

  it.each(['a.exe', 'a', 'a.png.sh', 'a.html', 'a.zip', 'a.svgz', 'png', '.png', 'a/.png'])('of other kinds are refused: %s', (path) => {
    expect(() => stored(path)).toThrow(expect.objectContaining({ code: 'UPLOAD_KIND_REFUSED' }));
  });

  it('of pictures are those that a project finds in a folder', () => {
    expect(uploadEndings.pictures.filter((ending) => !isPictureName(`a${ending}`))).toEqual([]);
  });

  it('that a file system takes for one are told apart', () => {
    const files = ['a.png', 'A.png', 'a.PNG', 'a:.png', 'a_.png'].map((path) => ({ path, bytes: 1 }));
    const paths = storedPaths(files);
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(files.length);
  });

  it('lead below their folder, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('..', '.', '/', '\\', 'nul', 'x.png')), { minLength: 1, maxLength: 5 }),
        (parts) => {
          let path: string;
          try {
            path = stored(`${parts.join('/')}.png`);
          } catch {
            return;
          }
          expect(join('/root', path).startsWith('/root/')).toBe(true);
          expect(path.split('/').every((name) => name !== '' && !/^\.\.?$/.test(name))).toBe(true);
        },
      ),
    );
  });

  it('are refused before anything is written', async () => {
    const before = readdirSync(server.parts.layout.uploads);
    await expect(uploads.begin('../../elsewhere', [{ path: 'a.png', bytes: 1 }])).rejects.toMatchObject({ code: 'UPLOAD_NAME_REFUSED' });
    for (const name of ['..', 'a/b', 'a\\b', 'a\0'])
      await expect(uploads.begin(name, [{ path: 'a.png', bytes: 1 }])).rejects.toMatchObject({ code: 'UPLOAD_NAME_REFUSED' });
    await expect(uploads.begin('fine', [{ path: '../a.png', bytes: 1 }])).rejects.toMatchObject({ code: 'UPLOAD_NAME_REFUSED' });
    await expect(uploads.begin('fine', [{ path: 'a.png', bytes: 1e12 }])).rejects.toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
    expect(readdirSync(server.parts.layout.uploads)).toEqual(before);
  });
});
