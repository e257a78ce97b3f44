import { resolveSettings } from '../../shared/architectures/resolve.ts';
import type { StackganSettings } from '../../shared/architectures/stackgan.ts';
import type { StackganComparison } from '../../shared/benchmark.ts';
import { Random } from '../engine/random.ts';
import { architectures } from '../models/index.ts';
import type { ParameterTree } from '../nn/parameters.ts';
import { alternate, repeat } from './alternate.ts';
import type { BareParts } from './bare.ts';
import { openBare } from './bare.ts';
import type { BenchParts } from './parts.ts';
import { inputsOf } from './subject.ts';
import type { WithTorch } from './torchProcess.ts';
import { countParameters } from './torchProcess.ts';

type Stage = StackganComparison['stage'];

/** A training step of one stage, with fresh weights and made-up sentences and pictures. */
interface StackganSubject extends BareParts {
  readonly settings: StackganSettings;
  /** The parameters that the step works with. */
  readonly tree: ParameterTree;
}

/** The settings are those of the preset `standard`, half the widths of the reference, but for what `change` says. */
export function createStackganSubject(stage: Stage, change: Partial<StackganSettings> = {}): StackganSubject {
  const settings = resolveSettings('stackgan', 'standard', change);
  const architecture = architectures.stackgan;
  const recipe = architecture.phases?.(settings).find(({ name }) => name === stage)?.recipe;
  if (recipe === undefined) throw new Error('StackGAN has this phase.');
  const random = Random.fromSeed(settings.width);
  return {
    settings,
    tree: Object.fromEntries(Object.entries(recipe.parameters).filter(([name]) => name in recipe.step.state)),
    program: recipe.step,
    parameters: architecture.initialize(settings, random.split('weights')),
    inputs: inputsOf(recipe, random),
    wanted: recipe.losses,
  };
}

async function compareStage(
  { executor, task, stop, progress }: BenchParts,
  stage: Stage,
  withTorch: WithTorch,
  change: Partial<StackganSettings>,
): Promise<StackganComparison> {
  const { settings, tree, ...parts } = createStackganSubject(stage, change);
  const { text, condition, noise, width, judgeWidth, size, largeSize, blocks, divergence, average } = settings;
  const [side, batch] = stage === 'small' ? [size, settings.batch] : [largeSize, settings.largeBatch];
  progress.next(`StackGAN of ${width} channels at ${side} px, batch ${batch}: training step against PyTorch`);
  const given = { stage, batch, text, condition, noise, width, judgeWidth, size, largeSize, blocks, divergence, average };
  return withTorch({ script: 'stackgan_step.py', given }, tree, async (torch) => {
    const bare = await openBare(executor, parts);
    const step = await alternate(repeat(bare.run), torch.work('step'), task.steps, stop);
    await bare.dispose();
    return { stage, size: side, width, batch, parameters: countParameters(tree), step };
  });
}

/** A training step of each stage here and in PyTorch, in turns; only the first where asked to stop. Throws as `openTorch`. */
export async function compareStackgan(parts: BenchParts, withTorch: WithTorch, change: Partial<StackganSettings> = {}): Promise<StackganComparison[]> {
  const small = await compareStage(parts, 'small', withTorch, change);
  return parts.stop.aborted ? [small] : [small, await compareStage(parts, 'large', withTorch, change)];
}
