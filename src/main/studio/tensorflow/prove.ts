import type { TensorflowProof } from '../../../shared/tensorflow.ts';
import { tensorflowProofSchema } from '../../../shared/tensorflow.ts';
import { startEngine } from '../../jobs/engineProcess.ts';
import { missingLibraries } from './failures.ts';

/** What came out of a trial. */
export interface Trial {
  /** Null where it failed. */
  readonly proof: TensorflowProof | null;
  /** Why it failed, as a sentence; empty where it did not. */
  readonly reason: string;
  /** Libraries that TensorFlow looked for in vain: those of CUDA, where it computes on the processor instead. */
  readonly missing: readonly string[];
}

/** Tries the TensorFlow in a folder in an engine process of its own, which it may take down. */
export async function prove(options: {
  readonly folder: string;
  readonly reportFolder: string;
  readonly entry: string | undefined;
  readonly signal: AbortSignal;
}): Promise<Trial> {
  const { folder, reportFolder, entry, signal } = options;
  signal.throwIfAborted();
  let output = '';
  const engine = startEngine({
    task: { kind: 'proveTensorflow' },
    reportFolder,
    ...(entry !== undefined && { entry }),
    // What is missing for a card is said among TensorFlow's warnings.
    environment: { RECAST_TENSORFLOW: folder, TF_CPP_MIN_LOG_LEVEL: '1' },
    onMessage: () => undefined,
    onOutput: (text) => (output += text),
  });
  const kill = (): void => engine.kill();
  signal.addEventListener('abort', kill, { once: true });
  const end = await engine.end;
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  const missing = missingLibraries(output);
  if ('error' in end) return { proof: null, reason: end.error.message, missing };
  return { proof: tensorflowProofSchema.parse(end.result), reason: '', missing };
}
