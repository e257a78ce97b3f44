import { packedSchema } from '../columns.ts';
import * as z from 'zod';
import { shareSchema } from '../drawing.ts';
import { engineChoiceSchema } from '../engineChoice.ts';
import { progressSchema } from '../progress.ts';
import { projectKindSchema, sampleColumns } from '../projectKinds.ts';
import { painterSchema } from './drawings.ts';
import { failureSchema, latest, pictureUrlSchema, procedure, sideSchema, timeSchema, working } from './procedure.ts';

export const runStates = ['queued', 'starting', 'running', 'paused', 'finished', 'stopped', 'interrupted', 'failed'] as const;
export type RunStateName = (typeof runStates)[number];

/** Everything a training run is told beside what its project says. Settings that are left out take their default, as does the rest. */
export const trainingSchema = z.object({
  preset: z.string().nullable().default(null),
  settings: z.record(z.string(), z.unknown()).default({}),
  engine: engineChoiceSchema.optional(),
  seed: z.number().int().nonnegative().optional(),
  checkpointEvery: z.object({ minutes: z.number().positive().nullable(), steps: z.number().int().positive().nullable() }).optional(),
  keepCheckpoints: z.number().int().positive().optional(),
  samplesEvery: z.number().int().nonnegative().optional(),
  samplePictures: z.number().int().min(0).max(32).optional(),
  maxMinutes: z.number().positive().nullable().optional(),
});

/** A training that is about to begin. */
export const newTrainingSchema = trainingSchema.extend({
  /** For stage 2 of a painter alone: the checkpoint whose stage 1 it draws on, see `firstStages`. What that is made of holds where `settings` do not say otherwise. */
  stageOne: z.string().optional(),
});
export type Training = z.input<typeof newTrainingSchema>;

/** A painter whose stage 1 a training of stage 2 may draw on, with its words. */
export const firstStageSchema = painterSchema.extend({
  /** How much of a project's captions, word by word, are words that it knows. */
  known: shareSchema,
});
export type FirstStage = z.infer<typeof firstStageSchema>;

export const runSchema = z.object({
  id: z.string(),
  name: z.string(),
  project: z.number().int(),
  architecture: projectKindSchema,
  state: z.enum(runStates),
  /** Why it is in this state; null where the state says it all. */
  failure: failureSchema.nullable(),
  step: z.number().int(),
  epoch: z.number().int(),
  totalSteps: z.number().int().nullable(),
  executor: z.string().nullable(),
  device: z.string().nullable(),
  memoryBytes: z.number().nullable(),
  checkpoints: z.number().int(),
  /** The checkpoint that it branched off from. */
  branchedFrom: z.string().nullable(),
  picture: pictureUrlSchema.nullable(),
  createdAt: timeSchema,
  startedAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  removedAt: timeSchema.nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const runDetailsSchema = runSchema.extend({
  /** Complete settings. */
  settings: z.record(z.string(), z.unknown()),
  preset: z.string().nullable(),
  engine: engineChoiceSchema,
  seed: z.number().int(),
  checkpointEvery: z.object({ minutes: z.number().nullable(), steps: z.number().int().nullable() }),
  keepCheckpoints: z.number().int(),
  samplesEvery: z.number().int(),
  samplePictures: z.number().int(),
  skipped: z.array(z.object({ side: z.string(), path: z.string(), reason: z.string() })),
  notes: z.array(z.object({ at: timeSchema, text: z.string() })),
});
export type RunDetails = z.infer<typeof runDetailsSchema>;

/** The live state of a run. */
export const runLiveSchema = z.object({
  state: z.enum(runStates),
  /** Place among the jobs that wait, 1 is next; null for one that does not wait. */
  position: z.number().int().nullable(),
  progress: progressSchema.nullable(),
});
export type RunLive = z.infer<typeof runLiveSchema>;

/** What held-out pictures became at one step: the same pictures at every step. */
export const sampleSchema = z.object({
  step: z.number().int(),
  side: sideSchema,
  /** One row a picture: by column, of which `projectKinds` says what they show. */
  rows: z.array(z.partialRecord(z.enum(sampleColumns), pictureUrlSchema)),
  /** What each row was drawn from; null where that is no sentence. */
  sentences: z.array(z.string().nullable()),
});
export type Sample = z.infer<typeof sampleSchema>;

/** Known ways in which training goes wrong. */
export const alarmCodes = ['discriminator-wins', 'collapse', 'colours-inverted', 'checkerboard', 'not-a-number'] as const;

/** The numbers of each alarm, by which the window words it; docs/scores.md says how they are measured and from where on they are one. */
export const alarmValues = {
  /** The losses of the discriminator and of its generator lately. */
  'discriminator-wins': ['discriminator', 'generator'],
  /** How much translated pictures differ from each other against real ones, 1 as much. */
  collapse: ['diversity'],
  /** Correlation of lightness between pictures and their translations, in [-1, 1]. */
  'colours-inverted': ['lightness'],
  /** Power at the frequencies of a checkerboard, times that of real pictures. */
  checkerboard: ['checkerboard'],
  /** The step at which a value was not a number any more. */
  'not-a-number': ['step'],
} as const satisfies Record<(typeof alarmCodes)[number], readonly string[]>;

export const alarmSchema = z.object({
  code: z.enum(alarmCodes),
  /** When it was first seen, and last. */
  since: z.number().int(),
  until: z.number().int(),
  side: sideSchema.nullable(),
  /** The evidence: the numbers that `alarmValues` names, and pictures. */
  values: z.record(z.string(), z.number()),
  pictures: z.array(pictureUrlSchema),
  /**
   * Settings that a branch would change, and the checkpoint to branch from: the last one before it went wrong. Without a
   * checkpoint the settings are for a new run: none is left, or the networks of these settings are others.
   */
  remedy: z.object({ settings: z.record(z.string(), z.unknown()), checkpoint: z.string().nullable() }).nullable(),
});
export type Alarm = z.infer<typeof alarmSchema>;

/** What a training costs on this machine. */
export const costSchema = z.object({
  steps: z.number().int(),
  /** By warm-up steps on this machine, now or earlier; null where none were made yet. */
  secondsPerStep: z.number().nullable(),
  seconds: z.number().nullable(),
  memoryBytes: z.number(),
  /** Checkpoints and samples. */
  diskBytes: z.number(),
  /** Settings with everything filled in. */
  settings: z.record(z.string(), z.unknown()),
});
export type Cost = z.infer<typeof costSchema>;

const run = z.string();
const byRun = z.object({ run });
const runs_ = z.object({ runs: z.array(run).min(1) });
const started = z.object({ run });

/** Training runs. */
export const runs = {
  list: procedure.input(z.object({ project: z.number().int().nullable() })).output(z.array(runSchema)),
  get: procedure.input(byRun).output(runDetailsSchema),
  /** What a training would cost; refuses settings that contradict each other. */
  cost: procedure.input(z.object({ project: z.number().int(), training: newTrainingSchema })).output(costSchema),
  /** Makes some real steps with these settings on this machine, when nothing else runs, and says the cost by them. */
  measure: procedure.input(z.object({ project: z.number().int(), training: newTrainingSchema })).output(working(costSchema)),
  start: procedure.input(z.object({ project: z.number().int(), name: z.string().trim().max(200).optional(), training: newTrainingSchema })).output(started),
  /** Painters of the project, then those of others that know at least half of its captions; of each the newest first, none of the bin. */
  firstStages: procedure.input(z.object({ project: z.number().int() })).output(z.array(firstStageSchema)),
  /** Goes on from the newest intact checkpoint. */
  resume: procedure.input(z.object({ run, training: trainingSchema.partial().optional() })).output(started),
  /** A new run that begins from a checkpoint with other settings. */
  branch: procedure
    .input(z.object({ checkpoint: z.string(), name: z.string().trim().max(200).optional(), training: trainingSchema.partial() }))
    .output(started),
  pause: procedure.input(byRun),
  /** Ends a pause. */
  proceed: procedure.input(byRun),
  /** Saves a checkpoint and ends. */
  stop: procedure.input(byRun),
  rename: procedure.input(z.object({ run, name: z.string().trim().min(1).max(200) })),
  /** Into the bin. */
  remove: procedure.input(runs_),
  restore: procedure.input(runs_),
  watch: procedure.input(byRun).output(latest(runLiveSchema)),
  /** Losses after a step, as packed columns: at most 100,000 points; `step` and every series are equally long (`shared/columns.ts`). */
  metrics: procedure
    .input(z.object({ run, after: z.number().int().default(-1) }))
    .output(z.object({ step: packedSchema, series: z.record(z.string(), packedSchema) })),
  /** Oldest first. */
  samples: procedure.input(byRun).output(z.array(sampleSchema)),
  alarms: procedure.input(byRun).output(z.array(alarmSchema)),
};
