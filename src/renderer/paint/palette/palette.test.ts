import { expect, test } from 'vitest';
import type { Triple } from '../../../shared/colour/lab.ts';
import { hexOf } from '../../../shared/colour/text.ts';
import type { Palette } from '../../../shared/contract/swatches.ts';
import { carryOver } from './carried.ts';
import { drawnFrom } from './drawn.ts';
import { readPalette } from './read.ts';
import { gplOf } from './write.ts';

const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).slice().buffer;
const hexes = (colours: readonly Triple[] | undefined): string[] => (colours ?? []).map(hexOf);

test('reads palettes of GIMP', () => {
  const text = 'GIMP Palette\nName: Autumn leaves\nColumns: 2\n#\n255 128   0\tOrange\n  0   0   0\n';
  const palette = readPalette(bytes(text), 'a.gpl');
  expect(palette?.name).toBe('Autumn leaves');
  expect(hexes(palette?.colours)).toEqual(['#ff8000', '#000000']);
});

/** A file of Adobe's form with one group and these colours. */
function ase(group: string, colours: readonly [model: string, ...values: number[]][]): ArrayBuffer {
  const name = (text: string): number[] => [
    0,
    text.length + 1,
    ...Array.from(`${text}\0`).flatMap((letter) => [letter.charCodeAt(0) >> 8, letter.charCodeAt(0) & 255]),
  ];
  const floats = (values: readonly number[]): number[] => values.flatMap((value) => [...new Uint8Array(new Float32Array([value]).buffer)].reverse());
  const block = (kind: readonly number[], body: readonly number[]): number[] => [...kind, 0, 0, body.length >> 8, body.length & 255, ...body];
  const ascii = (text: string): number[] => Array.from(text).map((letter) => letter.charCodeAt(0));
  const blocks = [
    block([0xc0, 1], name(group)),
    ...colours.map(([model, ...values]) => block([0, 1], [...name('c'), ...ascii(model.padEnd(4)), ...floats(values), 0, 0])),
  ];
  return Uint8Array.from([...ascii('ASEF'), 0, 1, 0, 0, 0, 0, 0, blocks.length, ...blocks.flat()]).buffer;
}

test('reads swatches of Adobe, in every model', () => {
  const file = ase('봄', [
    ['RGB', 1, 0.5, 0],
    ['Gray', 0.5],
    ['CMYK', 1, 0, 0, 0],
    ['LAB', 1, 0, 0],
  ]);
  const palette = readPalette(file, 'spring.ase');
  expect(palette?.name).toBe('봄');
  expect(hexes(palette?.colours)).toEqual(['#ff8000', '#808080', '#00ffff', '#ffffff']);
  // One that ends in the middle gives nothing rather than some.
  expect(readPalette(file.slice(0, 60), 'cut.ase')).toBeNull();
});

test('reads lists of hex colours, as paint programs and web sites write them', () => {
  const palette = readPalette(bytes(';paint.net\nFF8800\n#0f0, 112233\nnothing here\n'), 'my list.hex');
  expect(palette?.name).toBe('my list');
  expect(hexes(palette?.colours)).toEqual(['#ff8800', '#00ff00', '#112233']);
  expect(readPalette(bytes('no colours at all'), 'a.txt')).toBeNull();
});

test('draws the colours out of a picture, the most frequent first', () => {
  const picture: Triple[] = [...Array.from({ length: 60 }, (): Triple => [1, 0, 0]), ...Array.from({ length: 30 }, (): Triple => [0, 0, 1]), [0, 1, 0]];
  expect(hexes(drawnFrom(picture, 8))).toEqual(['#ff0000', '#0000ff', '#00ff00']);
  expect(hexes(drawnFrom(picture, 2))).toHaveLength(2);
  expect(drawnFrom([], 8)).toEqual([]);
});

test('what is written for other programs is read as it was', () => {
  const colours: Triple[] = [
    [1, 0.2, 0],
    [0, 0, 0],
    [0.4, 0.6, 0.8],
  ];
  const written = gplOf({ name: 'Two\nlines', colours });
  expect(written.split('\n').slice(0, 2)).toEqual(['GIMP Palette', 'Name: Two lines']);
  expect(readPalette(bytes(written), 'any.gpl')).toEqual({ name: 'Two lines', colours });
});

/** What a browser keeps. */
function storageWith(kept: string): Storage {
  const all = new Map([['recast-swatches', kept]]);
  const storage = { getItem: (key: string) => all.get(key) ?? null, removeItem: (key: string) => all.delete(key) };
  // One cast: the rest of it is asked by nobody here.
  return storage as unknown as Storage;
}

test('palettes of an older window are carried over once, but for those that cannot be read or are there', async () => {
  const spring: Palette = { name: 'spring', colours: [[0.1, 0.2, 0.3]] };
  const kept: Palette[] = [];
  const keep = async (palette: Palette): Promise<unknown> => kept.push(palette);
  const storage = storageWith(JSON.stringify({ recent: [], palettes: [spring, { name: 'broken', colours: [[7]] }, { ...spring, name: 'known' }] }));
  await expect(carryOver(storage, [], () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await carryOver(storage, ['known'], keep);
  await carryOver(storage, ['known'], keep);
  expect(kept).toEqual([spring]);
  const damaged = storageWith('{"palettes": [');
  await carryOver(damaged, [], keep);
  expect([kept.length, damaged.getItem('recast-swatches')]).toEqual([1, null]);
});
