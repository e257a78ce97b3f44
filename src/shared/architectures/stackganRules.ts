import { RecastError } from '../errors/index.ts';
import type { SettingRules } from './rules.ts';
import type { StackganSettings } from './stackgan.ts';

const isPowerOfTwo = (size: number): boolean => Number.isInteger(Math.log2(size));

/** A length in epochs that was given wins over a preset's in steps: each setting in epochs with the one in steps. */
const lengths = [
  ['wordEpochs', 'wordSteps'],
  ['epochs', 'steps'],
  ['largeEpochs', 'largeSteps'],
] as const;

/** The rules between StackGAN's settings. */
export const stackganRules: SettingRules<StackganSettings> = {
  follow: (_, given) => Object.fromEntries(lengths.flatMap(([epochs, steps]) => (given.has(epochs) && !given.has(steps) ? [[steps, 0]] : []))),
  check({ stage, size, largeSize, loadSize, epochs, steps }) {
    for (const side of [size, largeSize]) if (!isPowerOfTwo(side)) throw RecastError.of('SIZE_NOT_A_POWER', { size: side });
    if (largeSize <= size) throw RecastError.of('SIZES_TOO_NEAR', { size, largeSize });
    if (loadSize > 0 && loadSize < largeSize) throw RecastError.of('LOAD_SIZE_TOO_SMALL', { loadSize, size: largeSize });
    if (stage !== '2' && steps === 0 && epochs === 0) throw RecastError.of('LENGTH_ZERO', {});
  },
};
