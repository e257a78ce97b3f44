import type { CompiledProgram, Executor } from '../engine/executor.ts';
import type { Translator } from '../models/architecture.ts';

/**
 * Compiled programs by picture size: made when first needed, the longest unused one dropped first.
 *
 * Sizes are not rounded to a coarser grid to save programs: more padding would change the statistics of
 * the instance norms, and a program costs next to nothing. Tracing and compiling one took 10 to 50 ms on
 * a processor whatever the size, running it 30 ms (128 px, 32 channels) to 550 ms (256 px, 64 channels).
 */
export interface Programs {
  /** The program for one size; compiles it where it is not at hand. */
  of(height: number, width: number): Promise<CompiledProgram>;
  dispose(): Promise<void>;
}

/** The most sizes kept; a folder of camera pictures has two (upright and across). */
const MOST_SIZES = 8;

/**
 * Keeps compiled programs of `translator`. Each holds on to the memory of its intermediate results, which
 * grows with its pixels, so all that are kept have at most `mostPixels` together (but one is always kept).
 */
export function openPrograms(executor: Executor, translator: Translator, mostPixels: number): Programs {
  /** In the order of use: a Map remembers insertion, and every use inserts anew. */
  const kept = new Map<string, { readonly compiled: CompiledProgram; readonly pixels: number }>();

  async function makeRoom(needed: number): Promise<void> {
    let held = [...kept.values()].reduce((sum, { pixels }) => sum + pixels, needed);
    for (const [key, { compiled, pixels }] of kept) {
      if (kept.size < MOST_SIZES && held <= mostPixels) return;
      kept.delete(key);
      held -= pixels;
      await compiled.dispose();
    }
  }

  return {
    async of(height, width) {
      const key = `${height}x${width}`;
      const found = kept.get(key);
      if (found !== undefined) {
        kept.delete(key);
        kept.set(key, found);
        return found.compiled;
      }
      await makeRoom(height * width);
      const compiled = await executor.compile(translator.program(1, height, width));
      kept.set(key, { compiled, pixels: height * width });
      return compiled;
    },
    async dispose() {
      for (const { compiled } of kept.values()) await compiled.dispose();
      kept.clear();
    },
  };
}
