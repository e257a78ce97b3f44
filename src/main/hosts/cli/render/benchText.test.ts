import { expect, it } from 'vitest';
import type { BenchReport, StackganComparison } from '../../../../shared/benchmark.ts';
import { benchText } from './benchText.ts';
import { displayWidth } from './table.ts';

const timing = {
  runs: 10,
  minimumMs: 1234.5,
  medianMs: 1300,
  meanMs: 1310,
  prepareSeconds: 4.56,
  gflop: 350,
  gflopPerSecond: 283.5,
  ofMatrixRate: 1.62,
  estimatedBytes: 2e9,
};
const report: BenchReport = {
  executor: 'onnx',
  device: 'cpu',
  threads: 0,
  machine: { processor: 'AMD EPYC', cores: 2, memory: 24e9, platform: 'linux x64' },
  matrix: { runs: 20, minimumMs: 98, medianMs: 99, meanMs: 99, size: 2048, gflop: 17.2, gflopPerSecond: 175 },
  configs: [{ size: 256, ngf: 64, blocks: 9, step: timing, inference: { ...timing, minimumMs: 54.3, medianMs: 55, meanMs: 55 }, peakMemory: 12e9 }],
  loop: { steps: 50, bareMs: 200, loopMs: 204, added: 0.02, checkpointSeconds: 4.21, waits: 0 },
  torch: null,
  convert: { pictures: 64, size: 256, bareMs: 300, convertMs: 320, ofBareRate: 0.9375 },
  describe: {
    ...{ pictures: 16, width: 64, size: 64, largeSize: 128, prepareSeconds: 2 },
    small: { runs: 5, minimumMs: 84, medianMs: 96.4, meanMs: 97 },
    large: { runs: 5, minimumMs: 30.9, medianMs: 32.6, meanMs: 33 },
  },
  peakMemory: 12e9,
};

it('fits 80 columns and shows what the rates are held against', () => {
  const text = benchText(report, 80);
  const table = text.split('\n').filter((line) => /^(CONFIG|256|  +inference)/.test(line));
  expect(table).toHaveLength(3);
  expect(table.every((line) => displayWidth(line) <= 80)).toBe(true);
  expect(text).toMatch(/256\/64\/9 +step +1\.23 s +1\.30 s +284 +162 % +4\.56 s +11\.2 GB/);
  expect(text).toMatch(/Matrix product of 2048 x 2048: 175 GFLOP\/s/);
  expect(text).toMatch(/2\.0 % added over 50 steps/);
  expect(text).toMatch(/94 % of the bare rate/);
  expect(text).toMatch(/a sentence to 16 pictures of 64 px in 96\.4 ms .* to one of 128 px in 32\.6 ms/);
});

it('shows both stages of StackGAN beside PyTorch, with the parameters that both sides have', () => {
  const side = (ms: number) => ({ runs: 6, minimumMs: ms, medianMs: 1.1 * ms, meanMs: 1.1 * ms });
  const step = { ours: side(900), torch: side(1200), ratioOfMinima: 0.75, ratioOfMedians: 0.754 };
  const stackgan: StackganComparison[] = [
    { stage: 'small', size: 64, width: 64, batch: 64, parameters: { netG1: 3_456_789, netD1: 1_234 }, step },
    { stage: 'large', size: 128, width: 64, batch: 16, parameters: { netG2: 4_000_000 }, step },
  ];
  const text = benchText({ ...report, torch: { version: '2.15.0', threads: 2, comparisons: [], colourist: null, stackgan } }, 80);
  expect(text).toMatch(/stackgan 64\/64 +small, step of 64 +900 ms +990 ms +1\.20 s +1\.32 s +0\.75 \/ 0\.75/);
  expect(text).toMatch(/stackgan 128\/64 +large, step of 16/);
  expect(text.split('\n').every((line) => !/^(CONFIG|stackgan)/.test(line) || displayWidth(line) <= 80)).toBe(true);
  expect(text).toContain("Parameters of StackGAN's stage small, here and in PyTorch: netG1 3,456,789, netD1 1,234.");
});
