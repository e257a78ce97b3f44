import type { StackganSettings } from '../../../shared/architectures/stackgan.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { withPrefix } from '../../nn/parameters.ts';
import type { Discriminator } from './discriminator.ts';
import { discriminator } from './discriminator.ts';
import type { LargeGenerator, SmallGenerator } from './generators.ts';
import { largeGenerator, smallGenerator } from './generators.ts';

/** The settings that say what the networks look like. */
export type Shape = Pick<StackganSettings, 'text' | 'condition' | 'noise' | 'width' | 'judgeWidth' | 'size' | 'largeSize' | 'blocks'>;

/** The four networks that draw and judge; they hold no values. */
export interface Networks {
  readonly small: SmallGenerator;
  readonly smallJudge: Discriminator;
  readonly large: LargeGenerator;
  readonly largeJudge: Discriminator;
}

/** Builds the networks of both stages. */
export function networksOf(shape: Shape): Networks {
  return {
    small: smallGenerator(shape),
    smallJudge: discriminator({ ...shape, width: shape.judgeWidth, alone: false }),
    large: largeGenerator(shape),
    largeJudge: discriminator({ ...shape, size: shape.largeSize, width: shape.judgeWidth, alone: true }),
  };
}

/** Names of a stage's networks: what learns to draw, what judges, and the moving average that draws in the end. */
export interface StageNames {
  readonly generator: string;
  readonly discriminator: string;
  readonly average: string;
}

/** See `StageNames`. */
export const stageNames = {
  small: { generator: 'netG1', discriminator: 'netD1', average: 'averageG1' },
  large: { generator: 'netG2', discriminator: 'netD2', average: 'averageG2' },
} as const satisfies Record<string, StageNames>;

/** The network of a stage that draws where it is used: the average, or the generator where none is kept. */
export function drawing(stage: keyof typeof stageNames, { average }: Pick<StackganSettings, 'average'>): string {
  return average > 0 ? stageNames[stage].average : stageNames[stage].generator;
}

/** What a moving average keeps: nothing in it is trained. */
export function averageTree(name: string, tree: ParameterTree): ParameterTree {
  return withPrefix(name, Object.fromEntries(Object.entries(tree).map(([key, spec]) => [key, { ...spec, trained: false }])));
}
