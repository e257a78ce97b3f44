import { join } from 'node:path';
import type { HostTensor } from '../../engine/program.ts';

/** A file that make_fixtures.py made. */
export const golden = (name: string): string => join(import.meta.dirname, '..', 'golden', name);

/** The picture that make_fixtures.py translates, `[1, H, W, 3] in [-1, 1]`. */
export function goldenPicture(height: number, width: number): HostTensor {
  const values = new Float32Array(height * width * 3);
  for (let i = 0; i < values.length; i++) {
    const [channel, x, y] = [i % 3, Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    values[i] = Math.sin(0.37 * y + 0.23 * x * (channel + 1) + channel);
  }
  return { shape: [1, height, width, 3], values };
}
