import { benchCommand } from './bench.ts';
import { checkpointsCommand } from './checkpoints.ts';
import { colorizeCommand } from './colorize.ts';
import type { CommandRow } from './command.ts';
import { convertCommand } from './convert.ts';
import { demoCommand } from './demo.ts';
import { demoColorizeCommand } from './demoColorize.ts';
import { demoStackganCommand } from './demoStackgan.ts';
import { doctorCommand } from './doctor.ts';
import { exportModelCommand } from './exportModel.ts';
import { generateCommand } from './generate.ts';
import { importWeightsCommand } from './importWeights.ts';
import { resumeCommand } from './resume.ts';
import { runsCommand } from './runs.ts';
import { serveCommand } from './serve.ts';
import { tensorflowCommand } from './tensorflow.ts';
import { trainCommand } from './train.ts';

/** Every command in the order of the help. */
export const commands = {
  train: trainCommand,
  resume: resumeCommand,
  runs: runsCommand,
  checkpoints: checkpointsCommand,
  convert: convertCommand,
  colorize: colorizeCommand,
  generate: generateCommand,
  serve: serveCommand,
  'export-model': exportModelCommand,
  'import-weights': importWeightsCommand,
  doctor: doctorCommand,
  bench: benchCommand,
  tensorflow: tensorflowCommand,
  demo: demoCommand,
  'demo-colorize': demoColorizeCommand,
  'demo-stackgan': demoStackganCommand,
} as const satisfies Readonly<Record<string, CommandRow>>;
