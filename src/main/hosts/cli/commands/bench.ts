import { Option } from 'commander';
import * as z from 'zod';
import type { BenchConfig } from '../../../../shared/benchmark.ts';
import { benchConfigSchema, benchReportSchema, benchSections, torchModes } from '../../../../shared/benchmark.ts';
import { RecastError } from '../../../../shared/errors/index.ts';
import { withStudio } from '../home.ts';
import { observeJob, superviseJob } from '../jobs.ts';
import { addEngineFlags, engineFlags } from '../options/engineFlags.ts';
import { choiceOption, numberOption, readChoice, textOption } from '../options/values.ts';
import { benchText } from '../render/benchText.ts';
import { interruptedExit } from '../signals.ts';
import type { Call, CommandRow } from './command.ts';

const defaultConfigs = '64/32/6,128/64/6,256/64/9';
const defaultSteps = 10;

/** Reads `64/32/6,128/64/6`: picture size, channels of the first layer, residual blocks. */
export function readConfigs(given: string): BenchConfig[] {
  return given.split(',').map((text) => {
    const [size, ngf, blocks, ...rest] = text.trim().split('/').map(Number);
    const config = benchConfigSchema.safeParse({ size, ngf, blocks });
    if (!config.success || rest.length > 0 || config.data.size % 4 !== 0) throw RecastError.of('BENCH_CONFIG_WRONG', { given: text.trim() });
    return config.data;
  });
}

async function bench(call: Call): Promise<number> {
  const { command, console } = call;
  const given = z
    .object({
      config: z.string().default(defaultConfigs),
      steps: z.number().default(defaultSteps),
      sections: z.string().optional(),
      against: z.enum(['torch']).optional(),
      colourist: z.boolean().default(false),
      stackgan: z.boolean().default(false),
      all: z.boolean().default(false),
    })
    .parse(command.opts());
  // A comparison measures both sides by itself.
  const named = given.sections ?? (given.against === undefined ? 'configs' : '');
  const sections = named
    .split(',')
    .filter((section) => section !== '')
    .map((section) => z.enum(benchSections).parse(readChoice('--sections', benchSections, section.trim())));
  const request = {
    configs: readConfigs(given.config),
    steps: given.steps,
    sections,
    colourist: given.colourist,
    stackgan: given.stackgan,
    torchModes: given.against === undefined ? [] : given.all ? [...torchModes] : [torchModes[0]],
    engine: engineFlags(command),
  };
  return withStudio(call, async (studio) => {
    const words = { stopping: 'Stopping after this measurement.', left: () => 'A measurement leaves nothing behind.' };
    const { outcome, interrupted } = await superviseJob(console, words, () => studio.bench(request, observeJob(console)));
    if (interrupted) return interruptedExit;
    if (outcome.error !== null) {
      console.fail(outcome.error);
      return outcome.error.exit;
    }
    const result = benchReportSchema.parse(outcome.result);
    console.line({ type: 'benchmark', result });
    console.show(benchText(result, console.terminal.out.columns));
    return 0;
  });
}

/** `recast bench`: how fast this machine trains and translates, against its own matrix product. */
export const benchCommand: CommandRow = {
  summary: 'Measure how fast this machine trains and translates.',
  examples: [
    { purpose: 'The three usual configurations', type: 'bench' },
    { purpose: 'The colourist of full width, in turns with PyTorch', type: 'bench --against torch --colourist --steps 6' },
    { purpose: 'A training step of both stages of StackGAN, in turns with PyTorch', type: 'bench --against torch --stackgan --steps 6' },
    { purpose: 'The same work in PyTorch, in turns', type: 'bench --against torch --config 64/32/6' },
    { purpose: 'From a sentence to pictures, at standard widths', type: 'bench --sections describe' },
    { purpose: 'Another one, on the processor with four threads', type: 'bench --config 96/48/6 --device cpu --threads 4' },
  ],
  define(command, act) {
    command.addOption(textOption('--config', 'list', `Picture size / channels / residual blocks, several with commas between (default ${defaultConfigs}).`));
    command.addOption(
      numberOption({ flag: '--steps', whole: true, min: 1, max: 10_000, unit: 'steps' }, 'Timed steps of each configuration, after a warm-up.', defaultSteps),
    );
    command.addOption(textOption('--sections', 'list', `What to measure: ${benchSections.join(', ')}, several with commas between (default configs).`));
    command.addOption(
      choiceOption('--against', ['torch'], 'Do the same work in turns with PyTorch, where python3 has it (or the Python that RECAST_PYTHON names).', null),
    );
    command.addOption(
      new Option('--colourist', 'With --against torch: the forward pass of the colourist of full width at 256 px, instead of the configurations.'),
    );
    command.addOption(
      new Option('--stackgan', 'With --against torch: training steps of StackGAN at standard widths, 64 and 128 px, instead of the configurations.'),
    );
    command.addOption(new Option('--all', 'With --against torch: also under bfloat16 autocast and through torch.compile.'));
    addEngineFlags(command);
    act(command, bench);
  },
};
