import type { Triple } from './lab.ts';
import { fromLinear, toLinear } from './lab.ts';

/** OKLCH (Björn Ottosson, 2020): lightness in [0, 1], chroma from 0 to about 0.32 within sRGB, hue in degrees [0, 360). */
export function toOklch(red: number, green: number, blue: number): Triple {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const x = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const y = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const hue = (Math.atan2(y, x) * 180) / Math.PI;
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, Math.hypot(x, y), hue < 0 ? hue + 360 : hue];
}

/** One colour from OKLCH to sRGB; what sRGB cannot show loses chroma until it can. */
export function fromOklch(lightness: number, chroma: number, hue: number): Triple {
  const [whole, fits] = linearOf(lightness, chroma, hue);
  if (fits) return encoded(whole);
  let [inside, outside] = [0, chroma];
  for (let halving = 0; halving < 20; halving++) {
    const middle = (inside + outside) / 2;
    if (linearOf(lightness, middle, hue)[1]) inside = middle;
    else outside = middle;
  }
  return encoded(linearOf(lightness, inside, hue)[0]);
}

const encoded = (linear: Triple): Triple => {
  const [red, green, blue] = linear.map((light) => Math.min(1, Math.max(0, fromLinear(Math.max(0, light)))));
  return [red, green, blue];
};

function linearOf(lightness: number, chroma: number, hue: number): [Triple, boolean] {
  const [x, y] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * x + 0.2158037573 * y) ** 3;
  const m = (lightness - 0.1055613458 * x - 0.0638541728 * y) ** 3;
  const s = (lightness - 0.0894841775 * x - 1.291485548 * y) ** 3;
  const light: Triple = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return [light, light.every((value) => value >= -0.0005 && value <= 1.0005)];
}
