/**
 * Clauses and sentences of the studio that speak of the command line, and its short names of what the doctor looks at, as the window
 * says them: the studio's own words, with `{0}`, `{1}` ... for what changes in them, and what stands for them here. All others are
 * said as they are.
 */
export const clauses = {
  'little: stay with --preset quick': 'little: stay with the preset "Quick"',
  'Node {0} or newer is needed; `npx recast` brings it along': 'Node {0} or newer is needed; Recast Studio brings it along',
  'Run `npm ci` again': 'Install Recast Studio again',
  'the TensorFlow that is installed is the one for processors. `recast tensorflow install --gpu` puts the other in its place':
    'the TensorFlow that is installed is the one for processors. The settings can put the other in its place',
  'TensorFlow finds no NVIDIA card with CUDA 11.2 and cuDNN 8.1. `recast tensorflow status` says what is missing':
    'TensorFlow finds no NVIDIA card with CUDA 11.2 and cuDNN 8.1. The settings say what is missing',
  'Try again; `recast doctor` examines this machine': 'Try again; "Health" in the settings examines this machine',
  'Install it again: `recast tensorflow install`': 'Install it again',
  version: 'Node version',
  recast: 'Recast Studio',
  system: 'System',
  processor: 'Processor',
  'instruction sets': 'Instruction sets',
  memory: 'Memory',
};
