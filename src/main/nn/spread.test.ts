import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { onReferenceBackend } from '../engine/reference/backend.ts';
import { spread } from './spread.ts';

const SIDE = 48;
const HALF = SIDE / 2;

/** Lines around the left half and the right half, with or without a gap between the halves at the top. */
const isLine =
  (gap: boolean) =>
  (x: number, y: number): boolean => {
    if (gap && x > 8 && x < SIDE - 8 && y >= 6 && y < 12) return false;
    return x < 2 || y < 2 || x >= SIDE - 2 || y >= SIDE - 2 || x === HALF || x === HALF + 1;
  };

interface Hint {
  readonly x: number;
  readonly y: number;
  readonly colour: readonly [number, number];
}

/** What arrives at a place: a, b, whether anything did, and whether the border is reached. */
function flow(hints: readonly Hint[], gap = false): (x: number, y: number) => number[] {
  const pixels = Array.from({ length: SIDE * SIDE }, (_, i) => [i % SIDE, Math.floor(i / SIDE)] as const);
  const hintAt = (x: number, y: number): Hint | undefined => hints.find((hint) => Math.abs(hint.x - x) <= 1 && Math.abs(hint.y - y) <= 1);
  const tensor = (channels: number, valueAt: (x: number, y: number) => readonly number[]): tf.Tensor =>
    tf.tensor(
      pixels.flatMap(([x, y]) => [...valueAt(x, y)]),
      [1, SIDE, SIDE, channels],
    );
  const values = onReferenceBackend(() =>
    tf.tidy(() =>
      spread(
        tensor(1, (x, y) => [isLine(gap)(x, y) ? -0.5 : 0.5]),
        tensor(2, (x, y) => hintAt(x, y)?.colour ?? [0, 0]),
        tensor(1, (x, y) => [hintAt(x, y) === undefined ? -0.5 : 0.5]),
      ).dataSync(),
    ),
  );
  return (x, y) => Array.from(values.slice(4 * (y * SIDE + x), 4 * (y * SIDE + x) + 4));
}

const red: Hint = { x: 8, y: 40, colour: [0.6, 0.4] };
const blue: Hint = { x: 40, y: 40, colour: [0.2, -0.7] };

function expectColour([a, b, arrived]: readonly number[], [wantedA, wantedB]: readonly [number, number], tolerance = 1e-4): void {
  for (const [value, wanted] of [[a, wantedA], [b, wantedB], [arrived, 1]] as const) expect(Math.abs(value - wanted)).toBeLessThan(tolerance); // prettier-ignore
}

describe('hints that flow over paper', () => {
  it('fill their area up to the lines, to its farthest corner, and nothing beyond them', () => {
    const at = flow([red]);
    for (const [x, y] of [[8, 40], [5, 5], [19, 5], [19, 42]] as const) expectColour(at(x, y), red.colour); // prettier-ignore
    for (const [x, y] of [[30, 40], [42, 5]] as const) expect(at(x, y)).toEqual([0, 0, 0, 0]); // prettier-ignore
  });

  it('flow through gaps', () => {
    expectColour(flow([red], true)(30, 12), red.colour);
    expect(flow([red], false)(30, 12)).toEqual([0, 0, 0, 0]);
  });

  it('share an area by what is nearer', () => {
    const at = flow([red, { ...blue, x: 8, y: 6 }]);
    expectColour(at(8, 36), red.colour, 0.05);
    expectColour(at(8, 10), blue.colour, 0.05);
    const [a] = at(8, 22);
    expect(a).toBeGreaterThan(0.21);
    expect(a).toBeLessThan(0.59);
  });

  it('are nothing where there are none', () => {
    const at = flow([]);
    expect([at(3, 3), at(20, 20)]).toEqual([[0, 0, 0, 0], [0, 0, 0, 0]]); // prettier-ignore
  });

  it('leave alone what flows from the border: the ground, and not what lines enclose', () => {
    const drawing = Array.from({ length: SIDE * SIDE }, (_, i) =>
      Math.max(Math.abs((i % SIDE) - 24), Math.abs(Math.floor(i / SIDE) - 24)) >> 1 === 6 ? -0.5 : 0.5,
    );
    const values = onReferenceBackend(() =>
      tf.tidy(() => spread(tf.tensor(drawing, [1, SIDE, SIDE, 1]), tf.zeros([1, SIDE, SIDE, 2]), tf.fill([1, SIDE, SIDE, 1], -0.5)).dataSync()),
    );
    const ground = (x: number, y: number): number => values[4 * (y * SIDE + x) + 3];
    expect([ground(0, 0), ground(24, 4), ground(40, 30)].every((value) => Math.abs(value - 1) < 1e-4)).toBe(true);
    expect([ground(24, 24), ground(30, 20)]).toEqual([0, 0]);
  });
});
