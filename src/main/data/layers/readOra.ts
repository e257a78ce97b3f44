import { readFile } from 'node:fs/promises';
import type { Pixels } from '../pixels.ts';
import type { Provenance } from '../provenance.ts';
import { provenanceSchema } from '../provenance.ts';
import { sharp } from '../sharp.ts';

/** Where an OpenRaster file of ours keeps its stamp and the picture that was coloured. */
export const ORA_STAMP = 'recast/stamp.json';
export const ORA_ORIGINAL = 'data/original.png';

const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;

/** Parts of a zip whose parts are stored as they are, by name; of one that another program has written again, those that are. */
function storedParts(file: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  const end = file.length - END_BYTES;
  if (end < 0 || file.readUInt32LE(end) !== END) return parts;
  let at = file.readUInt32LE(end + 16);
  for (let count = file.readUInt16LE(end + 10); count > 0 && file.readUInt32LE(at) === CENTRAL; count--) {
    const [method, bytes, nameLength, local] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt16LE(at + 28), file.readUInt32LE(at + 42)];
    const begin = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    if (method === 0) parts.set(file.toString('utf8', at + 46, at + 46 + nameLength), file.subarray(begin, begin + bytes));
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

/** The stamp and the original of an OpenRaster file of ours; nothing of others. Throws where it is damaged. */
export async function readOra(path: string): Promise<{ stamp: Provenance | null; original: Pixels | null }> {
  const parts = storedParts(await readFile(path));
  const [stamp, original] = [parts.get(ORA_STAMP), parts.get(ORA_ORIGINAL)];
  if (stamp === undefined || original === undefined) return { stamp: null, original: null };
  const { data, info } = await sharp(original, { limitInputPixels: false })
    .removeAlpha()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return {
    stamp: provenanceSchema.parse(JSON.parse(stamp.toString('utf8'))),
    original: { width: info.width, height: info.height, data: new Uint8Array(data) },
  };
}
