import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const EDGE = 160;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** A picture of 160 x 160 pixels, an other one for every number: a board of 5 x 5 fields in 16 colours. */
function picture(index: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(EDGE, 0);
  header.writeUInt32BE(EDGE, 4);
  // Eight bits, colours by a palette.
  header.set([8, 3, 0, 0, 0], 8);
  const palette = Buffer.from(Array.from({ length: 48 }, (_, at) => (at * 53 + index * 7 * ((at % 3) + 1)) % 256));
  const rows = Buffer.alloc(EDGE * (EDGE + 1));
  for (let y = 0; y < EDGE; y++) {
    for (let x = 0; x < EDGE; x++) {
      const field = Math.floor(y / 32) * 5 + Math.floor(x / 32);
      rows[y * (EDGE + 1) + 1 + x] = (Math.imul(index + 1, 2654435761) >>> (field % 28)) & 15;
    }
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Fills a folder with different pictures, unless that was done before. */
export async function drawMany(folder: string, count: number): Promise<void> {
  if (
    await access(folder).then(
      () => true,
      () => false,
    )
  )
    return;
  const parts = `${folder}.part`;
  await mkdir(parts, { recursive: true });
  for (let index = 0; index < count; index++) await writeFile(join(parts, `${String(index).padStart(5, '0')}.png`), picture(index));
  await rename(parts, folder);
}
