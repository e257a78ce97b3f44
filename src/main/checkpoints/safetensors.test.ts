import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HostTensor } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import { decodeSafetensors, encodeSafetensors, readSafetensors, writeSafetensors } from './safetensors.ts';

const tensor: fc.Arbitrary<HostTensor> = fc.tuple(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }), fc.boolean()).chain(([shape, isFloat]) =>
  fc.array(fc.integer({ min: -0x80000000, max: 0x7fffffff }), { minLength: sizeOf(shape), maxLength: sizeOf(shape) }).map((bits) => {
    const integers = Int32Array.from(bits);
    return { shape, values: isFloat ? new Float32Array(integers.buffer) : integers };
  }),
);
const tensors = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => name !== '__metadata__' && name !== '__proto__'),
  tensor,
  { maxKeys: 5 },
);
const bitsOf = ({ values }: HostTensor): Int32Array => new Int32Array(values.buffer, values.byteOffset, values.length);

/** The bytes of a file with this header and this much data, valid or not. */
function fileOf(header: unknown, dataLength: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const pair = (second: [number, number]): unknown => ({
  one: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
  two: { dtype: 'F32', shape: [2], data_offsets: second },
});

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'recast-'))));
afterAll(() => rm(folder, { recursive: true }));

describe('safetensors', () => {
  it('gives back every name, shape, type and bit, NaN included', () => {
    fc.assert(
      fc.property(tensors, fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }), (given, metadata) => {
        const bytes = encodeSafetensors(given, metadata);
        expect(new DataView(bytes.buffer).getBigUint64(0, true) % 8n).toBe(0n);
        const read = decodeSafetensors(bytes, 'test');
        expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(given).sort());
        for (const [name, expected] of Object.entries(given)) {
          expect(read.tensors[name].shape).toEqual(expected.shape);
          expect(read.tensors[name].values.constructor).toBe(expected.values.constructor);
          expect(bitsOf(read.tensors[name])).toEqual(bitsOf(expected));
        }
      }),
    );
  });

  it('refuses every file that is cut off, wherever', () => {
    const bytes = encodeSafetensors({ weight: { shape: [3], values: Float32Array.of(1, 2, 3) } }, { about: 'a test' });
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSafetensors(bytes.subarray(0, length), 'cut.safetensors')).toThrow(/^The checkpoint cut\.safetensors cannot be read: /);
    }
  });

  it.each([
    ['a second tensor outside the file', fileOf(pair([8, 16]), 8), '"two" would end 8 bytes after the end'],
    ['an overlap', fileOf(pair([4, 12]), 16), '"two" overlaps another tensor'],
    ['the same place twice', fileOf(pair([0, 8]), 8), 'overlaps another tensor'],
    ['a hole', fileOf(pair([12, 20]), 20), 'a hole of 4 bytes before "two"'],
    ['bytes after the last', fileOf(pair([8, 16]), 20), '4 bytes follow'],
    ['a length that does not fit the shape', fileOf(pair([8, 12]), 12), '"two" should take 8 bytes but has 4'],
    ['offsets in the wrong order', fileOf(pair([16, 8]), 16), '"two" should take 8 bytes but has -8'],
    ['negative offsets', fileOf(pair([-8, 0]), 16), 'entry for "two" is not a tensor'],
    ['half floats', fileOf({ one: { dtype: 'F16', shape: [2], data_offsets: [0, 4] } }, 4), 'the type F16'],
    ['a header that is no JSON', fileOf('{"one"', 0), 'not JSON'],
    ['a header that is a list', fileOf([], 0), 'not a table of tensors'],
    ['notes that are numbers', fileOf({ __metadata__: { about: 3 } }, 0), 'its notes'],
  ])('refuses %s', (_, bytes, reason) => {
    expect(() => decodeSafetensors(bytes, 'x')).toThrow(reason);
  });

  it('refuses a header of an absurd length without making room for it', () => {
    const bytes = new Uint8Array(16).fill(0xff);
    expect(() => decodeSafetensors(bytes, 'x')).toThrow('would be 18446744073709551615 bytes long');
  });

  it('refuses to write values that do not fill their shape', () => {
    expect(() => encodeSafetensors({ weight: { shape: [2, 2], values: new Float32Array(3) } })).toThrow('weight: 3 values do not fill');
  });

  it('goes through a file, and says so when there is none', async () => {
    const path = join(folder, 'one.safetensors');
    await writeSafetensors(path, { counts: { shape: [2], values: Int32Array.of(7, -7) } }, { about: 'counts' });
    const read = await readSafetensors(path);
    expect(read).toEqual({ tensors: { counts: { shape: [2], values: Int32Array.of(7, -7) } }, metadata: { about: 'counts' } });
    await writeFile(path, 'PK');
    await expect(readSafetensors(path)).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
    await expect(readSafetensors(join(folder, 'none'))).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' });
  });
});
