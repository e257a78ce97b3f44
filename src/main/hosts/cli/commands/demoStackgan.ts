import { usualLength } from '../demo/stackgan/plan.ts';
import type { CommandRow } from './command.ts';
import { addDemoFlags } from './demo.ts';

/** `recast demo-stackgan`: teaches a painter from words and shows how near it comes. */
export const demoStackganCommand: CommandRow = {
  summary: 'Teach a painter emoji and their descriptions, and see what it draws.',
  examples: [
    { purpose: `About ${usualLength.minutes} minutes on two cores; Ctrl-C stops it, and the same command goes on`, type: 'demo-stackgan' },
    { purpose: 'Longer is better', type: 'demo-stackgan --minutes 60 --again' },
  ],
  define(command, act) {
    addDemoFlags(command, usualLength);
    // Loaded only when it runs: it brings the image library.
    act(command, async (call) => (await import('../demo/stackgan/run.ts')).runPaintingDemo(call));
  },
};
