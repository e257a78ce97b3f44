import type { Triple } from '../../../shared/colour/lab.ts';
import type { Shape } from '../hints.ts';
import type { Answer } from './surface.ts';

/** Answers come as hundredths of Lab. */
export const STEPS = 100;

/** Where a place along an axis lies between the middles of `cells` cells: the cell before, the one behind, and how far towards it. */
export function between(place: number, cells: number): readonly [number, number, number] {
  const at = Math.min(cells - 1, Math.max(0, place * cells - 0.5));
  const before = Math.floor(at);
  return [before, Math.min(cells - 1, before + 1), at - before];
}

/** dL, a and b of an answer at a place, between the middles of its cells. */
export function cellAt({ cells, width, height }: Answer, x: number, y: number): Triple {
  const [left, right, toRight] = between(x, width);
  const [top, bottom, toBottom] = between(y, height);
  const value = (channel: 0 | 1 | 2): number => {
    const read = (column: number, row: number): number => cells[(row * width + column) * 3 + channel];
    const upper = read(left, top) * (1 - toRight) + read(right, top) * toRight;
    return (upper * (1 - toBottom) + (read(left, bottom) * (1 - toRight) + read(right, bottom) * toRight) * toBottom) / STEPS;
  };
  return [value(0), value(1), value(2)];
}

/** An answer with other cells, so that it can be mixed with one that has them. */
export function withCells(answer: Answer, { width, height }: Shape): Answer {
  if (answer.width === width && answer.height === height) return answer;
  const cells = new Int16Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to += 3) {
      const [lighter, a, b] = cellAt(answer, (x + 0.5) / width, (y + 0.5) / height);
      cells[to] = Math.round(lighter * STEPS);
      cells[to + 1] = Math.round(a * STEPS);
      cells[to + 2] = Math.round(b * STEPS);
    }
  return { width, height, cells };
}
