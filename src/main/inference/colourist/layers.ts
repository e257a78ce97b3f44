import { snapped } from '../../../shared/colour/gamut.ts';
import { colourFromLab } from '../../../shared/colour/lab.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import type { Layer } from '../../data/layers/layer.ts';
import type { Pixels } from '../../data/pixels.ts';
import { rasterize } from './rasterize.ts';

/** Hints are drawn at most at so many pixels, and enlarged from there: a layer of 100 million needs no finer edges. */
const MOST_DRAWN = 4_000_000;

/** The lightness at which hints are shown. */
const SHOWN = 60;

const AB = 110;

/** The hints as pixels of 4 bytes, transparent where there is none. */
function hintPixels(hints: HintsDocument, width: number, height: number): Uint8Array {
  const scale = Math.min(1, Math.sqrt(MOST_DRAWN / (width * height)));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const { hints: colours, mask } = rasterize(hints, size);
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row = Math.min(size.height - 1, Math.floor((y * size.height) / height)) * size.width;
    for (let x = 0; x < width; x++) {
      const from = row + Math.min(size.width - 1, Math.floor((x * size.width) / width));
      if (mask.values[from] < 0) continue;
      const [a, b] = snapped(SHOWN, [colours.values[2 * from] * AB, colours.values[2 * from + 1] * AB]);
      data.set([...colourFromLab(SHOWN, a, b).map((value) => Math.round(value * 255)), 255], 4 * (y * width + x));
    }
  }
  return data;
}

/** The layers of a painting, the lowest first: what was coloured, the colours over it, and the hints, hidden. Together they show the colours. */
export function layersOf(original: Pixels, coloured: Pixels, hints: HintsDocument, mode: 'photo' | 'sketch'): Layer[] {
  return [
    { name: mode === 'sketch' ? 'line' : 'original', channels: 3, data: original.data, visible: true },
    { name: 'colour', channels: 3, data: coloured.data, visible: true },
    { name: 'hints', channels: 4, data: hintPixels(hints, original.width, original.height), visible: false },
  ];
}
