import { pngOf } from '../../data/encode.ts';
import type { Layer } from '../../data/layers/layer.ts';
import { ORA_ORIGINAL, ORA_STAMP } from '../../data/layers/readOra.ts';
import type { Pixels } from '../../data/pixels.ts';
import { resized } from '../../data/resize.ts';
import type { Provenance } from '../../data/provenance.ts';
import { zipStored } from '../../weights/zip.ts';

/** The longest edge of the small picture that file managers show. */
const THUMBNAIL = 256;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** An OpenRaster file (openraster.org, 0.0.3) with these layers, the lowest first, in pieces. `merged` is what they show together. */
export async function oraOf(merged: Pixels, layers: readonly Layer[], stamp: Provenance): Promise<Uint8Array[]> {
  const { width, height } = merged;
  const files = layers.map((layer, i) => ({ layer, src: i === 0 ? ORA_ORIGINAL : `data/layer${i}.png` }));
  const entries = files
    .toReversed()
    .map(
      ({ layer, src }) =>
        `  <layer name="${escaped(layer.name)}" src="${src}" x="0" y="0" opacity="1.0" visibility="${layer.visible ? 'visible' : 'hidden'}" composite-op="svg:src-over"/>`,
    );
  const stack = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<image version="0.0.3" w="${width}" h="${height}">`,
    ` <stack>`,
    ...entries,
    ` </stack>`,
    `</image>`,
    '',
  ].join('\n');
  const scale = Math.min(1, THUMBNAIL / Math.max(width, height));
  const small = await resized(merged, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  return zipStored([
    { name: 'mimetype', content: text('image/openraster') },
    { name: 'stack.xml', content: text(stack) },
    ...(await Promise.all(files.map(async ({ layer, src }) => ({ name: src, content: await pngOf({ width, height, data: layer.data }, layer.channels) })))),
    { name: 'mergedimage.png', content: await pngOf(merged, 3) },
    { name: 'Thumbnails/thumbnail.png', content: await pngOf(small, 3) },
    { name: ORA_STAMP, content: text(JSON.stringify(stamp)) },
  ]);
}
