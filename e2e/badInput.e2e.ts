import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawPictures, recast, tiny } from './recast.ts';

const folder = mkdtempSync(join(tmpdir(), 'recast-'));
const b = join(folder, 'squares');

beforeAll(() => drawPictures(b, 'square', 5));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('pictures that cannot be trained on', () => {
  const attempt = (side: string) => recast('train', 'cyclegan', '--home', join(folder, 'bad'), '--a', side, '--b', b, ...tiny, '--steps', '2');

  it('a folder that is missing', async () => {
    const missing = join(folder, 'missing');
    const { code, err } = await attempt(missing);
    expect(err).toContain(missing);
    expect(code).toBe(2);
  });

  it.each([
    ['empty', async (_path: string) => undefined],
    ['of one picture', (path: string) => drawPictures(path, 'disc', 1)],
    ['of text files called .png', async (path: string) => [0, 1, 2].forEach((index) => writeFileSync(join(path, `${index}.png`), 'no picture'))],
  ])('a folder %s', async (name, fill) => {
    const path = join(folder, name);
    await mkdir(path);
    await fill(path);
    const { code, err } = await attempt(path);
    expect(err).toContain(path);
    expect(err).toMatch(/^Error: /m);
    expect([1, 2]).toContain(code);
  });
});

describe('a home that cannot be used', () => {
  // A file in the folder's place: the rights of a folder do not bind root, under whom this may run.
  const home = join(folder, 'home that is a file');
  beforeAll(() => writeFileSync(home, ''));

  it('is named, and nothing begins', async () => {
    const { code, err } = await recast('train', 'cyclegan', '--home', home, '--a', b, '--b', folder, ...tiny, '--steps', '2');
    expect(err).toContain(home);
    expect([1, 2]).toContain(code);
  });

  it('is a finding of the doctor, who still looks at the devices', async () => {
    const { code, lines } = await recast('doctor', '--json', '--home', home);
    expect(code).toBe(1);
    expect(lines).toContainEqual(expect.objectContaining({ type: 'finding', area: 'home', name: home, ok: false }));
    expect(lines).toContainEqual(expect.objectContaining({ type: 'finding', area: 'device', name: 'cpu', ok: true }));
    expect(lines.at(-1)).toMatchObject({ type: 'verdict', canTrain: false });
  });
});
