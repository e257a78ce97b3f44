import { describe, expect, it } from 'vitest';
import { colourFromLab } from '../../../shared/colour/lab.ts';
import type { Pixels } from '../pixels.ts';
import type { Tap } from './following.ts';
import { followed, tapOf } from './following.ts';

const SIDE = 24;

/** A frame of ink from 4 to 20, another small one in its corner. */
const isInk = (x: number, y: number): boolean => {
  const frame = (from: number, to: number): boolean => x >= from && x <= to && y >= from && y <= to && (x === from || x === to || y === from || y === to);
  return frame(4, 20) || frame(5, 8);
};
const places = Array.from({ length: SIDE * SIDE }, (_, pixel) => ({ x: pixel % SIDE, y: Math.floor(pixel / SIDE) }));
const drawing = Float32Array.from(places, ({ x, y }) => (isInk(x, y) ? -0.5 : 0.5));

function painted(colourAt: (pixel: number) => readonly [number, number, number]): Pixels {
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (const pixel of places.keys())
    data.set(
      colourAt(pixel).map((value) => Math.round(value * 255)),
      3 * pixel,
    );
  return { width: SIDE, height: SIDE, data };
}

const yellow = painted(() => [1, 0.9, 0.2]);
const white = painted(() => [1, 1, 1]);

/** Paints what belongs in the colour of a tap. */
const inHue = ({ chroma: [a, b] }: Tap, belongs: (pixel: number) => boolean): Pixels =>
  painted((pixel) => (belongs(pixel) ? colourFromLab(65, 60 * a, 60 * b) : [1, 1, 1]));

function tapFor(turn: number, truth = yellow): Tap {
  const tap = tapOf(drawing, truth, turn);
  if (tap === null) throw new Error('no tap');
  return tap;
}

describe('a tap', () => {
  it('is in the largest area that lines enclose, deep within it', () => {
    const { area, patch } = tapFor(0);
    // Within the frame, without the small one in its corner.
    expect(area.size).toBe(15 * 15 - 4 * 4);
    expect([...area].every((pixel) => places[pixel].x > 4 && places[pixel].x < 20)).toBe(true);
    expect(patch).toMatchObject({ side: 6 });
    for (const at of [patch.left, patch.top]) expect(Math.abs(at + 3 - 13)).toBeLessThan(2);
  });

  it('takes foreign hues in turn, never the one that is there', () => {
    const hues = Array.from({ length: 12 }, (_, turn) => tapFor(turn).chroma.join());
    expect(new Set(hues).size).toBe(5);
    expect(hues.slice(0, 5)).toEqual(hues.slice(5, 10));
  });

  it('is none where nothing is enclosed', () => {
    expect(
      tapOf(
        drawing.map(() => 0.5),
        yellow,
        0,
      ),
    ).toBeNull();
    expect(
      tapOf(
        drawing.map(() => -0.5),
        yellow,
        0,
      ),
    ).toBeNull();
  });
});

describe('what follows it', () => {
  it('is all of the area and nothing else at best', () => {
    const tap = tapFor(1);
    expect(
      followed(
        tap,
        inHue(tap, (pixel) => tap.area.has(pixel)),
        white,
      ),
    ).toEqual({ share: 1, untold: 0, taken: tap.area.size, inside: tap.area.size });
  });

  it('is nothing where nothing changes, even if the hue is there', () => {
    const tap = tapFor(2);
    const before = inHue(tap, (pixel) => tap.area.has(pixel));
    expect(followed(tap, before, before)).toEqual({ share: 1, untold: 1, taken: 0, inside: 0 });
    expect(followed(tap, white, white)).toEqual({ share: 0, untold: 0, taken: 0, inside: 0 });
  });

  it('is too much where the whole picture takes the hue', () => {
    const tap = tapFor(3);
    expect(
      followed(
        tap,
        inHue(tap, () => true),
        white,
      ),
    ).toEqual({ share: 1, untold: 0, taken: SIDE * SIDE, inside: tap.area.size });
  });

  it('is no other hue, and no grey', () => {
    const tap = tapFor(4);
    const other: Tap = { ...tap, chroma: [-tap.chroma[0], -tap.chroma[1]] };
    expect(
      followed(
        tap,
        inHue(other, () => true),
        white,
      ).share,
    ).toBe(0);
    expect(
      followed(
        tap,
        painted(() => [0.5, 0.5, 0.5]),
        white,
      ).share,
    ).toBe(0);
  });
});
