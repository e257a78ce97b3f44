import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { encodeSafetensors } from '../checkpoints/safetensors.ts';
import { RecastError } from '../../shared/errors/index.ts';
import { openWeights } from './open.ts';
import { golden } from './testing/picture.ts';
import { encodeTorch } from './torchWriter.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'recast-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every tensor's values by name. */
async function valuesIn(path: string): Promise<Record<string, { shape: readonly number[]; values: number[] }>> {
  const file = await openWeights(path);
  try {
    const read: Record<string, { shape: readonly number[]; values: number[] }> = {};
    for (const [name, tensor] of file.tensors) read[name] = { shape: tensor.shape, values: Array.from(await file.read(tensor)) };
    return read;
  } finally {
    await file.close();
  }
}

let files = 0;
/** A file with these bytes, opened. */
async function opened(bytes: Uint8Array | string, ending = '.pth'): Promise<ReadonlyMap<string, unknown>> {
  const path = join(folder, `${files++}${ending}`);
  await writeFile(path, bytes);
  const file = await openWeights(path);
  await file.close();
  return file.tensors;
}

/** A pickle of protocol 2: texts are taken as they are, numbers as bytes. */
const pickle = (...parts: (string | number)[]): Buffer =>
  Buffer.concat([Buffer.of(0x80, 2), ...parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.of(part)))]);

async function zipOf(entries: Readonly<Record<string, Uint8Array>>, compress = false): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name, { compress });
  zip.end();
  return buffer(zip.outputStream);
}

/** `GLOBAL` of a name, then the tuple of a storage of `count` floats under the key "0", then the reference to it. */
const storage = (count: number): string =>
  `ctorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000X\x03\0\0\0cpuK${String.fromCharCode(count)}tQ`;

describe('weights', () => {
  it.each(['views.pth', 'views-old.pth'])('of %s have the values that PyTorch saved, whatever their strides', async (name) => {
    const base = (i: number, j: number, k: number): number => 12 * i + 4 * j + k;
    const [two, three, four] = [2, 3, 4].map((length) => Array.from({ length }, (_, i) => i));
    expect(await valuesIn(golden(name))).toEqual({
      turned: { shape: [4, 2, 3], values: four.flatMap((k) => two.flatMap((i) => three.map((j) => base(i, j, k)))) },
      part: { shape: [2, 2, 2], values: two.flatMap((i) => [1, 2].flatMap((j) => [0, 2].map((k) => base(i, j, k)))) },
      scalar: { shape: [], values: [5] },
      parameter: { shape: [4], values: [0, 1, 2, 3] },
    });
  });

  it('of both forms, alone and wrapped, are the same', async () => {
    const alone = await valuesIn(golden('latest_net_G_A.pth'));
    const [wrapped, old] = [await openWeights(golden('wrapped.pth')), await valuesIn(golden('wrapped-old.pth'))];
    await wrapped.close();
    expect(Object.keys(alone)).toHaveLength(20);
    expect(old).toEqual(Object.fromEntries(Object.entries(alone).map(([name, values]) => [`state_dict.${name}`, values])));
    expect([...wrapped.tensors.keys()]).toEqual(expect.arrayContaining(['netG_B.module.model.1.weight', 'netD_A.model.0.weight']));
  });

  it.each(['float16', 'bfloat16', 'float64'])('of %s are the same in PyTorch and safetensors files', async (name) => {
    const stored = await valuesIn(golden(`${name}.pth`));
    expect(await valuesIn(golden(`${name}.safetensors`))).toEqual(stored);
    expect(stored['model.1.weight'].values.some((value) => Math.abs(value) > 0.01)).toBe(true);
  });

  it('that we write as PyTorch are read as they were', async () => {
    const tensors = {
      'a.weight': { shape: [2, 3], values: Float32Array.of(1, -0, NaN, Infinity, 2 ** -149, 3) },
      b: { shape: [], values: Float32Array.of(7) },
    };
    const path = join(folder, 'ours.pth');
    await writeFile(path, Buffer.concat(encodeTorch(tensors)));
    expect(await valuesIn(path)).toEqual({ 'a.weight': { shape: [2, 3], values: [1, -0, NaN, Infinity, 2 ** -149, 3] }, b: { shape: [], values: [7] } });
  });
});

describe('a file that is none of weights is refused', () => {
  it.each([
    ['nothing', '', 'it is empty.'],
    ['a web page', '<!doctype html>', 'neither a file that PyTorch saved nor a safetensors file'],
    ['a pickle of something else', pickle('K\x05.'), 'not one that PyTorch wrote'],
    ['an operation that there is not', pickle(0xff), 'there is no operation 0xff'],
    ['a pickle without an end', pickle('K\x05'), 'cut off'],
    ['a whole number of gigabytes', pickle(0x8b, 0xff, 0xff, 0xff, 0x7f), 'a whole number of 2147483647 bytes'],
    ['a text of exabytes', pickle(0x8d, '\xff\xff\xff\xff\xff\xff\xff\x7f'), 'cut off'],
    ['marks without values', pickle('t.'), 'damaged'],
    ['a call of a number', pickle('K\x05)R.'), 'cannot be called'],
  ])('%s', async (_, bytes, reason) => {
    await expect(opened(bytes)).rejects.toMatchObject({ code: 'WEIGHTS_UNREADABLE', message: expect.stringContaining(reason) as string });
  });

  it('with more operations than a network needs, in little time and memory', async () => {
    await expect(opened(pickle(']'.repeat(2_000_000)))).rejects.toThrow('has more than 1000000 operations');
  });

  it('a tensor larger than what it is made of, by strides of 0 or beyond its end', async () => {
    const tensor = (shape: string, strides: string): Buffer => pickle('}X\x01\0\0\0w', storage(4), `K\0${shape}${strides}\x89}tRs.`);
    for (const [shape, strides] of [
      ['J\xff\xff\xff\x7fJ\xff\xff\xff\x7f\x86', 'K\0K\0\x86'],
      ['K\x05\x85', 'K\x01\x85'],
      ['K\x02\x85', 'K\x04\x85'],
    ]) {
      const bytes = await zipOf({ 'archive/data.pkl': tensor(shape, strides), 'archive/data/0': new Uint8Array(16) });
      await expect(opened(bytes)).rejects.toThrow('reaches beyond the 4 numbers it is made of');
    }
    const fits = await zipOf({ 'archive/data.pkl': tensor('K\x02\x85', 'K\x03\x85'), 'archive/data/0': new Uint8Array(16) });
    expect([...(await opened(fits)).keys()]).toEqual(['w']);
  });

  it('a Python object that is no tensor, by its name; nothing is run', async () => {
    for (const name of ['command.pth', 'command-old.pth']) {
      await expect(openWeights(golden(name))).rejects.toMatchObject({
        code: 'WEIGHTS_FOREIGN_OBJECT',
        message: expect.stringContaining('"posix.system"') as string,
      });
    }
    expect(existsSync('/tmp/recast-was-run')).toBe(false);
    for (const text of ['cbuiltins\neval\n', '\x8c\x08builtins\x8c\x04eval\x93']) await expect(opened(pickle(text, '.'))).rejects.toThrow('"builtins.eval"');
    await expect(opened(pickle('cnumpy.core.multiarray\n_reconstruct\n.'))).rejects.toThrow('"numpy.core.multiarray._reconstruct"');
    await expect(opened(pickle('cconstructor\n\x1b[31mred\n.'))).rejects.toThrow('"constructor.?[31mred"');
  });

  it('an archive of something else, an empty one, a compressed one that would grow', async () => {
    await expect(opened(await zipOf({ 'holiday/beach.jpg': new Uint8Array(9), 'notes.txt': new Uint8Array(9) }))).rejects.toThrow(
      'an archive of something else (holiday/beach.jpg and 1 more)',
    );
    await expect(opened(await zipOf({}))).rejects.toThrow('an archive of something else (empty)');
    const bomb = await zipOf({ 'archive/data.pkl': new Uint8Array(200_000_000), 'archive/data/0': new Uint8Array(9) }, true);
    expect(bomb.length).toBeLessThan(1_000_000);
    await expect(opened(bomb)).rejects.toThrow('its part "archive/data.pkl" is compressed');
    const program = await zipOf({ 'net/data.pkl': pickle('}.'), 'net/constants.pkl': pickle('}.') });
    await expect(opened(program)).rejects.toThrow('TorchScript');
    const big = await zipOf({ 'net/data.pkl': pickle('}.'), 'net/byteorder': Buffer.from('big') });
    await expect(opened(big)).rejects.toThrow('big-endian');
  });

  it('a header of 10 GB, and one that lies about its tensors', async () => {
    const bytes = Buffer.alloc(64, '{');
    bytes.writeBigUInt64LE(10_000_000_000n);
    await expect(opened(bytes)).rejects.toThrow('its header would be 10000000000 bytes long');
    await expect(opened(bytes, '.safetensors')).rejects.toThrow('its header would be 10000000000 bytes long');
    const honest = encodeSafetensors({ w: { shape: [4], values: new Float32Array(4) } });
    await expect(opened(honest.subarray(0, honest.length - 4), '.safetensors')).rejects.toThrow('after the end of the file');
    const packed = Buffer.from(Buffer.from(honest).toString('latin1').replace('F32', 'F4 '), 'latin1');
    await expect(opened(packed)).rejects.toThrow('numbers of the type F4 ');
  });

  it('names with control characters; names in other scripts are names', async () => {
    const tensor = { shape: [1], values: new Float32Array(1) };
    expect([...(await opened(Buffer.concat(encodeTorch({ 가중치: tensor, 'вес.1': tensor })))).keys()]).toEqual(['가중치', 'вес.1']);
    await expect(opened(encodeSafetensors({ 'a\u001b[2Jb': tensor }))).rejects.toThrow('one of its tensors is called "a?[2Jb"');
  });

  it('what is not there, or no file', async () => {
    await expect(openWeights(join(folder, 'nowhere.pth'))).rejects.toMatchObject({ code: 'WEIGHTS_MISSING', exit: 2 });
    await expect(openWeights(folder)).rejects.toMatchObject({ code: 'WEIGHTS_MISSING' });
  });

  it('a sparse file of 8 GB, without reading it', async () => {
    const path = join(folder, 'sparse.safetensors');
    const header = Buffer.from(JSON.stringify({ w: { dtype: 'F32', shape: [2_000_000_000], data_offsets: [0, 8_000_000_000] } }));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    await writeFile(path, Buffer.concat([length, header]));
    {
      await using file = await open(path, 'r+');
      await file.truncate(8 + header.length + 8_000_000_000);
    }
    const before = process.memoryUsage.rss();
    await (await openWeights(path)).close();
    expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
  });
});

describe('a damaged file', () => {
  it.each(['latest_net_G_A.pth', 'latest_net_G_B.pth', 'float16.safetensors'])('%s cut off anywhere is refused', async (name) => {
    const bytes = await readFile(golden(name));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
        await expect(opened(bytes.subarray(0, length), name.slice(name.lastIndexOf('.')))).rejects.toMatchObject({ code: 'WEIGHTS_UNREADABLE' });
      }),
      { numRuns: 60 },
    );
  });

  it.each(['views.pth', 'views-old.pth', 'wrapped-old.pth'])('%s with some bytes changed is read or refused in a sentence, never more', async (name) => {
    const bytes = await readFile(golden(name));
    const change = fc.tuple(fc.integer({ min: 0, max: Math.min(bytes.length, 4_000) - 1 }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, value] of changes) changed[at] = value;
        const result: unknown = await opened(changed).catch((error: unknown) => error);
        expect(result instanceof Map || result instanceof RecastError).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
