import { row } from './row.ts';

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`);
const withUnit = (value: number, unit: string): string => (unit === '' ? `${value}` : `${value} ${unit}`);

type NumberRange = {
  flag: string;
  given: string;
  min: number;
  max: number;
  unit: string;
};

/** Errors of what was asked for: flags, values and combinations of them. */
export const requestErrors = {
  WRONG_USE: row<{ sentence: string; help: string }>({
    exit: 2,
    message: ({ sentence }) => sentence,
    remedy: ({ help }) => `\`${help}\` shows what can be given.`,
  }),
  FLAGS_MISSING: row<{ command: string; flags: readonly string[] }>({
    exit: 2,
    message: ({ command, flags }) => `\`${command}\` needs ${flags.join(' and ')}.`,
    remedy: ({ command }) => `\`${command} --help\` shows examples.`,
  }),
  FLAG_NOT_A_NUMBER: row<NumberRange & { whole: boolean }>({
    exit: 2,
    message: ({ flag, given, whole }) => `${flag} takes ${whole ? 'a whole number' : 'a number'}, not "${given}".`,
    remedy: ({ flag, min, max, unit }) => `Give ${flag} a value from ${min} to ${withUnit(max, unit)}.`,
  }),
  FLAG_OUT_OF_RANGE: row<NumberRange>({
    exit: 2,
    message: ({ flag, given, min, max, unit }) => `${flag} must lie between ${min} and ${withUnit(max, unit)}, and ${given} does not.`,
    remedy: ({ flag, min, max, unit }) => `Give ${flag} a value from ${min} to ${withUnit(max, unit)}.`,
  }),
  FLAG_NOT_A_MULTIPLE: row<{ flag: string; given: number; multipleOf: number; unit: string; nearest: number }>({
    exit: 2,
    message: ({ flag, given, multipleOf, unit }) => `${flag} must be a multiple of ${withUnit(multipleOf, unit)}, and ${given} is not.`,
    remedy: ({ flag, nearest }) => `${flag} ${nearest} is the nearest that is.`,
  }),
  FLAG_NOT_A_CHOICE: row<{ flag: string; given: string; choices: readonly string[]; meant: string | null }>({
    exit: 2,
    message: ({ flag, given, choices }) => `${flag} takes ${listed(choices)}, not "${given}".`,
    remedy: ({ flag, choices, meant }) => (meant === null ? `Give ${flag} ${listed(choices)}.` : `Did you mean ${flag} ${meant}?`),
  }),
  FLAG_EMPTY: row<{ flag: string }>({
    exit: 2,
    message: ({ flag }) => `${flag} was given nothing.`,
    remedy: ({ flag }) => `Write what ${flag} should be after it, or leave it out.`,
  }),
  FLAG_WITHOUT_EFFECT: row<{ flag: string; other: string; reason: string }>({
    exit: 2,
    message: ({ flag, other, reason }) => `${flag} and ${other} contradict each other: ${reason}.`,
    remedy: ({ flag, other }) => `Leave out ${flag}, or choose something else than ${other}.`,
  }),
  PRESET_UNKNOWN: row<{ preset: string; presets: readonly string[] }>({
    exit: 2,
    message: ({ preset, presets }) => `There is no preset "${preset}"; there are ${presets.join(', ')}.`,
    remedy: ({ presets }) => `Give --preset ${listed(presets)}, or leave it out.`,
  }),
  LENGTH_GIVEN_TWICE: row<{ epochFlag: string }>({
    exit: 2,
    message: ({ epochFlag }) => `--steps and ${epochFlag} contradict each other: both say how long to train.`,
    remedy: ({ epochFlag }) => `Give only one: --steps counts batches, ${epochFlag} counts passes over the larger folder.`,
  }),
  LENGTH_ZERO: row<Record<string, never>>({
    exit: 2,
    message: () => 'The training would last no step: --epochs, --decay-epochs and --steps are all 0.',
    remedy: () => 'Give --steps or --epochs a value above 0.',
  }),
  LENGTH_ALREADY_REACHED: row<{ run: string; step: number; steps: number }>({
    exit: 2,
    message: ({ run, step, steps }) => `Run ${run} is at step ${step} already, so it cannot be trained up to step ${steps}.`,
    remedy: ({ step }) => `Give --steps a value above ${step}.`,
  }),
  SIZE_NOT_FOR_GENERATOR: row<{ size: number; generator: string; multiple: number }>({
    exit: 2,
    message: ({ size, generator, multiple }) =>
      `--size ${size} and --generator ${generator} contradict each other: this U-Net halves pictures until one pixel is left, which takes a multiple of ${multiple} px.`,
    remedy: ({ multiple }) => `Give --size ${multiple}, or --generator resnet, which takes any multiple of 4.`,
  }),
  PAIRS_NOT_IN_PHOTO_MODE: row<{ mode: string }>({
    exit: 2,
    message: ({ mode }) => `Pictures are coloured by their own lightness in ${mode} mode, so pairs with sketches are of no use there.`,
    remedy: () => 'Choose the sketch mode, or leave the sketches out.',
  }),
  SKETCHES_ALONE: row<{ mode: string; flag: string }>({
    exit: 2,
    message: ({ mode, flag }) => `${flag} is for sketches, which have lines and areas of paper; ${mode} mode knows neither.`,
    remedy: ({ flag }) => `Choose the sketch mode, or leave ${flag} out.`,
  }),
  SIZE_NOT_FOR_DISCRIMINATOR: row<{ size: number; layers: number; smallest: number }>({
    exit: 2,
    message: ({ size, layers, smallest }) => `--size ${size} is too small for a PatchGAN discriminator of ${layers} layers, which needs ${smallest} px.`,
    remedy: ({ layers, smallest }) =>
      layers > 1 ? `Give --size ${smallest} or more, or fewer --layers.` : `Give --size ${smallest} or more, or --discriminator pixel.`,
  }),
  LOAD_SIZE_TOO_SMALL: row<{ loadSize: number; size: number }>({
    exit: 2,
    message: ({ loadSize, size }) =>
      `--load-size ${loadSize} and --size ${size} contradict each other: a square of ${size} px cannot be cut from ${loadSize} px.`,
    remedy: ({ size }) => `Give --load-size ${size} or more, or leave it out: then it is 1.12 times the size.`,
  }),
  FOLDERS_THE_SAME: row<{ path: string; roles: readonly string[] }>({
    exit: 2,
    message: ({ path }) => `Both sides name the same folder, ${path}.`,
    remedy: ({ roles }) => `Put the two kinds of pictures into two folders, and name one with --${roles[0]} and the other with --${roles[1]}.`,
  }),
  BENCH_CONFIG_WRONG: row<{ given: string }>({
    exit: 2,
    message: ({ given }) => `--config cannot read "${given}": it takes picture size (a multiple of 4), channels and residual blocks with slashes between.`,
    remedy: () => 'Write for example --config 64/32/6 or --config 64/32/6,128/64/6.',
  }),
  EMOJI_MISSING: row<{ package: string }>({
    exit: 1,
    message: ({ package: name }) => `The demo draws on the emoji of the npm package "${name}", which is not installed here.`,
    remedy: () => 'Run it as `npm run demo` in the repository of Recast Studio, or teach with folders of your own: `recast train cyclegan --help`.',
  }),
};
