import * as z from 'zod';
import { architectureNameSchema } from '../../shared/architectures/index.ts';
import { hintsSchema } from '../../shared/hints.ts';
import { engineChoiceSchema } from '../../shared/engineChoice.ts';
import { benchConfigSchema, benchSections, torchModes } from '../../shared/benchmark.ts';
import { progressSchema } from '../../shared/progress.ts';
import { colorizeTaskSchema, paintAnswerSchema, paintWordSchema, paintTaskSchema } from './paintMessages.ts';
import { scoresSchema } from '../../shared/scores.ts';

export { colorizeTaskSchema } from './paintMessages.ts';
export type { ColorizeTask, ColourAsk, DrawAsk, PaintAnswer, PaintAsk, PaintWord, TranslateAsk } from './paintMessages.ts';

/** Schemas of the pipe between the host process and an engine process. Paths are absolute. */

/** One folder of pictures or several. */
const foldersOfSideSchema = z.union([z.string(), z.array(z.string()).min(1)]);

/** What a training run is told; also stored in the catalog, so that `resume` starts from the same. */
export const trainTaskSchema = z.object({
  kind: z.literal('train'),
  /** Folder of the run: checkpoints and samples are written below it. */
  runFolder: z.string(),
  /** Folder of the decoded-picture cache, shared by all runs of a home. */
  cacheFolder: z.string(),
  architecture: architectureNameSchema,
  /** Checked by the architecture's own schema. */
  settings: z.record(z.string(), z.unknown()),
  /** Folder of pictures by side, or several of them: `{ a, b }`. Runs of before there were several name one. */
  folders: z.record(z.string(), foldersOfSideSchema),
  /** Pictures that are left out, by side: absolute paths as they are found below the folders. */
  excluded: z.record(z.string(), z.array(z.string())).default({}),
  /** Pictures that a person has kept from training, by side; `holdout` fills up what is missing. */
  heldOut: z.record(z.string(), z.array(z.string())).default({}),
  /** A file of captions for architectures that learn from words; left out for what the pictures themselves say. */
  captions: z.string().optional(),
  /** A file of embeddings that were computed elsewhere, in place of an encoder of captions that is trained here. */
  embeddings: z.string().optional(),
  seed: z.number().int().nonnegative(),
  /** Share of each side kept for samples and scores, at most 32 pictures. */
  holdout: z.number().min(0).max(0.5),
  /** What transparent pictures are laid over. */
  background: z.enum(['white', 'black', 'mean']),
  checkpointEvery: z.object({ minutes: z.number().positive().nullable(), steps: z.number().int().positive().nullable() }),
  keepCheckpoints: z.number().int().positive(),
  /** Steps between sample sheets; 0 for none. */
  samplesEvery: z.number().int().nonnegative(),
  samplePictures: z.number().int().nonnegative(),
  /** Absolute folder of the checkpoint to go on from, or null to begin. */
  resumeFrom: z.string().nullable(),
  /** Stops with a checkpoint after this many minutes; null for no limit. */
  maxMinutes: z.number().positive().nullable(),
  engine: engineChoiceSchema,
});

/** What a conversion is told. */
export const convertTaskSchema = z.object({
  kind: z.literal('convert'),
  checkpointFolder: z.string(),
  direction: z.string(),
  input: z.string(),
  /** Further inputs; then each folder becomes a folder of its name below the output. */
  more: z.array(z.string()).optional(),
  output: z.string(),
  format: z.enum(['same', 'png', 'jpeg', 'webp', 'avif']),
  quality: z.number().int().min(1).max(100),
  /** Also writes before/after sheets. */
  sheet: z.boolean(),
  background: z.enum(['white', 'black', 'mean']),
  /** The most pixels translated at once; larger pictures go in tiles. 0 leaves the choice to the engine. */
  tilePixels: z.number().int().nonnegative(),
  /** Colour hints for every picture, where the model takes some. */
  hints: hintsSchema.optional(),
  engine: engineChoiceSchema,
});

/** Draws pictures from sentences. */
export const generateTaskSchema = z.object({
  kind: z.literal('generate'),
  checkpointFolder: z.string(),
  /** At least one, unless embeddings are given; then they name these, or there are none. */
  sentences: z.array(z.string().min(1)),
  /** A file of embeddings that take the place of sentences, for painters that were trained on such. */
  embeddings: z.string().optional(),
  /** Pictures of each sentence. */
  count: z.number().int().positive(),
  seed: z.number().int().nonnegative(),
  /** Folder to write to. */
  output: z.string(),
  engine: engineChoiceSchema,
});

/** Asks which devices work. */
export const probeTaskSchema = z.object({ kind: z.literal('probe') });

/** Proves the TensorFlow in the folder that `RECAST_TENSORFLOW` names: in a process of its own, since what is broken may end it. */
export const proveTensorflowTaskSchema = z.object({ kind: z.literal('proveTensorflow') });

/** Measures training steps and inference. */
export const benchTaskSchema = z.object({
  kind: z.literal('bench'),
  configs: z.array(benchConfigSchema).min(1),
  /** Timed steps of each configuration, after a warm-up. */
  steps: z.number().int().positive(),
  sections: z.array(z.enum(benchSections)).default(['configs']),
  /** The ways of PyTorch to compare with; none where no comparison is asked for. */
  torchModes: z.array(z.enum(torchModes)).default([]),
  /** Compares the colourist's forward pass instead of the configurations. */
  colourist: z.boolean().default(false),
  /** Compares the training steps of both stages of StackGAN instead of the configurations. */
  stackgan: z.boolean().default(false),
  engine: engineChoiceSchema,
});

/** Makes a checkpoint of the weights in files of other programs. */
export const importWeightsTaskSchema = z.object({
  kind: z.literal('importWeights'),
  /** Files of generators, and of discriminators if there are any. `direction`: what the generator in it does, where its names need not say. */
  files: z.array(z.object({ path: z.string(), direction: z.enum(['a2b', 'b2a']).nullable() })).min(1),
  /** Nothing but a colourist is wanted. */
  colourist: z.boolean().default(false),
  /** The architecture's settings that were asked for; what the files tell wins. */
  settings: z.record(z.string(), z.unknown()),
  /** Folder that the run will have: its checkpoint is written below it. */
  runFolder: z.string(),
  seed: z.number().int().nonnegative(),
});

/** Writes one direction of a checkpoint for other programs. */
export const exportModelTaskSchema = z.object({
  kind: z.literal('exportModel'),
  checkpointFolder: z.string(),
  /** Null for the first direction that the checkpoint has. */
  direction: z.string().nullable(),
  /** The file to write; its ending says the format. */
  output: z.string(),
  /** Numbers of half precision, in an .onnx file. */
  fp16: z.boolean(),
  /** Whether a file that is there already is replaced. */
  replace: z.boolean(),
});

/** Says what a training costs: memory and the size of a checkpoint, and the time of a step by making some. */
export const measureTaskSchema = z.object({
  kind: z.literal('measure'),
  architecture: architectureNameSchema,
  /** Checked by the architecture's own schema. */
  settings: z.record(z.string(), z.unknown()),
  /** Timed steps after one to warm up; 0 makes none. */
  steps: z.number().int().nonnegative(),
  engine: engineChoiceSchema,
});

/** Everything an engine process can be asked to do. Adding a kind: a row here and in `worker/tasks.ts`. */
export const taskSchema = z.discriminatedUnion('kind', [
  trainTaskSchema,
  convertTaskSchema,
  probeTaskSchema,
  proveTensorflowTaskSchema,
  benchTaskSchema,
  importWeightsTaskSchema,
  exportModelTaskSchema,
  measureTaskSchema,
  paintTaskSchema,
  colorizeTaskSchema,
  generateTaskSchema,
]);

/** Host to engine. */
export const toEngineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), task: taskSchema }),
  /** Finish the step, save a checkpoint, end with `done` and `stopped: true`. */
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('pause') }),
  z.object({ type: z.literal('continue') }),
  z.object({ type: z.literal('paint'), ask: paintWordSchema }),
]);

const plainErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  exit: z.union([z.literal(1), z.literal(2)]),
  details: z.record(z.string(), z.unknown()).default({}),
});

/** A file that was left out, with its reason in a sentence. */
export const skippedFileSchema = z.object({ path: z.string(), reason: z.string() });

/** Engine to host. */
export const fromEngineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: progressSchema }),
  /** A plain sentence for the log. */
  z.object({ type: z.literal('note'), text: z.string() }),
  z.object({ type: z.literal('skipped'), side: z.string(), files: z.array(skippedFileSchema) }),
  /** Sent once before the first step. */
  z.object({
    type: z.literal('prepared'),
    executor: z.string(),
    device: z.string(),
    pictures: z.record(z.string(), z.number().int()),
    heldOut: z.record(z.string(), z.number().int()),
    totalSteps: z.number().int(),
    memoryBytes: z.number(),
  }),
  z.object({ type: z.literal('metrics'), step: z.number().int(), epoch: z.number().int(), values: z.record(z.string(), z.number()) }),
  /** A complete checkpoint folder, already synced and renamed. */
  z.object({ type: z.literal('checkpoint'), folder: z.string(), step: z.number().int(), epoch: z.number().int(), hash: z.string(), bytes: z.number().int() }),
  z.object({ type: z.literal('checkpointRemoved'), folder: z.string() }),
  /** A sheet, and its pictures one by one: a row a held-out picture, the file of each column by its name. */
  z.object({
    type: z.literal('sample'),
    file: z.string(),
    side: z.string(),
    step: z.number().int(),
    rows: z.array(z.record(z.string(), z.string())).default([]),
    /** What each row was drawn from, where that is a sentence. */
    sentences: z.array(z.string()).optional(),
  }),
  /** How good the checkpoint of a step is. */
  z.object({ type: z.literal('scored'), step: z.number().int(), scores: scoresSchema }),
  /** The files of a conversion in their order, some thousand a message: absolute, and their names below the inputs, with `/`. */
  z.object({ type: z.literal('planned'), files: z.array(z.object({ input: z.string(), name: z.string() })) }),
  /** A file of a conversion: done, skipped because it was done before, or failed. */
  z.object({
    type: z.literal('converted'),
    input: z.string(),
    output: z.string().nullable(),
    outcome: z.enum(['written', 'unchanged', 'failed']),
    reason: z.string().nullable(),
  }),
  /** `nothing`: a newer ask made it void. */
  z.object({ type: z.literal('painted'), id: z.number().int(), answer: paintAnswerSchema }),
  z.object({ type: z.literal('unpainted'), id: z.number().int(), error: plainErrorSchema }),
  /** The end: `result` is the task's own. */
  z.object({ type: z.literal('done'), stopped: z.boolean(), result: z.unknown() }),
  z.object({ type: z.literal('failed'), error: plainErrorSchema }),
]);

export type MeasureTask = z.infer<typeof measureTaskSchema>;
export type TrainTask = z.infer<typeof trainTaskSchema>;
export type GenerateTask = z.infer<typeof generateTaskSchema>;
export type ConvertTask = z.infer<typeof convertTaskSchema>;
export type BenchTask = z.infer<typeof benchTaskSchema>;
export type ImportWeightsTask = z.infer<typeof importWeightsTaskSchema>;
export type ExportModelTask = z.infer<typeof exportModelTaskSchema>;
export type Task = z.infer<typeof taskSchema>;
export type ToEngine = z.infer<typeof toEngineSchema>;
export type FromEngine = z.infer<typeof fromEngineSchema>;
