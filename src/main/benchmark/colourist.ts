import type { TorchReport } from '../../shared/benchmark.ts';
import { resolveSettings } from '../../shared/architectures/resolve.ts';
import { float32 } from '../engine/program.ts';
import type { HostTensor, HostTensors, Program } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { generatorParameters, networksOf } from '../models/colorization/networks.ts';
import { lookupIn } from '../nn/layer.ts';
import { initializeParameters, specsOf } from '../nn/parameters.ts';
import { alternate, repeat } from './alternate.ts';
import { openBare } from './bare.ts';
import type { BenchParts } from './parts.ts';
import { openTorchColourist } from './torchProcess.ts';

/** The paper's network: its width, and the pictures that it is used at. */
const WIDTH = 64;
const SIZE = 256;

/** The whole forward pass, both heads, as PyTorch's script does it: from lightness, hints and mask to ab and bins. */
function forward(width: number, size: number): { readonly program: Program; readonly parameters: HostTensors } {
  const networks = networksOf(resolveSettings('colorize', null, { width }));
  const tree = generatorParameters(networks);
  const program: Program = {
    name: 'colorization.forward',
    state: specsOf(tree),
    inputs: { drawing: float32(1, size, size, 1), hints: float32(1, size, size, 2), mask: float32(1, size, size, 1) },
    body: (state, { drawing, hints, mask }) => ({ state: {}, outputs: { ...networks.generator.forward(lookupIn(state, 'netG'), drawing, hints, mask) } }),
  };
  return { program, parameters: initializeParameters(tree, Random.fromSeed(width)) };
}

/** The full-width colourist's forward pass here and in PyTorch, in turns. Throws TORCH_UNUSABLE where there is no Python with torch. */
export async function compareColourist(
  { executor, task, stop, progress }: BenchParts,
  threads: number,
  { width, size } = { width: WIDTH, size: SIZE },
): Promise<Pick<TorchReport, 'version' | 'colourist'>> {
  progress.next(`colourist of ${width} channels at ${size} px: forward pass against PyTorch`);
  const torch = await openTorchColourist({ size, width }, threads);
  try {
    const { program, parameters } = forward(width, size);
    const random = Random.fromSeed(size);
    const filled = (channels: number): HostTensor => ({
      shape: [1, size, size, channels],
      values: Float32Array.from({ length: size * size * channels }, () => random.uniform() - 0.5),
    });
    const bare = await openBare(executor, {
      program,
      parameters,
      inputs: { drawing: filled(1), hints: filled(2), mask: filled(1) },
      wanted: ['colours', 'bins'],
    });
    const inference = await alternate(repeat(bare.run), (count) => torch.inferences(count), task.steps, stop);
    await bare.dispose();
    return { version: torch.version, colourist: { size, width, inference } };
  } finally {
    torch.close();
  }
}
