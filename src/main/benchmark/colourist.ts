import type { TorchReport } from '../../shared/benchmark.ts';
import { resolveSettings } from '../../shared/architectures/resolve.ts';
import { float32 } from '../engine/program.ts';
import type { HostTensor, Program } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { generatorParameters, networksOf } from '../models/colorization/networks.ts';
import { lookupIn } from '../nn/layer.ts';
import type { ParameterTree } from '../nn/parameters.ts';
import { initializeParameters, specsOf } from '../nn/parameters.ts';
import { alternate, repeat } from './alternate.ts';
import { openBare } from './bare.ts';
import type { BenchParts } from './parts.ts';
import type { WithTorch } from './torchProcess.ts';

/** The paper's network: its width, and the pictures that it is used at. */
const WIDTH = 64;
const SIZE = 256;

/** The whole forward pass, both heads, as PyTorch's script does it: from lightness, hints and mask to ab and bins. */
function forward(width: number, size: number): { readonly program: Program; readonly tree: ParameterTree } {
  const networks = networksOf(resolveSettings('colorize', null, { width }));
  const tree = generatorParameters(networks);
  const program: Program = {
    name: 'colorization.forward',
    state: specsOf(tree),
    inputs: { drawing: float32(1, size, size, 1), hints: float32(1, size, size, 2), mask: float32(1, size, size, 1) },
    body: (state, { drawing, hints, mask }) => ({ state: {}, outputs: { ...networks.generator.forward(lookupIn(state, 'netG'), drawing, hints, mask) } }),
  };
  return { program, tree };
}

/** The full-width colourist's forward pass here and in PyTorch, in turns. Throws as `openTorch`. */
export async function compareColourist(
  { executor, task, stop, progress }: BenchParts,
  withTorch: WithTorch,
  { width, size } = { width: WIDTH, size: SIZE },
): Promise<TorchReport['colourist']> {
  progress.next(`colourist of ${width} channels at ${size} px: forward pass against PyTorch`);
  const { program, tree } = forward(width, size);
  return withTorch({ script: 'colorization_forward.py', given: { size, width } }, tree, async (torch) => {
    const random = Random.fromSeed(size);
    const filled = (channels: number): HostTensor => ({
      shape: [1, size, size, channels],
      values: Float32Array.from({ length: size * size * channels }, () => random.uniform() - 0.5),
    });
    const bare = await openBare(executor, {
      program,
      parameters: initializeParameters(tree, Random.fromSeed(width)),
      inputs: { drawing: filled(1), hints: filled(2), mask: filled(1) },
      wanted: ['colours', 'bins'],
    });
    const inference = await alternate(repeat(bare.run), torch.work('inference'), task.steps, stop);
    await bare.dispose();
    return { size, width, inference };
  });
}
