import type * as z from 'zod';
import type { Scores } from '../../shared/scores.ts';
import type { EngineChoice } from '../../shared/engineChoice.ts';
import type { PlainError } from '../../shared/errors/index.ts';
import type { MetricPoint } from '../catalog/metrics.ts';
import type { RunState } from '../catalog/tables.ts';
import type { benchTaskSchema, ColorizeTask, ConvertTask, FromEngine, GenerateTask, TrainTask } from '../jobs/messages.ts';
import type { TensorflowInstallation } from './tensorflow/types.ts';
import type { ExportOutcome, ExportRequest, ImportOutcome, ImportRequest } from './weightsTypes.ts';

export type { MetricPoint, RunState };

/** How to open a studio. */
export interface StudioOptions {
  /** The home folder; `defaultHome()` where left out. It is made when missing. */
  readonly home?: string;
  /** Engine jobs that may run at once over all processes of this home; 1 where left out. */
  readonly concurrentJobs?: number;
  /** The engine program; the product's own where left out. */
  readonly engineEntry?: string;
  /** The Node that it runs on; that of this process where left out. */
  readonly engineRuntime?: string;
}

/** Whoever watches a job. Called in the order of events, on the host's own thread. */
export interface JobObserver {
  /** Every message of the engine, after it was recorded. The studio's own warnings come as `note`. */
  event(message: FromEngine): void;
  /** The place in the queue whenever it changes: 1 is next. Not called when the job starts at once. */
  queued?(position: number): void;
}

/** Watches nothing: windows hear of a job by its live state. */
export const nobody: JobObserver = { event: () => undefined };

/** A job that waits or runs. */
export interface JobHandle<Result> {
  /** Set for jobs that belong to a run. */
  readonly runId?: string;
  /** Asks to finish the unit at hand, save and end; takes a waiting job out of the queue. */
  stop(): void;
  /** Ends the engine process at once; the last checkpoint stays. */
  kill(): void;
  pause(): void;
  continue(): void;
  /** Settles when the job has ended and is recorded. Never rejects for what happens in the engine: see `error`. */
  readonly outcome: Promise<Result>;
}

/** How a job ended. `interrupted`: its process was killed from outside or on request. */
export type Ending = 'finished' | 'stopped' | 'interrupted' | 'failed';

/** The end of a job that belongs to no run. */
export interface TaskOutcome {
  readonly ending: Ending;
  /** Why, for `failed` and `interrupted`; else null. */
  readonly error: PlainError | null;
  /** The task's own result; null unless the engine reported one. */
  readonly result: unknown;
}

/** The end of a training run. */
export interface RunOutcome extends TaskOutcome {
  readonly runId: string;
  /** The last step that was reported. */
  readonly step: number;
  /** The newest checkpoint, if there is one. */
  readonly checkpoint: CheckpointSummary | null;
}

/** The end of a conversion. */
export interface ConvertOutcome extends TaskOutcome {
  readonly written: number;
  /** Done before with the same checkpoint and content. */
  readonly unchanged: number;
  /** Files that could not be converted, with the reason in a sentence. */
  readonly failures: readonly { readonly input: string; readonly reason: string }[];
}

type Chosen<Fields, Required extends keyof Fields> = Pick<Fields, Required> & Partial<Fields>;

/** A new training run. What is left out takes the value of `trainDefaults`; a left-out seed is drawn. */
export interface TrainRequest extends Chosen<Omit<TrainTask, 'kind' | 'runFolder' | 'cacheFolder' | 'resumeFrom'>, 'architecture' | 'folders'> {
  /** A name for people; made from the folders' names where left out. */
  readonly name?: string;
  /** The project it belongs to, made when missing. */
  readonly project?: string;
  /** The same by its number; it must be there. */
  readonly projectId?: number;
  /** The preset that its settings were made from; kept for people. */
  readonly preset?: string | null;
  /** For a run of stage II alone: a checkpoint's id or a run's reference (its newest checkpoint) whose stage I it draws on. */
  readonly stageOne?: string;
}

/** What may differ when a run goes on; the rest is as it was stored. `settings` are laid over the stored ones; `folders` are for runs that have none since they were imported, and for those whose pictures were moved; `maxMinutes` counts anew and is no limit where left out. */
export type ResumeOverrides = Partial<
  Pick<TrainTask, 'folders' | 'settings' | 'checkpointEvery' | 'keepCheckpoints' | 'samplesEvery' | 'samplePictures' | 'maxMinutes' | 'engine'>
>;

/** A conversion. `checkpoint` is a checkpoint's id or a run's reference (its newest checkpoint). */
export interface ConvertRequest extends Chosen<Omit<ConvertTask, 'kind' | 'checkpointFolder'>, 'direction' | 'input' | 'output'> {
  readonly checkpoint: string;
}

/** A picture to be coloured by hints. `checkpoint` is a checkpoint's id or a run's reference. */
export interface ColorizeRequest extends Chosen<Omit<ColorizeTask, 'kind' | 'checkpointFolder'>, 'input' | 'hints' | 'output' | 'format'> {
  readonly checkpoint: string;
}

/** Sentences to draw. `checkpoint` is a checkpoint's id or a run's reference (its newest checkpoint). */
export interface GenerateRequest extends Omit<GenerateTask, 'kind' | 'checkpointFolder' | 'engine'> {
  readonly checkpoint: string;
  /** The text file that the sentences stand in, absolute: they are then drawn through the queue, and listed as a conversion. */
  readonly file?: string;
  readonly engine?: EngineChoice;
}

/** A measurement. */
export interface BenchRequest extends Omit<z.input<typeof benchTaskSchema>, 'kind' | 'engine'> {
  readonly engine?: EngineChoice;
}

/** One line of `recast runs`. Times are ISO 8601. */
export interface RunSummary {
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly architecture: string;
  readonly state: RunState;
  /** Why it is in this state, in a sentence; null where the state says it all. */
  readonly reason: string | null;
  /** What to do about it. */
  readonly remedy: string | null;
  readonly folder: string;
  readonly step: number;
  readonly epoch: number;
  /** Null until the engine has prepared the run. */
  readonly totalSteps: number | null;
  readonly executor: string | null;
  readonly device: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Complete checkpoints on disk. */
  readonly checkpoints: number;
}

/** Everything the catalog knows of a run. */
export interface RunDetails extends RunSummary {
  /** What the engine was last told. */
  readonly task: TrainTask;
  readonly metrics: readonly MetricPoint[];
  readonly samples: readonly { readonly file: string; readonly side: string; readonly step: number }[];
  /** How good it was at every step that was scored, in order. */
  readonly scores: readonly (Scores & { readonly step: number })[];
  readonly skipped: readonly { readonly side: string; readonly path: string; readonly reason: string }[];
  readonly notes: readonly { readonly at: string; readonly text: string }[];
}

/** A complete checkpoint. */
export interface CheckpointSummary {
  /** `<run>-<step>`: `r7k2m-1200`. */
  readonly id: string;
  readonly runId: string;
  readonly runName: string;
  readonly folder: string;
  readonly step: number;
  readonly epoch: number;
  readonly hash: string;
  readonly bytes: number;
  /** Marked to be kept whatever `keepCheckpoints` says. */
  readonly kept: boolean;
  readonly createdAt: string;
}

/**
 * The studio: everything the product does, for any host. A run reference is a run's id, a unique
 * beginning of it, its name (the newest of that name), or `latest`.
 */
export interface Studio {
  readonly home: string;
  /** TensorFlow, which is installed by itself. */
  readonly tensorflow: TensorflowInstallation;
  /** Makes the run, then starts it or queues it. Throws `RecastError` where the request cannot be right. */
  train(request: TrainRequest, observer: JobObserver): Promise<JobHandle<RunOutcome>>;
  /** Goes on from the newest intact checkpoint, or begins again where none was written yet. */
  resume(run: string, overrides: ResumeOverrides, observer: JobObserver): Promise<JobHandle<RunOutcome>>;
  convert(request: ConvertRequest, observer: JobObserver): Promise<JobHandle<ConvertOutcome>>;
  /** Colours one picture by hints and writes it: starts at once, beside whatever runs. */
  /** Draws pictures from sentences: starts at once, beside whatever runs; those of a file wait for their turn in the queue. */
  generate(request: GenerateRequest, observer: JobObserver): Promise<JobHandle<TaskOutcome>>;
  colorize(request: ColorizeRequest, observer: JobObserver): Promise<JobHandle<TaskOutcome>>;
  /** Makes a finished run with one checkpoint out of weights of other programs: starts at once, beside whatever runs. */
  importWeights(request: ImportRequest, observer: JobObserver): Promise<JobHandle<ImportOutcome>>;
  /** Writes a direction of a checkpoint for other programs: starts at once, beside whatever runs. */
  exportModel(request: ExportRequest, observer: JobObserver): Promise<JobHandle<ExportOutcome>>;
  /** Which devices work: starts at once, beside whatever runs. */
  probe(observer: JobObserver): Promise<JobHandle<TaskOutcome>>;
  bench(request: BenchRequest, observer: JobObserver): Promise<JobHandle<TaskOutcome>>;
  /** Newest first. */
  runs(): RunSummary[];
  run(reference: string): RunDetails;
  /** Newest first. */
  checkpoints(run: string): CheckpointSummary[];
  findCheckpoint(idOrRun: string): CheckpointSummary;
  /** Keeps a checkpoint for good, or lets it be removed again. */
  markCheckpoint(id: string, kept: boolean): void;
  /** Moves a waiting run to a place in the queue; 1 is next. */
  moveInQueue(run: string, place: number): void;
  /** Stops this process's jobs, waits for them and closes the catalog. A second call waits for the first. */
  close(): Promise<void>;
}
