import * as z from 'zod';

/**
 * What can be measured. `configs`: training step and inference of each configuration; `loop`: what the
 * training loop adds to the bare step; `convert`: how near `recast convert` comes to bare inference; `describe`: from a
 * sentence to pictures at standard widths.
 */
export const benchSections = ['configs', 'loop', 'convert', 'describe'] as const;

/** One size of network and picture: square pictures of `size` pixels, CycleGAN's ResNet generator with transposed convolution, batch 1. */
export const benchConfigSchema = z.object({ size: z.number().int().positive(), ngf: z.number().int().positive(), blocks: z.number().int().nonnegative() });

/** Repeated runs of one thing, after a warm-up that is not counted. */
const timingSchema = z.object({
  runs: z.number().int().positive(),
  minimumMs: z.number().positive(),
  medianMs: z.number().positive(),
  meanMs: z.number().positive(),
});

/** A program's runs against the machine's own speed. */
const programTimingSchema = timingSchema.extend({
  /** Seconds from nothing to ready: tracing and compiling. */
  prepareSeconds: z.number().nonnegative(),
  /** Multiplications and additions of one run in 1e9, counted from the layers: a multiply-add is 2, all else is left out. */
  gflop: z.number().positive(),
  /** By the fastest run. */
  gflopPerSecond: z.number().positive(),
  /** `gflopPerSecond` over that of the matrix product: may be above 1, since less arithmetic can do the same work. */
  ofMatrixRate: z.number().positive(),
  /** What the executor estimated it needs, in bytes. */
  estimatedBytes: z.number().nonnegative(),
});

const configResultSchema = benchConfigSchema.extend({
  /** One training step of both generators and both discriminators, with Adam. */
  step: programTimingSchema,
  /** One picture through one generator. */
  inference: programTimingSchema,
  /** The most memory that this process had up to here, in bytes. */
  peakMemory: z.number().int().nonnegative(),
});

/** How PyTorch computes: as it is, under bfloat16 autocast, or through `torch.compile`. */
export const torchModes = ['float32', 'bfloat16', 'compile'] as const;

/** The same work on both sides, in turns. A ratio below 1 means that Recast Studio is faster. */
const againstSchema = z.object({ ours: timingSchema, torch: timingSchema, ratioOfMinima: z.number().positive(), ratioOfMedians: z.number().positive() });

const torchComparisonSchema = benchConfigSchema.extend({
  mode: z.enum(torchModes),
  step: againstSchema,
  inference: againstSchema,
  /** The most memory of each process, in bytes. Ours holds what was measured before, too. */
  memory: z.object({ ours: z.number().positive(), torch: z.number().positive() }),
});

const describingSchema = z.object({
  /** So many small pictures at once. */
  pictures: z.number().int(),
  width: z.number().int(),
  /** Sides of small and large pictures, in pixels. */
  size: z.number().int(),
  largeSize: z.number().int(),
  /** Seconds from nothing to ready, for both. */
  prepareSeconds: z.number().nonnegative(),
  /** From a sentence to all small pictures, encoded. */
  small: timingSchema,
  /** From a sentence to one large picture. */
  large: timingSchema,
});

/** A training step of one stage of StackGAN: square pictures of `size` pixels. */
const stackganComparisonSchema = z.object({
  stage: z.enum(['small', 'large']),
  size: z.number().int(),
  width: z.number().int(),
  batch: z.number().int(),
  /** So many has each network, by its name, on both sides. */
  parameters: z.record(z.string(), z.number().int().positive()),
  step: againstSchema,
});

const torchReportSchema = z.object({
  version: z.string(),
  threads: z.number().int().positive(),
  comparisons: z.array(torchComparisonSchema),
  /** The forward pass of the colourist, where it was asked for. */
  colourist: z.object({ size: z.number().int(), width: z.number().int(), inference: againstSchema }).nullable(),
  /** Both stages of StackGAN, where they were asked for. */
  stackgan: z.array(stackganComparisonSchema),
});

/** The result of `recast bench`. Field names carry their units. */
export const benchReportSchema = z.object({
  executor: z.string(),
  device: z.string(),
  /** As asked for; 0 leaves the choice to the engine. */
  threads: z.number().int().nonnegative(),
  machine: z.object({ processor: z.string(), cores: z.number().int(), memory: z.number().int(), platform: z.string() }),
  /** The plain product of two square float32 matrices on the same executor, measured before each configuration and at the end. */
  matrix: timingSchema.extend({ size: z.number().int(), gflop: z.number().positive(), gflopPerSecond: z.number().positive() }).nullable(),
  configs: z.array(configResultSchema),
  /** The training loop with its pictures, samples, metrics and messages against as many bare steps, means of a step. */
  loop: z
    .object({
      steps: z.number().int(),
      bareMs: z.number().positive(),
      loopMs: z.number().positive(),
      /** `loopMs / bareMs - 1`. */ added: z.number(),
      /** What its last checkpoint took, with samples and scores. */ checkpointSeconds: z.number().nonnegative(),
      /** How often a step had to wait for a picture. */ waits: z.number().int().nonnegative(),
    })
    .nullable(),
  /** A folder of pictures converted, with decoding and encoding, against bare inference, per picture. */
  convert: z
    .object({
      pictures: z.number().int(),
      size: z.number().int(),
      bareMs: z.number().positive(),
      convertMs: z.number().positive(),
      /** `bareMs / convertMs`. */ ofBareRate: z.number().positive(),
    })
    .nullable(),
  /** From a sentence to pictures, warm. */
  describe: describingSchema.nullable(),
  /** Against PyTorch on this machine, where asked for. */
  torch: torchReportSchema.nullable(),
  peakMemory: z.number().int().nonnegative(),
});

export type DescribingReport = z.infer<typeof describingSchema>;
export type TorchMode = (typeof torchModes)[number];
export type TorchComparison = z.infer<typeof torchComparisonSchema>;
export type StackganComparison = z.infer<typeof stackganComparisonSchema>;
export type TorchReport = z.infer<typeof torchReportSchema>;
export type BenchSection = (typeof benchSections)[number];
export type BenchConfig = z.infer<typeof benchConfigSchema>;
export type BenchTiming = z.infer<typeof timingSchema>;
export type ProgramTiming = z.infer<typeof programTimingSchema>;
export type ConfigResult = z.infer<typeof configResultSchema>;
export type BenchReport = z.infer<typeof benchReportSchema>;
