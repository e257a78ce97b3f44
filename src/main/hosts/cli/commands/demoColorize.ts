import type { CommandRow } from './command.ts';
import { addDemoFlags } from './demo.ts';

/** `recast demo-colorize`: teaches a colourist of sketches and shows what hints are worth to it. */
export const demoColorizeCommand: CommandRow = {
  summary: 'Teach a colourist of emoji sketches, and see how near it comes with hints.',
  examples: [
    { purpose: 'A few minutes; Ctrl-C stops it, and the same command goes on', type: 'demo-colorize' },
    { purpose: 'Longer is better', type: 'demo-colorize --minutes 30 --again' },
  ],
  define(command, act) {
    addDemoFlags(command);
    // Loaded only when it runs: it brings the image library.
    act(command, async (call) => (await import('../demo/colorize/run.ts')).runColouringDemo(call));
  },
};
