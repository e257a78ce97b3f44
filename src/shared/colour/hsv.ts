import type { Triple } from './lab.ts';

/** One colour from hue in degrees, saturation and value in [0, 1] to sRGB. */
export function fromHsv(hue: number, saturation: number, value: number): Triple {
  const channel = (offset: number): number => {
    const place = (offset + hue / 60) % 6;
    return value * (1 - saturation * Math.max(0, Math.min(place, 4 - place, 1)));
  };
  return [channel(5), channel(3), channel(1)];
}
