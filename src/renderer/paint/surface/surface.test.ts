import { expect, test } from 'vitest';
import { chromaAt, placeIn } from '../panel/plane.ts';
import { colourFromLab } from '../../../shared/colour/lab.ts';
import { cellAt, joinedPixels } from './flat.ts';
import { answerOf } from './surface.ts';

const numbers = (...values: number[]): ArrayBuffer => {
  const view = new DataView(new ArrayBuffer(values.length * 2));
  for (const [index, value] of values.entries()) view.setInt16(index * 2, value, true);
  return view.buffer;
};

test('an answer is read as hundredths of Lab, and its size is held against what was said', () => {
  const answer = answerOf(numbers(0, 1250, -3000, 100, -50, 25), 2, 1);
  expect([...answer.lab]).toEqual([0, 12.5, -30, 1, -0.5, 0.25]);
  expect(() => answerOf(numbers(1, 2, 3), 2, 1)).toThrow(RangeError);
});

test('between the middles of cells colours change evenly, beyond them they stay', () => {
  const answer = answerOf(numbers(0, 0, 0, 1000, 2000, 4000), 2, 1);
  expect(cellAt(answer, 0, 0.5)).toEqual([0, 0, 0]);
  expect(cellAt(answer, 0.5, 0.1)).toEqual([5, 10, 20]);
  expect(cellAt(answer, 1, 1)).toEqual([10, 20, 40]);
});

test('a place of the plane and its colour lead to each other', () => {
  expect(chromaAt({ x: 0.5, y: 0.5 })).toEqual([0, 0]);
  expect(placeIn(chromaAt({ x: 0.2, y: 0.9 }))).toEqual({ x: expect.closeTo(0.2, 9), y: expect.closeTo(0.9, 9) });
});

test('without graphics hardware, every pixel is what its lightness and the answer give, within one of 255', () => {
  const answer = answerOf(numbers(0, 2000, -3000, 500, -1500, 2500, 0, 4000, 1000, -500, 0, 0), 2, 2);
  const [width, height] = [7, 5];
  const lightness = Float32Array.from({ length: width * height }, (_, index) => (index * 100) / 34);
  const pixels = joinedPixels(lightness, width, height, answer);
  for (let i = 0; i < width * height; i++) {
    const [lighter, a, b] = cellAt(answer, ((i % width) + 0.5) / width, (Math.floor(i / width) + 0.5) / height);
    const colour = colourFromLab(Math.min(100, Math.max(0, lightness[i] + lighter)), a, b);
    for (const [channel, value] of colour.entries()) expect(Math.abs(pixels[i * 4 + channel] - value * 255)).toBeLessThanOrEqual(1);
    expect(pixels[i * 4 + 3]).toBe(255);
  }
  expect(new Set(joinedPixels(Float32Array.of(50), 1, 1, null).slice(0, 3)).size).toBe(1);
});
