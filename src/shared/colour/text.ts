import type { Triple } from './lab.ts';
import { fromOklch, toOklch } from './oklch.ts';

/** How a colour is written and read: `#c2410c`, `194 65 12`, `0.55 0.17 38`. */
export const notations = ['hex', 'rgb', 'oklch'] as const;

/** See `notations`. */
export type Notation = (typeof notations)[number];

const byte = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 255);

/** `#rrggbb` of sRGB in [0, 1]. */
export const hexOf = (colour: Triple): string => `#${colour.map((value) => byte(value).toString(16).padStart(2, '0')).join('')}`;

/** sRGB in [0, 1] of `#rgb` or `#rrggbb`, with or without the sign; null for another text. */
export function parseHex(text: string): Triple | null {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim())?.[1];
  if (digits === undefined) return null;
  const pairs = (digits.length === 3 ? digits.replace(/./g, '$&$&') : digits).match(/../g) ?? [];
  const [red, green, blue] = pairs.map((pair) => Number.parseInt(pair, 16) / 255);
  return [red, green, blue];
}

/** A colour as text, so that `parse` gives the same again to within the digits shown. */
export function written(notation: Notation, colour: Triple): string {
  if (notation === 'hex') return hexOf(colour);
  if (notation === 'rgb') return colour.map(byte).join(' ');
  const [lightness, chroma, hue] = toOklch(...colour);
  return `${lightness.toFixed(3)} ${chroma.toFixed(3)} ${(chroma < 0.0005 ? 0 : hue).toFixed(1)}`;
}

/** sRGB in [0, 1] of what a person wrote, also with commas or as CSS has it; null where it is no colour. */
export function parse(notation: Notation, text: string): Triple | null {
  if (notation === 'hex') return parseHex(text);
  const [, inside] = /^(?:(?:rgb|oklch)\()?([^()]*)\)?$/i.exec(text.trim()) ?? [];
  const parts = (inside ?? '').split(/[\s,/]+/).filter((part) => part !== '');
  const numbers = parts.map((part) => (part.endsWith('%') ? Number(part.slice(0, -1)) / 100 : Number(part)));
  const [first, second, third] = numbers;
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  if (notation === 'rgb') return numbers.every((value) => value >= 0 && value <= 255) ? [first / 255, second / 255, third / 255] : null;
  return first >= 0 && first <= 1 && second >= 0 && second <= 0.5 ? fromOklch(first, second, third) : null;
}
