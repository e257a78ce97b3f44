import type { BenchConfig, BenchReport, ConfigResult, ProgramTiming } from '../../shared/benchmark.ts';
import type { Executor } from '../engine/executor.ts';
import type { BareParts } from './bare.ts';
import { openBare } from './bare.ts';
import { countFlop } from './flop.ts';
import { MATRIX_GFLOP, MATRIX_SIZE, openMatrixProduct } from './matrix.ts';
import { peakMemory } from './memory.ts';
import type { BenchParts } from './parts.ts';
import { createSubject } from './subject.ts';
import { rateOf } from './timing.ts';

/** Products before each configuration and after the last. */
const PRODUCTS = 3;

/** A timing whose ratio to the machine's rate is not known yet. */
type RawTiming = Omit<ProgramTiming, 'ofMatrixRate'>;

type RawResult = Omit<ConfigResult, 'step' | 'inference'> & { readonly step: RawTiming; readonly inference: RawTiming };

async function measure(executor: Executor, bareParts: BareParts, runs: number, stop: AbortSignal): Promise<RawTiming> {
  const bare = await openBare(executor, bareParts);
  await bare.measure(runs, stop);
  await bare.dispose();
  const timing = bare.timing();
  const gflop = countFlop(bareParts.program) / 1e9;
  return { ...timing, prepareSeconds: bare.compileSeconds, gflop, gflopPerSecond: rateOf(gflop, timing.minimumMs), estimatedBytes: bare.compiled.memory.total };
}

/** The training step and the inference of one configuration. Losses are read at every step, as in training. */
async function measureConfig({ executor, task, stop, progress }: BenchParts, config: BenchConfig): Promise<RawResult> {
  const { recipe, translator, parameters, inputs, picture } = createSubject(config);
  const { size, ngf, blocks } = config;
  progress.next(`${size}/${ngf}/${blocks}: training step`);
  const step = await measure(executor, { program: recipe.step, parameters, inputs, wanted: recipe.losses }, task.steps, stop);
  progress.next(`${size}/${ngf}/${blocks}: inference`);
  const translate = { program: translator.program(1, size, size), parameters, inputs: { picture }, wanted: ['translated'] };
  // Inference takes a fraction of a step: twice as many runs cost little and make its minimum as sure.
  const inference = await measure(executor, translate, 2 * task.steps, stop);
  return { size, ngf, blocks, step, inference, peakMemory: peakMemory() };
}

/** The ratios are taken at the end, when the machine's rate has been measured over the whole run. */
function withRatios(result: RawResult, rate: number): ConfigResult {
  const withRatio = (timing: RawTiming): ProgramTiming => ({ ...timing, ofMatrixRate: timing.gflopPerSecond / rate });
  return { ...result, step: withRatio(result.step), inference: withRatio(result.inference) };
}

/** Measures every configuration, and the matrix product around each, so that a noisy machine shows. */
export async function measureConfigs(parts: BenchParts): Promise<Pick<BenchReport, 'matrix' | 'configs'>> {
  const { executor, task, stop } = parts;
  const product = await openMatrixProduct(executor);
  const results: RawResult[] = [];
  for (const config of task.configs) {
    if (stop.aborted) break;
    await product.measure(PRODUCTS, stop);
    results.push(await measureConfig(parts, config));
  }
  await product.measure(PRODUCTS, stop);
  await product.dispose();
  const timing = product.timing();
  const rate = rateOf(MATRIX_GFLOP, timing.minimumMs);
  return { matrix: { ...timing, size: MATRIX_SIZE, gflop: MATRIX_GFLOP, gflopPerSecond: rate }, configs: results.map((result) => withRatios(result, rate)) };
}
