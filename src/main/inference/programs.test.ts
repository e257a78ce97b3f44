import { expect, it } from 'vitest';
import { createReferenceExecutor } from '../engine/reference/referenceExecutor.ts';
import { openPrograms } from './programs.ts';
import type { Sizes } from './testing/blur.ts';
import { blurTranslator } from './testing/blur.ts';

it('keeps the sizes used last, at most eight of them', async () => {
  const made: Sizes = new Map();
  const programs = openPrograms(await createReferenceExecutor(), blurTranslator(made), 1e9);
  for (let size = 1; size <= 8; size++) await programs.of(4, 4 * size);
  await programs.of(4, 4);
  await programs.of(4, 36);
  for (const width of [4, 36, 12]) await programs.of(4, width);
  expect(made.get('4x4')).toBe(1);
  expect(made.get('36x4')).toBe(1);
  expect(made.get('12x4')).toBe(1);
  await programs.of(4, 8);
  expect(made.get('8x4')).toBe(2);
  await programs.dispose();
});

it('keeps no more pixels than it may, but always the last size', async () => {
  const made: Sizes = new Map();
  const programs = openPrograms(await createReferenceExecutor(), blurTranslator(made), 100);
  for (const width of [8, 16, 8, 40, 40, 8]) await programs.of(4, width);
  expect([...made]).toEqual([
    ['8x4', 2],
    ['16x4', 1],
    ['40x4', 1],
  ]);
  await programs.dispose();
});
