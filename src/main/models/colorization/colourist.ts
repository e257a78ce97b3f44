import { loadSizeOf } from '../../../shared/architectures/length.ts';
import type { ColorizationSettings } from '../../../shared/architectures/colorization.ts';
import type { Program, TensorSpecs } from '../../engine/program.ts';
import { float32 } from '../../engine/program.ts';
import { lookupIn } from '../../nn/layer.ts';
import { specsOf } from '../../nn/parameters.ts';
import type { Colourist, ProgramPart } from '../architecture.ts';
import type { Colours, Step } from './network.ts';
import { BINS_A_SIDE, MULTIPLE } from './network.ts';
import type { Networks } from './networks.ts';
import { generatorParameters } from './networks.ts';

/** The ab bins are squares of this side; the middle one is grey. */
const BIN = 10;

/** The network as a person's tool: lightness, hints and their mask in; colours, or the logits of the bins, out. */
export function colouristOf(networks: Networks, settings: Pick<ColorizationSettings, 'mode' | 'size' | 'loadSize' | 'preprocess'>): Colourist {
  const state = specsOf(generatorParameters(networks));
  const inputs = (height: number, width: number): TensorSpecs => ({
    drawing: float32(1, height, width, 1),
    hints: float32(1, height, width, 2),
    mask: float32(1, height, width, 1),
  });
  const program = (name: string, outputs: readonly (keyof Colours)[], height: number, width: number): Program => ({
    name: `colorization.${name}`,
    state,
    inputs: inputs(height, width),
    body: (tensors, { drawing, hints, mask }) => {
      const all = networks.generator.forward(lookupIn(tensors, 'netG'), drawing, hints, mask);
      return { state: {}, outputs: Object.fromEntries(outputs.map((output) => [output, all[output]])) };
    },
  });
  const partOf = (specs: TensorSpecs, steps: readonly Step[]): ProgramPart => ({
    gives: steps.map(({ gives }) => gives),
    program: {
      name: `colorization.both.${steps[0].gives}`,
      state,
      inputs: Object.fromEntries(steps.flatMap(({ takes }) => takes).map((name) => [name, specs[name]])),
      body: (tensors, made) => ({ state: {}, outputs: Object.fromEntries(steps.map(({ gives, run }) => [gives, run(lookupIn(tensors, 'netG'), made)])) }),
    },
  });
  /** Each step by itself; the bins, which take little, come with the colours. */
  function parts(height: number, width: number): ProgramPart[] {
    const { steps } = networks.generator;
    const made = steps.map(({ gives, channels, smaller }) => [gives, float32(1, height / smaller, width / smaller, channels)] as const);
    const specs = { ...inputs(height, width), ...Object.fromEntries(made) };
    return [...steps.slice(0, -2).map((step) => [step]), steps.slice(-2)].map((some) => partOf(specs, some));
  }
  return {
    network: 'netG',
    mode: settings.mode,
    side: Math.max(settings.size, loadSizeOf(settings)),
    multipleOf: MULTIPLE,
    smallest: 4 * MULTIPLE,
    binsASide: BINS_A_SIDE,
    bin: BIN,
    // A program computes all its outputs: what is asked for most needs no bins.
    colours: (height, width) => program('colours', ['colours'], height, width),
    both: (height, width) => program('both', ['colours', 'bins'], height, width),
    parts,
  };
}
