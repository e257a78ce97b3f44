import type { DeviceKind } from './devices.ts';
import type { LoweringName } from './trace/lowerings/index.ts';
import { tryOut } from './trial.ts';

/** What a trial needs of the machine. */
export interface TrialPlace {
  /** Names the processor: what is true of one need not be of another. */
  readonly processor: string;
  /** A clock in seconds. */
  now(): number;
  /** Answers of earlier trials; null where nobody keeps them. */
  readonly remembered: { recall(question: string): string | undefined; remember(question: string, answer: string): void } | null;
}

type FastLowering = Extract<LoweringName, 'direct' | 'winograd'>;

const candidates = ['winograd', 'direct'] as const satisfies readonly FastLowering[];

/** Each candidate is tried so often, in turns: a machine that is busy for a moment slows both. */
const TURNS = 3;

/** The faster of both lowerings on this processor. */
async function faster(threads: number, now: () => number): Promise<FastLowering> {
  const [{ OnnxExecutor }, { lowerings }] = await Promise.all([import('./onnx/onnxExecutor.ts'), import('./trace/lowerings/index.ts')]);
  const best = { winograd: Infinity, direct: Infinity };
  for (let turn = 0; turn < TURNS; turn++) {
    for (const name of candidates) {
      const executor = new OnnxExecutor({ device: 'cpu', threads, memory: 'normal' }, lowerings[name]);
      best[name] = Math.min(best[name], await tryOut(executor, now));
      await executor.dispose();
    }
  }
  return best.direct < best.winograd ? 'direct' : 'winograd';
}

/**
 * How convolutions become nodes where rounding counts less than time: `direct` on graphics cards. On processors
 * less arithmetic wins where matrix products are as fast as convolutions (twice as fast with AVX-512), which
 * depends on the instructions that ONNX Runtime's kernels use: both are tried once, and the answer is remembered.
 * Where nobody remembers, `winograd`.
 */
export async function fastLowering(device: DeviceKind, threads: number, { processor, now, remembered }: TrialPlace): Promise<FastLowering> {
  if (device !== 'cpu') return 'direct';
  if (remembered === null) return 'winograd';
  const { loadRuntime } = await import('./onnx/session.ts');
  const { env } = await loadRuntime();
  const question = `lowering on ${processor}, threads ${threads}, ONNX Runtime ${env.versions.node ?? env.versions.common}`;
  const known = candidates.find((name) => name === remembered.recall(question));
  if (known !== undefined) return known;
  const answer = await faster(threads, now);
  remembered.remember(question, answer);
  return answer;
}
