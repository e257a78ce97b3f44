import type { Command } from 'commander';
import { largestSeed } from '../../../../shared/drawing.ts';
import type { DemoLength } from '../demo/plan.ts';
import { defaultMinutes, defaultSeed } from '../demo/plan.ts';
import { addEngineFlags } from '../options/engineFlags.ts';
import { numberOption } from '../options/values.ts';
import type { CommandRow } from './command.ts';

/** The flags of all demos; `usual` is how long this one trains where nobody says. */
export function addDemoFlags(command: Command, { minutes, steps }: DemoLength = { minutes: defaultMinutes, steps: null }): void {
  const shown = steps === null ? minutes : null;
  command.addOption(numberOption({ flag: '--minutes', whole: false, min: 0.05, max: 10_000, unit: 'minutes' }, 'How long to train.', shown));
  command.addOption(numberOption({ flag: '--steps', whole: true, min: 1, max: 1e6, unit: 'steps' }, 'Train for exactly so many steps instead.', steps));
  command.addOption(numberOption({ flag: '--seed', whole: true, min: 0, max: largestSeed, unit: '' }, 'Where random numbers begin.', defaultSeed));
  command.option('--again', 'Train anew, even if there is a run to go on with or to show.');
  addEngineFlags(command);
}

/** `recast demo`: teaches a translator between two sets of emoji and shows what it learned. */
export const demoCommand: CommandRow = {
  summary: 'Teach a translator between two sets of emoji, and see what it learns.',
  examples: [
    { purpose: 'A few minutes; Ctrl-C stops it, and the same command goes on', type: 'demo' },
    { purpose: 'Longer is better', type: 'demo --minutes 30 --again' },
  ],
  define(command, act) {
    addDemoFlags(command);
    // Loaded only when it runs: it brings the image library.
    act(command, async (call) => (await import('../demo/run.ts')).runDemo(call));
  },
};
