import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeSafetensors } from '../../checkpoints/safetensors.ts';
import type { PictureFile } from '../folder.ts';
import { npyOf } from '../testing/npy.ts';
import { readEmbeddings } from './embeddings.ts';
import { embeddingWidth } from './table.ts';

const WIDTH = 8;
const picture = (name: string): PictureFile => ({ path: `/pictures/${name}`, relative: name, bytes: 1, modified: 1 });
const pictures = [picture('fox.png'), picture('birds/owl.png'), picture('cat.png')];

/** Rows that point in different directions. */
const values = (rows: number): number[] => Array.from({ length: rows * WIDTH }, (_, i) => Math.sin(1 + i * i));
const length = (row: Float32Array | undefined): number => Math.hypot(...(row ?? []));
const names = ({ byPicture }: Awaited<ReturnType<typeof readEmbeddings>>) => Object.fromEntries([...byPicture].map(([path, own]) => [path.slice(10), own]));

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'recast-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

const reasonOf = async (path: string, captions: string | null = null): Promise<string> => {
  try {
    await readEmbeddings(path, captions, pictures);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EMBEDDINGS_UNREADABLE') return error.message;
    throw error;
  }
  return 'read';
};

describe('rows find their pictures', () => {
  it('by the names of tensors, one row or several each', async () => {
    const tensor = (rows: number, from: number) => ({ shape: [rows, WIDTH], values: Float32Array.from(values(rows + from).slice(from * WIDTH)) });
    const one = { shape: [WIDTH], values: Float32Array.from(values(1)) };
    const path = await file('named.safetensors', encodeSafetensors({ fox: one, 'birds/owl.png': tensor(2, 1), ghost: tensor(1, 3) }));
    const given = await readEmbeddings(path, null, pictures);
    expect(names(given)).toEqual({ 'fox.png': ['fox.png'], 'birds/owl.png': ['birds/owl.png', 'birds/owl.png (2)'] });
    expect(given.faults.map(({ reason }) => reason)).toEqual(['there is no picture "ghost"', 'it has no embedding']);
    expect(given.width).toBe(WIDTH);
    // Rows come to the length that those of the encoder have which is trained here.
    for (const row of given.rows.values()) expect(length(row)).toBeCloseTo(Math.sqrt(WIDTH), 4);
  });

  it('by the lines of the .txt beside it, in numbers of half precision or double', async () => {
    await file('listed.txt', 'cat\r\nbirds/owl.png\r\n\r\n');
    for (const type of ['<f2', '<f4', '<f8']) {
      const path = await file('listed.npy', npyOf([2, 3, WIDTH], values(6), type));
      expect(names(await readEmbeddings(path, null, pictures))).toEqual({
        'cat.png': ['cat.png', 'cat.png (2)', 'cat.png (3)'],
        'birds/owl.png': ['birds/owl.png', 'birds/owl.png (2)', 'birds/owl.png (3)'],
      });
    }
  });

  it('by the captions of a file, whose words they are called by; equal rows are one', async () => {
    const captions = await file('captions.csv', 'file,caption,caption2\nfox.png,a red fox,an animal\ncat.png,a cat,an animal\n');
    const rows = values(3);
    const path = await file('rows.npy', npyOf([4, WIDTH], [...rows, ...rows.slice(WIDTH, 2 * WIDTH)]));
    const given = await readEmbeddings(path, captions, pictures);
    expect(names(given)).toEqual({ 'fox.png': ['a red fox', 'an animal'], 'cat.png': ['a cat', 'an animal'] });
    expect(given.rows.size).toBe(3);
    const other = await readEmbeddings(await file('rows.npy', npyOf([4, WIDTH], values(4))), captions, pictures);
    expect(names(other)['cat.png']).toEqual(['a cat', 'an animal (2)']);
    expect(other.hash).not.toBe(given.hash);
  });
});

describe('files that cannot be used say why', () => {
  const broken: [string, () => Uint8Array, string][] = [
    ['count', () => npyOf([3, WIDTH], values(3)), 'it has 3 rows, and two.csv 2 captions'],
    ['cut off', () => npyOf([2, WIDTH], values(2)).subarray(0, 150), 'it is cut off or damaged'],
    ['whole numbers', () => npyOf([2, WIDTH], values(2), '<i8'), 'of the type <i8'],
    ['columns first', () => npyOf([2, WIDTH], values(2), '<f4', true), 'column by column'],
    ['one axis', () => npyOf([2 * WIDTH], values(2)), 'its shape is [16]'],
    ['too short', () => npyOf([2, 2], [1, 2, 3, 4]), '8 to 4,096 are possible'],
    ['no number', () => npyOf([2, WIDTH], [...values(1), ...values(1).fill(Number.NaN, 3, 4)]), 'row 2 has something in it that is no number'],
    ['zeros', () => npyOf([2, WIDTH], [...values(1), ...values(1).fill(0)]), 'row 2 is all zeros'],
    ['another file', () => new TextEncoder().encode('file,caption\n'.repeat(99)), 'its header cannot be read'],
    ['empty', () => new Uint8Array(), 'it is empty'],
  ];

  it.each(broken)('%s', async (name, content, reason) => {
    const captions = await file('two.csv', 'fox.png,a red fox\ncat.png,a cat\n');
    expect(await reasonOf(await file('broken.npy', content()), captions)).toContain(reason);
    expect(name).not.toBe('');
  });

  it('names that are missing, lines that are broken, another ending, a folder, safetensors that are damaged', async () => {
    const path = await file('alone.npy', npyOf([2, WIDTH], values(2)));
    expect(await reasonOf(path)).toContain('name the pictures in alone.txt');
    expect(await reasonOf(path, await file('odd.csv', 'fox.png,a red fox\ncat.png\n'))).toContain('line 2 of odd.csv gives no caption');
    expect(await reasonOf(await file('rows.bin', 'x'))).toContain('neither in .npy nor in .safetensors');
    expect(await reasonOf(join(folder, 'gone.npy'))).toContain('it is not there any more');
    expect(
      await reasonOf(await file('cut.safetensors', encodeSafetensors({ fox: { shape: [WIDTH], values: new Float32Array(WIDTH) } }).subarray(0, 40))),
    ).toContain('the file is cut off');
    const differ = { fox: { shape: [8], values: Float32Array.from(values(1)) }, cat: { shape: [9], values: new Float32Array(9).fill(1) } };
    expect(await reasonOf(await file('differ.safetensors', encodeSafetensors(differ)))).toContain('"fox" has rows of 8 numbers, and "cat" of 9');
  });

  it('the length of rows is known from the header alone', async () => {
    expect(await embeddingWidth(await file('wide.npy', npyOf([1, 2, 300], new Array<number>(600).fill(1))))).toBe(300);
  });
});
