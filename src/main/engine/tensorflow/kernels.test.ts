import { beforeAll, describe, expect, it } from 'vitest';
import type { Executor } from '../executor.ts';
import { gradientTable } from '../operations/gradients/index.ts';
import { gradientChecks } from '../operations/testing/gradientChecks.ts';
import { checkGradient } from '../operations/testing/checkGradient.ts';
import { tensorflowExecutor } from '../testing/executors.ts';
import { caseFamilies } from '../trace/testing/cases/index.ts';
import type { Case } from '../trace/testing/compare.ts';
import { checkCase } from '../trace/testing/compare.ts';
import { startTensorflow } from './backend.ts';
import { testedTensorflow } from './testing/installation.ts';

const RUNS = 12;

describe.skipIf(testedTensorflow === null)('kernels on TensorFlow', () => {
  let executor: Executor;
  beforeAll(async () => {
    executor = await tensorflowExecutor.open();
  });

  describe.each(Object.entries<Readonly<Record<string, Case>>>(caseFamilies))('%s kernels do what the reference does', (_, cases) => {
    it.each(Object.entries(cases))('%s', (name, kernelCase) => checkCase(kernelCase, RUNS, name in gradientTable, executor));
  });

  describe('the table of gradients agrees with finite differences', () => {
    it.each(Object.entries(gradientChecks))('%s', (name, given) => {
      const backend = startTensorflow({ folder: testedTensorflow ?? '', threads: 2, usesGpu: false });
      backend.on(() => {
        for (const check of [given].flat()) checkGradient(name, check);
      });
      expect(backend.native.isUsingGpuDevice).toBe(false);
    });
  });
});
