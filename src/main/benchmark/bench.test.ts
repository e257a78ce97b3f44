import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { benchReportSchema } from '../../shared/benchmark.ts';
import type { BenchTask } from '../jobs/messages.ts';
import type { Report } from '../jobs/taskContext.ts';
import { openExecutor } from '../engine/executors.ts';
import { thisMachine } from '../machine.ts';
import { runBenchmark } from './bench.ts';
import { measureDescribing } from './describing.ts';

const task: BenchTask = {
  kind: 'bench',
  configs: [{ size: 32, ngf: 4, blocks: 1 }],
  steps: 1,
  sections: ['configs', 'loop', 'convert'],
  torchModes: [],
  colourist: false,
  stackgan: false,
  engine: { executor: 'onnx', device: 'cpu', threads: 1, precision: 'fast', memory: 'normal' },
};

/** The temporary folder of this test alone, so that other programs' files do not count. */
let temporary: string;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'recast-'));
  vi.stubEnv('TMPDIR', temporary);
  vi.stubEnv('TEMP', temporary);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(temporary, { recursive: true, force: true });
});

it('measures every section and leaves nothing behind', async () => {
  const reports: Report[] = [];
  const { stopped, result } = await runBenchmark(task, {
    report: (message) => reports.push(message),
    stop: new AbortController().signal,
    paused: false,
    whenRunning: () => Promise.resolve(),
    hear: () => undefined,
  });
  expect(stopped).toBe(false);
  const { executor, device, matrix, configs, loop, convert, peakMemory } = benchReportSchema.parse(result);
  expect([executor, device]).toEqual(['onnx', 'cpu']);
  expect(matrix).toMatchObject({ runs: 6, gflop: (2 * 2048 ** 3) / 1e9 });
  const [{ step, inference }] = configs;
  expect([step.runs, inference.runs]).toEqual([1, 2]);
  expect(step.ofMatrixRate * (matrix?.gflopPerSecond ?? 0)).toBeCloseTo(step.gflopPerSecond, 6);
  expect(step.gflopPerSecond).toBeCloseTo(step.gflop / (step.minimumMs / 1000), 6);
  expect(loop?.steps).toBe(25);
  expect(loop?.added).toBeGreaterThan(-0.9);
  expect(loop?.checkpointSeconds).toBeGreaterThan(0);
  expect(convert?.pictures).toBe(64);
  expect(peakMemory).toBeGreaterThan(2 * 2048 * 2048 * 4);
  const progress = reports.filter((message) => message.type === 'progress').map((message) => message.progress);
  expect(progress.map(({ done, total }) => [done, total])).toEqual([
    [0, 4],
    [1, 4],
    [2, 4],
    [3, 4],
  ]);
  expect((await readdir(temporary)).filter((name) => name.startsWith('recast-'))).toEqual([]);
});

it('times describing, small at once and large alone', async () => {
  const executor = await openExecutor(task.engine, thisMachine);
  const parts = { executor, task, stop: new AbortController().signal, progress: { next: () => undefined } };
  const tiny = { size: 16, largeSize: 32, width: 4, text: 8, condition: 4, noise: 4, blocks: 1, wordWidth: 8 };
  const report = await measureDescribing(parts, tiny);
  expect(report).toMatchObject({ pictures: 16, width: 4, size: 16, largeSize: 32, small: { runs: 1 }, large: { runs: 1 } });
  await executor.dispose();
});

it('gives what it has when asked to stop', async () => {
  const stop = new AbortController();
  stop.abort();
  const { stopped, result } = await runBenchmark(task, {
    report: () => undefined,
    stop: stop.signal,
    paused: false,
    whenRunning: () => Promise.resolve(),
    hear: () => undefined,
  });
  expect(stopped).toBe(true);
  expect(benchReportSchema.parse(result)).toMatchObject({ matrix: null, configs: [], loop: null, convert: null, describe: null });
});

it('refuses a configuration that cannot be, before it measures anything', async () => {
  const context = { report: () => undefined, stop: new AbortController().signal, paused: false, whenRunning: () => Promise.resolve(), hear: () => undefined };
  const [good] = task.configs;
  await expect(runBenchmark({ ...task, configs: [good, { ...good, ngf: 1 }] }, context)).rejects.toMatchObject({ code: 'BENCH_CONFIG_WRONG' });
  await expect(runBenchmark({ ...task, configs: [good, { ...good, size: 16 }] }, context)).rejects.toMatchObject({ code: 'SIZE_NOT_FOR_DISCRIMINATOR' });
});
