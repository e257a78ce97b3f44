import type { Command } from 'commander';
import type { EngineChoice } from '../../../../shared/engineChoice.ts';
import { engineChoiceSchema } from '../../../../shared/engineChoice.ts';
import { choiceOption, numberOption } from './values.ts';

const heading = 'Engine:';
const threads = { flag: '--threads', whole: true, min: 0, max: 1024, unit: 'threads' } as const;

/** Adds `--executor`, `--device`, `--threads`, `--precision` and `--memory`. Where a run goes on, what is not given stays as it was: then help shows no defaults. */
export function addEngineFlags(command: Command, goesOn = false): void {
  const shown = <Value>(value: Value): Value | null => (goesOn ? null : value);
  const { executor, device, precision, memory } = engineChoiceSchema.shape;
  command
    .addOption(choiceOption('--executor', executor.options, 'What runs the programs.', shown('auto')).helpGroup(heading))
    .addOption(choiceOption('--device', device.options, 'Where they run; auto takes the fastest that works.', shown('auto')).helpGroup(heading))
    .addOption(numberOption(threads, 'Threads of the processor; 0 leaves the choice to the engine.', shown(0)).helpGroup(heading))
    .addOption(
      choiceOption(
        '--precision',
        precision.unwrap().options,
        'exact computes convolutions as they are written; fast does with less arithmetic on the processor and rounds at 2e-6.',
        shown('fast'),
      ).helpGroup(heading),
    )
    .addOption(
      choiceOption('--memory', memory.unwrap().options, 'low computes again what normal keeps: less memory, more time.', shown('normal')).helpGroup(heading),
    );
}

/** The engine that the flags ask for. */
export function engineFlags(command: Command): EngineChoice {
  return engineChoiceSchema.parse({ executor: 'auto', device: 'auto', threads: 0, ...command.opts() });
}

/** Like `engineFlags`, but only what was given: for what is laid over stored choices. Undefined where nothing was. */
export function givenEngine(command: Command, stored: EngineChoice): EngineChoice | undefined {
  const names = Object.keys(engineChoiceSchema.shape).filter((name) => command.getOptionValueSource(name) === 'cli');
  return names.length === 0
    ? undefined
    : engineChoiceSchema.parse({ ...stored, ...Object.fromEntries(names.map((name) => [name, command.getOptionValue(name)])) });
}
