import type { Generated, Insertable, Selectable } from 'kysely';
import type { ProjectKind } from '../../shared/projectKinds.ts';

/**
 * Where a run stands. `stopped` was asked for and has a checkpoint; `interrupted` lost its process
 * from outside (kill, power, closed session); `failed` said or showed what went wrong. All three can
 * be resumed where there is a checkpoint.
 */
export type RunState = 'queued' | 'starting' | 'running' | 'paused' | 'finished' | 'stopped' | 'interrupted' | 'failed';

/** What became of a file of a conversion. `unchanged`: made before from the same contents by the same checkpoint. */
export type FileState = 'waiting' | 'written' | 'unchanged' | 'failed';

/** Where captions come from. `own`: the text beside a picture, else its metadata, else its names. */
export type CaptionOrigin = 'own' | 'beside' | 'metadata' | 'names' | 'file';

/** The two sides that a project can have; what they hold is in the table of kinds. */
export type SideName = 'a' | 'b';

/** The columns of every table, as the newest migration leaves them. Times are milliseconds since 1970, flags 0 or 1. */
export interface Tables {
  projects: {
    id: Generated<number>;
    name: string;
    /** What it is for: the architecture of all of its runs. */
    kind: Generated<ProjectKind>;
    created_at: number;
    /** When a person last changed it; null where that was never after it was made. */
    touched_at: Generated<number | null>;
    /** When it was put into the bin; null where it is not there. */
    removed_at: Generated<number | null>;
  };
  /** What a project's sides are called. Projects of the command line alone have none. */
  sides: { project_id: number; side: SideName; name: string };
  /** Folders of pictures. */
  folders: {
    id: Generated<number>;
    project_id: number;
    side: SideName;
    /** Absolute. */
    path: string;
    /** `missing` keeps the pictures that were found before: a disk may come back. */
    state: Generated<'unlisted' | 'listed' | 'missing'>;
    /** How many pictures are recorded of it. */
    pictures: Generated<number>;
    created_at: number;
    /** When it was taken out of the project. Its pictures stay for a while, so that it can be added again with all marks. */
    removed_at: Generated<number | null>;
  };
  /** Pictures found in folders. Ids are never used again. */
  pictures: {
    id: Generated<number>;
    folder_id: number;
    /** Below the folder, with `/`. */
    path: string;
    /** Puts paths into the order that people expect, compared byte by byte. */
    sort_key: string;
    bytes: number;
    /** When the file was last written. */
    modified: number;
    /** Null until it was looked at. */
    readable: Generated<number | null>;
    /** A clause that says why it cannot be used; see `skipReasons`. */
    problem: Generated<string | null>;
    /** Upright, in pixels. */
    width: Generated<number | null>;
    height: Generated<number | null>;
    format: Generated<string | null>;
    excluded: Generated<number>;
    held_out: Generated<number>;
  };
  /** What the pictures of a folder come to, kept by triggers. `readable` and `edge` (the shorter one) are -1 where they are not known. */
  picture_sums: { folder_id: number; excluded: number; held_out: number; readable: number; edge: number; count: number; bytes: number };
  /** What the dataset doctor measured. It holds for a file of this length and time. */
  examinations: {
    picture_id: number;
    /** Of the way of measuring. */
    version: number;
    bytes: number;
    modified: number;
    /** SHA-256; null where it was not needed. */
    content: string | null;
    /** Float32 numbers; null where the picture cannot be read. */
    features: Buffer | null;
  };
  datasets: {
    id: Generated<number>;
    project_id: number;
    /** JSON: folder by side. */
    folders: string;
    /** JSON: number of pictures by side; null until an engine has counted. */
    pictures: string | null;
    created_at: number;
  };
  runs: {
    id: string;
    project_id: number;
    dataset_id: number;
    name: string;
    architecture: ProjectKind;
    state: RunState;
    reason: string | null;
    remedy: string | null;
    /** JSON: the code and details of what `reason` says; null where there is none, or it was written before there were any. */
    error: string | null;
    /** The preset that it was started with. */
    preset: string | null;
    /** The checkpoint, by id, whose weights it began from; that may be gone. */
    branched_from: string | null;
    /** When it was put into the bin. */
    removed_at: number | null;
    folder: string;
    /** JSON: what the engine was last told. */
    task: string;
    step: Generated<number>;
    epoch: Generated<number>;
    total_steps: number | null;
    executor: string | null;
    device: string | null;
    memory_bytes: number | null;
    /** How many metric points were offered, and which of them are kept: every `metric_stride`-th. */
    metric_count: Generated<number>;
    metric_stride: Generated<number>;
    /** JSON: the latest metric point, which may not be a kept one. */
    latest: string | null;
    created_at: number;
    started_at: number | null;
    ended_at: number | null;
  };
  checkpoints: {
    id: string;
    run_id: string;
    folder: string;
    step: number;
    epoch: number;
    hash: string;
    bytes: number;
    kept: Generated<number>;
    created_at: number;
    /** When it was put into the bin; its folder stays until that is emptied. */
    removed_at: number | null;
  };
  samples: { run_id: string; file: string; side: string; step: number; created_at: number };
  metrics: {
    run_id: string;
    ordinal: number;
    step: number;
    epoch: number;
    /** JSON: number by name. */
    readings: string;
    created_at: number;
  };
  skipped_files: { run_id: string; side: string; path: string; reason: string };
  notes: { id: Generated<number>; run_id: string; text: string; created_at: number };
  conversions: {
    id: Generated<number>;
    /** Null once the checkpoint has been removed; its hash stays. */
    checkpoint_id: string | null;
    checkpoint_hash: string;
    run_id: string | null;
    title: Generated<string>;
    /** JSON: what the engine was told; null for conversions from before this was kept. */
    task: string | null;
    /** JSON: as in runs. */
    error: string | null;
    direction: string;
    /** The first of its inputs. */
    input: string;
    output: string;
    state: RunState;
    reason: string | null;
    written: Generated<number>;
    unchanged: Generated<number>;
    failed: Generated<number>;
    created_at: number;
    ended_at: number | null;
  };
  conversion_files: {
    conversion_id: number;
    place: number;
    /** Path below the output folder's counterpart, with `/`. */
    name: string;
    input: string;
    output: string | null;
    state: FileState;
    reason: string | null;
  };
  /** Held-out pictures at a step. `files` is JSON: path below the run's folder by column. */
  sample_rows: { run_id: string; step: number; side: string; place: number; files: string; sentence: string | null };
  /** JSON: how good the run was at a step, and signs of trouble. */
  scores: { run_id: string; step: number; readings: string; created_at: number };
  /** What a training costs on this machine; `subject` stands for machine and settings. */
  measurements: {
    subject: string;
    seconds_per_step: number | null;
    /** JSON: the same by part, of trainings that have several; else null. */
    part_seconds: string | null;
    memory_bytes: number;
    checkpoint_bytes: number;
    created_at: number;
  };
  /** Where the captions of a project's pictures come from. Projects without a row have what lies beside and in their pictures. */
  caption_sources: {
    project_id: number;
    origin: CaptionOrigin;
    /** The file of captions, absolute, and what people call it; null of other origins. */
    path: string | null;
    name: string | null;
    /** Grows whenever all captions have to be read again. */
    revision: number;
    /** JSON: what reading the file came to; null before that, and of other origins. */
    report: string | null;
  };
  /** What pictures are said to show. */
  captions: {
    picture_id: number;
    /** JSON: what their source says, as it was at this revision. */
    given: string;
    revision: number;
    /** JSON: what a person has written instead; null where nobody has. */
    own: string | null;
    /** Those that hold, a line each; empty where there are none. */
    text: string;
  };
  /** Pictures that are coloured by hand. Ids are never used again. */
  paintings: {
    id: Generated<number>;
    name: string;
    /** In pixels, upright. */
    width: number;
    height: number;
    /** SHA-256 of its picture's pixels. */
    content: string;
    /** Its colourist, by id, that may be gone; null where none was chosen. */
    checkpoint_id: string | null;
    /** JSON: a document of `shared/hints.ts`. */
    hints: string;
    hint_count: number;
    created_at: number;
    updated_at: number;
    removed_at: number | null;
    /** The number of the last of its steps that is done. */
    step: Generated<number>;
    /** JSON: what the painter had in hand, see `shared/hand.ts`. */
    hand: string | null;
  };
  painting_steps: {
    painting_id: number;
    /** Counts all steps of its painting. */
    number: number;
    /** JSON: one of `shared/hintSteps.ts`. */
    step: string;
  };
  /** Pictures drawn from words. Ids are never used again. */
  drawings: {
    id: Generated<number>;
    /** The folder of its files below the home's `drawings`, which stands for the call that it was drawn by; and its place there. */
    set_key: string;
    place: number;
    sentence: string;
    /** What it is searched by: its sentences, composed and in small letters. */
    search: string;
    /** JSON: a recipe of `shared/drawing.ts`, with its names in the order of the schema, so that equal ones are equal texts. */
    recipe: string;
    /** Its painter, by id, that may be gone; what it was stays. */
    checkpoint_id: string;
    checkpoint_hash: string;
    run_name: string;
    step: number;
    /** Sides of its pictures; that of the last null until it is there. */
    small_side: number;
    side: number | null;
    favourite: Generated<number>;
    created_at: number;
    removed_at: Generated<number | null>;
  };
  /** Jobs that wait or run; a row goes when its job has ended. Also the lease on the engine. */
  jobs: {
    id: Generated<number>;
    kind: string;
    run_id: string | null;
    conversion_id: number | null;
    /** Order in the queue, smallest first. */
    place: number;
    state: 'waiting' | 'running';
    /** The host process that waits for or watches the job. */
    machine: string;
    host_pid: number;
    host_identity: string | null;
    heartbeat: number;
    engine_pid: number | null;
    engine_identity: string | null;
    created_at: number;
  };
}

/** A row as it is read. */
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

/** A row as it is written. */
export type NewRow<Table extends keyof Tables> = Insertable<Tables[Table]>;
