import { readFile } from 'node:fs/promises';
import type { Pixels } from '../pixels.ts';
import type { Provenance } from '../provenance.ts';
import { stampIn, xmpOf } from '../provenance.ts';
import type { Layer } from './layer.ts';
import { packBits, unpackBits } from './packBits.ts';

/**
 * Photoshop's format, as far as paintings need it (Adobe's "Photoshop File Formats Specification", 2019): 8-bit RGB,
 * layers of the picture's size in normal mode, rows packed by PackBits, the stamp as XMP.
 */

/** The image resource that holds XMP. */
const XMP_RESOURCE = 1060;
const HIDDEN = 2;
const PACKED = 1;

/** The most pixels a side that the format has. */
export const LARGEST_PSD = 30_000;

const bytes = (...parts: (string | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
const long = (...values: number[]): Buffer => {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) buffer.writeUInt32BE(value, 4 * i);
  return buffer;
};
const short = (...values: number[]): Buffer => {
  const buffer = Buffer.alloc(2 * values.length);
  for (const [i, value] of values.entries()) buffer.writeInt16BE(value, 2 * i);
  return buffer;
};
const sized = (...parts: (string | Uint8Array)[]): Buffer => {
  const body = bytes(...parts);
  return bytes(long(body.length), body);
};

/** Lengths of the packed rows of one channel, and the rows. */
function packedChannel(data: Uint8Array, channels: number, channel: number, width: number, height: number): { lengths: Buffer; rows: Uint8Array[] } {
  const rows: Uint8Array[] = [];
  const lengths = Buffer.alloc(2 * height);
  const row = new Uint8Array(width);
  for (let y = 0, at = channel; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) row[x] = data[at];
    rows.push(packBits(row));
    lengths.writeUInt16BE(rows[y].length, 2 * y);
  }
  return { lengths, rows };
}

/** A name with its length before it, filled up to a multiple of four. */
function pascal(name: string): Buffer {
  const text = Buffer.from(name, 'latin1').subarray(0, 255);
  return Buffer.concat([Buffer.from([text.length]), text, Buffer.alloc((4 - ((1 + text.length) % 4)) % 4)]);
}

function layerParts({ name, channels, data, visible }: Layer, width: number, height: number): { record: Buffer; pixels: Buffer } {
  // -1 is transparency.
  const ids = channels === 4 ? [-1, 0, 1, 2] : [0, 1, 2];
  const packed = ids.map((id) => {
    const { lengths, rows } = packedChannel(data, channels, id === -1 ? 3 : id, width, height);
    return bytes(short(PACKED), lengths, ...rows);
  });
  const entries = ids.map((id, i) => bytes(short(id), long(packed[i].length)));
  const extra = sized(long(0, 0), pascal(name));
  const flags = Uint8Array.of(255, 0, visible ? 0 : HIDDEN, 0);
  return { record: bytes(long(0, 0, height, width), short(ids.length), ...entries, '8BIMnorm', flags, extra), pixels: Buffer.concat(packed) };
}

/** A file with these layers, the lowest first, in pieces. `merged` is what they show together. */
export function psdOf(merged: Pixels, layers: readonly Layer[], stamp: Provenance): Uint8Array[] {
  const { width, height, data } = merged;
  const xmp = Buffer.from(xmpOf(stamp), 'utf8');
  const resource = bytes('8BIM', short(XMP_RESOURCE, 0), long(xmp.length), xmp, Buffer.alloc(xmp.length % 2));
  const parts = layers.map((layer) => layerParts(layer, width, height));
  const info = bytes(short(layers.length), ...parts.map(({ record }) => record), ...parts.map(({ pixels }) => pixels));
  const even = bytes(info, Buffer.alloc(info.length % 2));
  const together = [0, 1, 2].map((channel) => packedChannel(data, 3, channel, width, height));
  return [
    bytes('8BPS', short(1), Buffer.alloc(6), short(3), long(height, width), short(8, 3)),
    long(0),
    sized(resource),
    long(4 + even.length + 4),
    long(even.length),
    even,
    long(0),
    short(PACKED),
    ...together.map(({ lengths }) => lengths),
    ...together.flatMap(({ rows }) => rows),
  ];
}

/** The lowest layer of a file that `psdOf` wrote: packed channels without transparency, as large as the picture. */
function lowestLayer(file: Buffer, at: number, width: number, height: number): Pixels {
  let place = at + 8;
  const count = Math.abs(file.readInt16BE(place));
  place += 2;
  const layers: { id: number; length: number }[][] = [];
  for (let layer = 0; layer < count; layer++) {
    const channels = file.readUInt16BE(place + 16);
    place += 18;
    layers.push(Array.from({ length: channels }, (_, i) => ({ id: file.readInt16BE(place + 6 * i), length: file.readUInt32BE(place + 6 * i + 2) })));
    place += 6 * channels + 12;
    place += 4 + file.readUInt32BE(place);
  }
  const data = new Uint8Array(width * height * 3);
  for (const { id, length } of layers[0] ?? []) {
    if (file.readUInt16BE(place) !== PACKED) throw new RangeError('The channel is not packed.');
    let row = place + 2 + 2 * height;
    for (let y = 0; y < height; y++) {
      const packed = file.readUInt16BE(place + 2 + 2 * y);
      const line = unpackBits(file.subarray(row, row + packed), width);
      if (id >= 0) for (let x = 0; x < width; x++) data[3 * (y * width + x) + id] = line[x];
      row += packed;
    }
    place += length;
  }
  return { width, height, data };
}

/** The stamp and the lowest layer of a file of ours; nothing of others. Throws where it is damaged. */
export async function readPsd(path: string): Promise<{ stamp: Provenance | null; original: Pixels | null }> {
  const file = await readFile(path);
  if (file.toString('latin1', 0, 4) !== '8BPS') return { stamp: null, original: null };
  const [height, width] = [file.readUInt32BE(14), file.readUInt32BE(18)];
  const resources = 30 + file.readUInt32BE(26);
  const end = resources + 4 + file.readUInt32BE(resources);
  const stamp = stampIn(file.toString('utf8', resources, end));
  return { stamp, original: stamp === null || width * height > 4e8 ? null : lowestLayer(file, end, width, height) };
}
