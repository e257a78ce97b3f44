import * as z from 'zod';
import { benchReportSchema } from '../../../shared/benchmark.ts';
import { coloredSchema } from '../../../shared/colored.ts';
import { progressSchema } from '../../../shared/progress.ts';
import { colouringPointSchema, drawingScoresSchema, followingSchema, scoresSchema } from '../../../shared/scores.ts';
import { exportResultSchema, importResultSchema } from '../../../shared/weights.ts';

/**
 * The lines that `--json` writes to stdout, one object a line, told apart by `type`. What each means
 * is in docs/json-lines.md. Fields are only ever added; readers must ignore types they do not know.
 */

const time = z.iso.datetime();
const ending = z.enum(['finished', 'stopped', 'interrupted', 'failed']);

/** What `--json` says of a run. */
export const runLine = z.object({
  type: z.literal('run'),
  id: z.string(),
  name: z.string(),
  project: z.string(),
  architecture: z.string(),
  state: z.enum(['queued', 'starting', 'running', 'paused', 'finished', 'stopped', 'interrupted', 'failed']),
  reason: z.string().nullable(),
  remedy: z.string().nullable(),
  folder: z.string(),
  step: z.number(),
  epoch: z.number(),
  totalSteps: z.number().nullable(),
  executor: z.string().nullable(),
  device: z.string().nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  checkpoints: z.number(),
});

const checkpointLine = z.object({
  type: z.literal('checkpoint'),
  id: z.string(),
  runId: z.string(),
  runName: z.string(),
  folder: z.string(),
  step: z.number(),
  epoch: z.number(),
  hash: z.string(),
  bytes: z.number(),
  kept: z.boolean(),
  createdAt: time,
});

const eventLines = [
  z.object({ type: z.literal('queued'), position: z.number() }),
  progressSchema.extend({ type: z.literal('progress') }),
  z.object({ type: z.literal('note'), text: z.string() }),
  z.object({ type: z.literal('skipped'), side: z.string(), files: z.array(z.object({ path: z.string(), reason: z.string() })) }),
  z.object({
    type: z.literal('prepared'),
    executor: z.string(),
    device: z.string(),
    pictures: z.record(z.string(), z.number()),
    heldOut: z.record(z.string(), z.number()),
    totalSteps: z.number(),
    memoryBytes: z.number(),
  }),
  z.object({ type: z.literal('metrics'), step: z.number(), epoch: z.number(), values: z.record(z.string(), z.number()) }),
  z.object({ type: z.literal('saved'), folder: z.string(), step: z.number(), epoch: z.number(), hash: z.string(), bytes: z.number() }),
  z.object({ type: z.literal('removed'), folder: z.string() }),
  z.object({
    type: z.literal('sample'),
    file: z.string(),
    side: z.string(),
    step: z.number(),
    rows: z.array(z.record(z.string(), z.string())),
    sentences: z.array(z.string()).optional(),
  }),
  z.object({ type: z.literal('scored'), step: z.number(), scores: scoresSchema }),
  z.object({
    type: z.literal('converted'),
    input: z.string(),
    output: z.string().nullable(),
    outcome: z.enum(['written', 'unchanged', 'failed']),
    reason: z.string().nullable(),
  }),
] as const;

const endLines = [
  z.object({ type: z.literal('trained'), runId: z.string(), ending, step: z.number(), checkpoint: z.string().nullable(), folder: z.string().nullable() }),
  z.object({ type: z.literal('conversion'), ending, written: z.number(), unchanged: z.number(), failed: z.number(), output: z.string() }),
  coloredSchema.extend({ type: z.literal('coloured') }),
  importResultSchema.extend({ type: z.literal('imported'), runId: z.string(), checkpoint: z.string(), folder: z.string() }),
  exportResultSchema.extend({ type: z.literal('exported'), checkpoint: z.string() }),
  z.object({ type: z.literal('benchmark'), result: benchReportSchema }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string(), remedy: z.string(), exit: z.union([z.literal(1), z.literal(2)]) }),
] as const;

const findingLine = z.object({
  type: z.literal('finding'),
  area: z.enum(['node', 'machine', 'home', 'device', 'part']),
  name: z.string(),
  value: z.string(),
  /** Null where there is nothing to judge. */
  ok: z.boolean().nullable(),
  /** Why not, or what to know; null where the value says it all. */
  remark: z.string().nullable(),
});

const verdictLine = z.object({ type: z.literal('verdict'), canTrain: z.boolean(), sentence: z.string() });

/** What the installation of TensorFlow is doing. */
const installingLine = z.object({ type: z.literal('installing'), phase: z.enum(['packages', 'library', 'proving']), text: z.string(), bytes: z.number() });

/** What TensorFlow is installed, and whether it works. */
const tensorflowLine = z.object({
  type: z.literal('tensorflow'),
  installed: z.boolean(),
  package: z.enum(['cpu', 'gpu']).nullable(),
  version: z.string().nullable(),
  device: z.enum(['cpu', 'cuda']).nullable(),
  works: z.boolean(),
  text: z.string(),
  remedy: z.string().nullable(),
  folder: z.string(),
  bytes: z.number(),
});

/** The studio is served to browsers. */
const servingLine = z.object({
  type: z.literal('serving'),
  address: z.string(),
  /** The address with the token that lets in. */
  entrance: z.string(),
  home: z.string(),
});

const distanceSchema = z.object({ untranslated: z.number(), translated: z.number() });

export const demoLine = z.object({
  type: z.literal('demo'),
  runId: z.string(),
  step: z.number(),
  /** Held-out pairs that were compared. */
  pairs: z.number(),
  /** Mean distances to the true partner, by direction; `coarse` ones are taken in squares of 8 px. */
  directions: z.record(z.string(), z.object({ colour: distanceSchema, coarseColour: distanceSchema, edges: distanceSchema, coarseEdges: distanceSchema })),
  sheet: z.string(),
});

/** What the demo of the colourist found. */
const colouringDemoLine = z.object({
  type: z.literal('colouringDemo'),
  runId: z.string(),
  step: z.number(),
  /** Held-out sketches that were coloured. */
  pictures: z.number(),
  psnr: z.array(colouringPointSchema),
  /** Whether a foreign hint is followed; null where no sketch has an area for one. */
  following: followingSchema.nullable(),
  /** Whether the network is better than each trivial answer at every number of hints, and with more of them than with fewer. */
  better: z.boolean(),
  sheet: z.string().nullable(),
});

/** What the demo of the painter found. */
const paintingDemoLine = z.object({
  type: z.literal('paintingDemo'),
  runId: z.string(),
  step: z.number(),
  /** Held-out emoji whose sentences were drawn. */
  pictures: z.number(),
  ...drawingScoresSchema.shape,
  /** The precision of real pictures when the words had been learned; null where it was not measured. */
  realPrecision: z.number().nullable(),
  /** Whether the drawings are clearly nearer than noise and the mean picture, and found clearly more often than by chance. */
  clear: z.boolean(),
  sheet: z.string().nullable(),
});

/** Every line of `--json`. */
export const jsonLineSchema = z.discriminatedUnion('type', [
  runLine,
  checkpointLine,
  ...eventLines,
  ...endLines,
  findingLine,
  verdictLine,
  servingLine,
  installingLine,
  tensorflowLine,
  demoLine,
  colouringDemoLine,
  paintingDemoLine,
]);

/** A line of `--json`. */
export type JsonLine = z.infer<typeof jsonLineSchema>;

/** A line of one type. */
export type JsonLineOf<Type extends JsonLine['type']> = Extract<JsonLine, { type: Type }>;
