import { describe, expect, it } from 'vitest';
import { createReferenceExecutor } from '../engine/reference/referenceExecutor.ts';
import { float32 } from '../engine/program.ts';
import type { Recipe } from '../models/architecture.ts';
import type { LooseSettings } from './memory.ts';
import { checkMemory, machineMemory } from './memory.ts';
import { tinyRecipe } from './testing/tiny.ts';

const GIGABYTE = 2 ** 30;

/** A recipe whose step takes `batch * size * size * ngf` numbers, which the reference executor counts as inputs. Sizes from 100 to 200 contradict themselves. */
function recipeAt({ batch, size, ngf }: LooseSettings): Recipe | null {
  if (typeof batch !== 'number' || typeof size !== 'number' || typeof ngf !== 'number') throw new Error('not the settings of this test');
  if (size > 100 && size < 200) return null;
  return { ...tinyRecipe, step: { ...tinyRecipe.step, inputs: { ...tinyRecipe.step.inputs, large: float32(batch, size, size, ngf) } } };
}

const check = async (settings: LooseSettings, memory: number): Promise<number> => {
  const recipe = recipeAt(settings);
  if (recipe === null) throw new Error('contradiction');
  return (await checkMemory({ recipe, settings }, await createReferenceExecutor(), recipeAt, memory)).total;
};

describe('memory', () => {
  it('lets pass what fits and says how much it needs', async () => {
    expect(await check({ batch: 1, size: 64, ngf: 16 }, GIGABYTE)).toBeGreaterThan(64 * 64 * 16 * 4);
    expect(machineMemory()).toBeGreaterThan(GIGABYTE / 4);
  });

  it('names settings that would fit, giving up pictures a step before anything else', async () => {
    await expect(check({ batch: 8, size: 1024, ngf: 64, flip: true }, GIGABYTE)).rejects.toMatchObject({
      code: 'MEMORY_TOO_SMALL',
      message: 'These settings need about 2.4 GB of memory, and this machine has 1.0 GB.',
      remedy: 'These settings would fit: --batch 2.',
    });
  });

  it('passes over settings that contradict each other', async () => {
    // 512 becomes 256; 128 is refused, so channels go instead.
    await expect(check({ batch: 1, size: 512, ngf: 4096 }, GIGABYTE)).rejects.toMatchObject({ remedy: 'These settings would fit: --size 256 --ngf 2048.' });
  });

  it('does not promise what it did not find', async () => {
    await expect(check({ batch: 1, size: 64, ngf: 16 }, 1)).rejects.toMatchObject({ remedy: 'Choose a smaller --size or fewer channels with --ngf.' });
  });
});
