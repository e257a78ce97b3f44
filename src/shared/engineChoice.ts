import * as z from 'zod';

/** Where and how the engine computes, as requests and the pipe to the engine say it. */
export const engineChoiceSchema = z.object({
  executor: z.enum(['auto', 'onnx', 'reference', 'tensorflow']),
  device: z.enum(['auto', 'cpu', 'webgpu', 'cuda', 'directml', 'coreml', 'tensorrt']),
  /** Threads of the processor; 0 leaves the choice to the engine. */
  threads: z.number().int().nonnegative(),
  /** `exact` computes convolutions as they are written; `fast` may do with less arithmetic, at ten times the rounding. */
  precision: z.enum(['fast', 'exact']).default('fast'),
  /** `low` computes again most of what `normal` keeps for the backward pass: less memory, more time. */
  memory: z.enum(['normal', 'low']).default('normal'),
});

export type EngineChoice = z.infer<typeof engineChoiceSchema>;
