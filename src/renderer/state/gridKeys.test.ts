import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellAfter } from './gridKeys.ts';

const grid = { total: 10, columns: 4, rows: 2 };

test('arrows move by a cell or a row and stop at the ends', () => {
  expect(cellAfter('ArrowRight', 3, grid)).toBe(4);
  expect(cellAfter('ArrowRight', 9, grid)).toBe(9);
  expect(cellAfter('ArrowLeft', 0, grid)).toBe(0);
  expect(cellAfter('ArrowDown', 1, grid)).toBe(5);
});

test('up from the first row and down from the last keep the column', () => {
  expect(cellAfter('ArrowUp', 2, grid)).toBe(2);
  expect(cellAfter('ArrowDown', 8, grid)).toBe(8);
});

test('down above a short last row reaches its end', () => {
  expect(cellAfter('ArrowDown', 7, grid)).toBe(9);
});

test('Home, End and pages', () => {
  expect(cellAfter('Home', 7, grid)).toBe(0);
  expect(cellAfter('End', 0, grid)).toBe(9);
  expect(cellAfter('PageDown', 1, grid)).toBe(9);
  expect(cellAfter('PageUp', 9, grid)).toBe(1);
});

test('other keys, and keys in an empty grid, lead nowhere', () => {
  expect(cellAfter('a', 0, grid)).toBeNull();
  expect(cellAfter('ArrowRight', 0, { ...grid, total: 0 })).toBeNull();
});

test('no key ever leads out of the grid', () => {
  const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];
  fc.assert(
    fc.property(
      fc.constantFrom(...keys),
      fc.integer({ min: 1, max: 200 }),
      fc.nat(),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 9 }),
      (key, total, at, columns, rows) => {
        const to = cellAfter(key, at % total, { total, columns, rows });
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(total);
      },
    ),
  );
});
