import { describe, expect, it } from 'vitest';
import { gradientTable } from '../../operations/gradients/index.ts';
import { caseFamilies } from '../testing/cases/index.ts';
import type { Case } from '../testing/compare.ts';
import { checkCase } from '../testing/compare.ts';
import { kernelFamilies, kernelTable } from './index.ts';

const RUNS = 12;

describe.each(Object.entries<Readonly<Record<string, Case>>>(caseFamilies))('%s kernels do what the reference does', (_, cases) => {
  it.each(Object.entries(cases))('%s', async (name, kernelCase) => {
    await checkCase(kernelCase, RUNS, name in gradientTable);
  });
});

describe('the tables of kernels', () => {
  it('name every kernel once', () => {
    const names = Object.values(kernelFamilies).flatMap((family) => Object.keys(family));
    expect(names.toSorted()).toEqual(Object.keys(kernelTable).toSorted());
    expect(new Set(names).size).toBe(names.length);
  });

  it('have a test for every kernel', () => {
    for (const [family, kernels] of Object.entries(kernelFamilies)) {
      expect(Object.keys(caseFamilies[family as keyof typeof caseFamilies]).toSorted(), family).toEqual(Object.keys(kernels).toSorted());
    }
  });

  it('can trace every kernel that can be differentiated', () => {
    const missing = Object.keys(gradientTable).filter((name) => !(name in kernelTable));
    expect(missing).toEqual([]);
  });
});
