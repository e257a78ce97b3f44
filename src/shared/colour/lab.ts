/**
 * CIE L*a*b* under D65 and the 2 degree observer from sRGB, with the constants of the colorization reference (those of
 * scikit-image): L in [0, 100], a and b within about [-87, 99] and [-108, 95]. In networks' scaled form (L - 50) / 100,
 * a / 110 and b / 110.
 */
const TO_XYZ = [0.412453, 0.35758, 0.180423, 0.212671, 0.71516, 0.072169, 0.019334, 0.119193, 0.950227] as const;
const FROM_XYZ = inverted(TO_XYZ);
const WHITE = [0.95047, 1, 1.08883] as const;

/** Below these, the curves of sRGB and of Lab are straight lines. */
const LINEAR_BELOW = 0.04045;
const CURVED_ABOVE = 0.008856;
export const CURVED_ABOVE_INVERSE = 0.2068966;
/** The straight line of Lab's curve: where it begins at black, and its slope. */
export const [CURVE_AT_BLACK, CURVE_SLOPE] = [16 / 116, 7.787] as const;
/** How much of Y, the second row of `TO_XYZ`, red and green light are; blue is the rest. */
export const [RED_OF_Y, GREEN_OF_Y] = [TO_XYZ[3], TO_XYZ[4]] as const;

type Matrix = readonly [number, number, number, number, number, number, number, number, number];
/** Three numbers of one colour. */
export type Triple = [number, number, number];

function inverted([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const cofactors = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ] as const;
  const [p, q, r, s, t, u, v, w, x] = cofactors;
  const n = determinant;
  return [p / n, q / n, r / n, s / n, t / n, u / n, v / n, w / n, x / n];
}

const [rx, ry, rz, gx, gy, gz, bx, by, bz] = FROM_XYZ;
const [white, , whiteZ] = WHITE;
/** From shares of white's X, Y and Z to linear sRGB. */
export const LIGHT_FROM_SHARES: Matrix = [rx * white, ry, rz * whiteZ, gx * white, gy, gz * whiteZ, bx * white, by, bz * whiteZ];

function apply(matrix: Matrix, x: number, y: number, z: number): Triple {
  return [matrix[0] * x + matrix[1] * y + matrix[2] * z, matrix[3] * x + matrix[4] * y + matrix[5] * z, matrix[6] * x + matrix[7] * y + matrix[8] * z];
}

/** Linear light of a value of sRGB, both in [0, 1]. */
export const toLinear = (value: number): number => (value > LINEAR_BELOW ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92);
/** The value of sRGB that shows linear light; not clipped above 1. */
export const fromLinear = (value: number): number => (value > 0.0031308 ? 1.055 * value ** (1 / 2.4) - 0.055 : value * 12.92);
const toCurve = (value: number): number => (value > CURVED_ABOVE ? Math.cbrt(value) : CURVE_SLOPE * value + CURVE_AT_BLACK);
const fromCurve = (value: number): number => (value > CURVED_ABOVE_INVERSE ? value ** 3 : (value - CURVE_AT_BLACK) / CURVE_SLOPE);

/** One colour from linear sRGB, each in [0, 1], to Lab. */
export function linearToLab(red: number, green: number, blue: number): Triple {
  const xyz = apply(TO_XYZ, red, green, blue);
  const [x, y, z] = [toCurve(xyz[0] / WHITE[0]), toCurve(xyz[1] / WHITE[1]), toCurve(xyz[2] / WHITE[2])];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** One colour from sRGB, each in [0, 1], to Lab. */
export function colourToLab(red: number, green: number, blue: number): Triple {
  return linearToLab(toLinear(red), toLinear(green), toLinear(blue));
}

/** One colour from Lab to linear sRGB; outside [0, 1] where sRGB cannot show it. */
export function linearFromLab(lightness: number, a: number, b: number): Triple {
  const y = (lightness + 16) / 116;
  // scikit-image clips here too: no light is less than none.
  const z = Math.max(0, y - b / 200);
  return apply(FROM_XYZ, fromCurve(y + a / 500) * WHITE[0], fromCurve(y) * WHITE[1], fromCurve(z) * WHITE[2]);
}

const clip = (light: number): number => Math.min(1, Math.max(0, fromLinear(Math.max(0, light))));

/** One colour from Lab to sRGB; what sRGB cannot show is clipped to [0, 1]. */
export function colourFromLab(lightness: number, a: number, b: number): Triple {
  const [red, green, blue] = linearFromLab(lightness, a, b);
  return [clip(red), clip(green), clip(blue)];
}
