import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanFolder } from '../folder.ts';
import { readCaptions } from './captions.ts';
import { readCsv } from './csv.ts';
import { ownCaptions } from './ownCaptions.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  await mkdir(join(folder, 'birds'));
  const grey = sharp({ create: { width: 4, height: 4, channels: 3, background: '#808080' } });
  for (const name of ['fox.png', 'owl.png', '고양이.png', 'birds/owl.png', 'birds/small_robin-02.png', 'IMG_0042.png'])
    await grey.clone().png().toFile(join(folder, name));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Captions by the name below the folder, and faults without it. */
async function read(name: string | null, content: string | Uint8Array = ''): Promise<{ captions: Record<string, readonly string[]>; faults: string[] }> {
  const file = name === null ? null : join(folder, name);
  if (file !== null) await writeFile(file, content);
  const { files } = await scanFolder(folder);
  const { byPicture, faults } = await readCaptions(file, files);
  if (file !== null) await rm(file);
  return {
    captions: Object.fromEntries(files.flatMap(({ path, relative }) => (byPicture.has(path) ? [[relative, byPicture.get(path) ?? []]] : []))),
    faults: faults.map(({ path, reason }) => `${path.slice(folder.length + 1)}: ${reason}`),
  };
}

describe('captions from a file', () => {
  it('come from a CSV with quotes, several captions and names in several forms', async () => {
    const { captions, faults } = await read(
      'c.csv',
      'caption,file\n"a fox, ""red""\nand quick",fox.png\na fox,fox\n, owl.png\n고양이 한 마리,고양이.png\nrobin,small_robin-02\n',
    );
    expect(captions).toEqual({ 'fox.png': ['a fox, "red" and quick', 'a fox'], '고양이.png': ['고양이 한 마리'], 'birds/small_robin-02.png': ['robin'] });
    expect(faults).toEqual([
      'c.csv:5: its caption is empty',
      'birds/owl.png: it has no caption',
      'IMG_0042.png: it has no caption',
      'owl.png: it has no caption',
    ]);
  });

  it('lose only the lines that are broken or name nothing', async () => {
    const { captions, faults } = await read('c.csv', 'fox.png;a fox\n"owl.png;an owl\nlost.png;a cat\nfox.png\nbirds/owl.png;an owl in a tree');
    expect(captions).toEqual({ 'fox.png': ['a fox'], 'birds/owl.png': ['an owl in a tree'] });
    expect(faults.slice(0, 3)).toEqual([
      'c.csv:2: a quotation mark is never closed',
      'c.csv:4: it has no caption beside the name',
      'c.csv:3: there is no picture "lost.png"',
    ]);
  });

  it.each([
    ['closed by the mark of a later row', 'fox.png,"a red fox\nowl.png,an owl\n고양이.png,"a cat"\nfox.png,quick'],
    ['closed by the end of a later row', 'fox.png,"a red fox\nowl.png,an owl"\n고양이.png,a cat\nfox.png,quick'],
    ['never closed', 'fox.png,"a red fox\nowl.png,an owl\n고양이.png,a cat\nfox.png,quick'],
  ])('swallow no lines where a quotation mark is open: %s', async (_, content) => {
    const { captions, faults } = await read('c.csv', content);
    expect(faults[0]).toBe('c.csv:1: a quotation mark is never closed');
    expect(captions['fox.png']).toEqual(['quick']);
    expect(captions['고양이.png']).toEqual(['a cat']);
    expect(faults.some((fault) => fault.startsWith('c.csv:') && fault.includes('there is no picture'))).toBe(false);
  });

  it('come from JSON lines, with emoji, right-to-left words and ten thousand of them', async () => {
    const long = 'word '.repeat(10_000);
    const lines = [{ file: 'fox.png', captions: ['🦊', 'ثعلب أحمر'] }, { file: 'owl.png', caption: long }, 'no object', { caption: 'of nothing' }].map((line) =>
      JSON.stringify(line),
    );
    const { captions, faults } = await read('c.jsonl', [...lines, '{"file": "fox.png", '].join('\n'));
    expect(captions['fox.png']).toEqual(['🦊', 'ثعلب أحمر']);
    expect(captions['owl.png'][0]).toHaveLength(1999);
    expect(faults.slice(0, 4)).toEqual([
      'c.jsonl:3: it is no JSON object',
      'c.jsonl:4: it names no picture',
      'c.jsonl:5: it is no JSON object',
      'c.jsonl:2: its caption has 10,000 words, of which the first 2,000 characters are kept',
    ]);
  });

  it('are read in the encodings that people still have', async () => {
    const korean = Uint8Array.from([...Buffer.from('fox.png,'), 0xbf, 0xa9, 0xbf, 0xec]);
    const { captions, faults } = await read('c.csv', korean);
    expect(captions['fox.png']).toEqual(['여우']);
    expect(faults[0]).toBe('c.csv: it is not UTF-8 and was read as euc-kr');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('fox.png,a fox', 'utf16le')]);
    expect((await read('c.csv', wide)).captions['fox.png']).toEqual(['a fox']);
  });

  it('are refused where the file as a whole is none', async () => {
    await expect(read('c.csv', Uint8Array.of(1, 0, 2, 0))).rejects.toMatchObject({ code: 'CAPTIONS_UNREADABLE' });
    await expect(read('c.docx', 'fox.png,a fox')).rejects.toMatchObject({ code: 'CAPTIONS_UNREADABLE' });
    await expect(readCaptions(join(folder, 'gone.csv'), [])).rejects.toMatchObject({ code: 'CAPTIONS_UNREADABLE' });
  });

  it('never fail to be read as a table, whatever the text', () => {
    for (const text of ['', '"', '"a', 'a"b,c"d', '\n\n', '"a"b"c', ',,,', 'a,"b\r\nc,d', '"a""']) expect(() => [...readCsv(text)]).not.toThrow();
  });
});

describe('captions without a file', () => {
  it('come from the text beside a picture, its metadata, and what it and its folder are called', async () => {
    await writeFile(join(folder, 'fox.txt'), 'a red fox\r\n\r\nquick\n');
    const xmp =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">salt &amp; pepper owl</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>';
    await sharp({ create: { width: 4, height: 4, channels: 3, background: '#808080' } })
      .withXmp(xmp)
      .png()
      .toFile(join(folder, 'owl.png'));
    const { captions, faults } = await read(null);
    expect(captions).toEqual({
      'fox.png': ['a red fox', 'quick'],
      'owl.png': ['salt & pepper owl'],
      '고양이.png': ['고양이'],
      'birds/owl.png': ['birds owl'],
      'birds/small_robin-02.png': ['birds small robin'],
    });
    expect(faults).toEqual(['IMG_0042.png: it has no caption']);
  });

  it('are none where a program named the file', async () => {
    const said = (name: string): Promise<string[]> => ownCaptions({ path: name, relative: name }, ['names']);
    for (const name of ['7a5e774f8e1d0e79.png', '3F2504E0-4F89-11D3-9A0C-0305E82C3301.jpg', 'd41d8cd9_8f00b204.webp', 'DSC_0001.jpg'])
      expect(await said(name)).toEqual([]);
    expect(await Promise.all(['decade.png', 'facade 12.png', 'cafe1234 beans.png', 'a1.png'].map(said))).toEqual([
      ['decade'],
      ['facade'],
      ['cafe1234 beans'],
      ['a'],
    ]);
  });
});
