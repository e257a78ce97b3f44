import type { ErrorCode, ErrorDetails } from '../../shared/errors/index.ts';

/** Codes whose own sentences name flags or commands, which nobody has typed who sits before a window. */
export type TerminalCode = Extract<
  ErrorCode,
  | `FLAG_${string}`
  | `FLAGS_${string}`
  | `ENGINE_${string}`
  | `LENGTH_${string}`
  | `TENSORFLOW_${'MISSING' | 'INSTALL_FAILED' | 'UNUSABLE' | 'NOT_OFFERED' | 'NO_CUDA'}`
  | `CONVERT_${'INPUT_MISSING' | 'ONTO_ITSELF' | 'OUTPUT_IS_FILE' | 'OUTPUT_UNWRITABLE' | 'DISK_FULL' | 'MODEL_UNKNOWN' | 'DIRECTION_UNKNOWN' | 'FOREIGN_OUTPUT'}`
  | `SIZE_NOT_FOR_${string}`
  | `EXPORT_${string}`
  | `RESUME_${string}`
  | 'COLORIZE_FOLDER'
  | 'RUN_UNKNOWN'
  | 'RUN_WITHOUT_CHECKPOINT'
  | 'RUN_NOT_QUEUED'
  | 'CHECKPOINT_UNKNOWN'
  | 'CHECKPOINT_DAMAGED'
  | 'CHECKPOINT_UNWRITABLE'
  | 'BRANCH_MISFIT'
  | 'CATALOG_NEWER'
  | 'HOME_UNUSABLE'
  | 'HOME_FULL'
  | 'DEVICE_UNUSABLE'
  | 'TORCH_UNUSABLE'
  | 'PROBE_FAILED'
  | 'DISK_FULL'
  | 'TRAINING_DIVERGED'
  | 'MEMORY_TOO_SMALL'
  | 'HOST_LOST'
  | 'JOB_KILLED'
  | 'REQUEST_REFUSED'
  | 'HOST_CANNOT'
  | 'PATH_NOT_ALLOWED'
  | 'WINDOW_NOT_BUILT'
  | 'PORT_TAKEN'
  | 'STUDIO_SERVED_ALREADY'
  | 'ADDRESS_UNUSABLE'
  | 'UPLOAD_TOO_LARGE'
  | 'FOLDER_MISSING'
  | 'PICTURE_UNWRITABLE'
  | 'WRONG_USE'
  | 'PRESET_UNKNOWN'
  | 'LOAD_SIZE_TOO_SMALL'
  | 'SKETCHES_ALONE'
  | 'FOLDERS_THE_SAME'
  | 'BENCH_CONFIG_WRONG'
  | 'EMOJI_MISSING'
  | 'STAGE_WITHOUT_FIRST'
  | 'STAGE_NOT_LEARNED'
  | 'STAGE_PASSED'
  | 'NOT_A_PAINTER'
  | 'EMBEDDINGS_WIDTH'
  | 'EMBEDDINGS_NEEDED'
  | 'PAINTER_WITHOUT_ENCODER'
  | 'PAINTER_WITH_ENCODER'
>;

/**
 * What a window says for them; the compiler counts them. Korean needs no such table: only windows speak it, so that
 * `shared/errors/korean` names no flag in the first place.
 */
export type WindowSentences = {
  readonly [Code in TerminalCode]: {
    /** Left out where the error's own message names no flag. */
    message?(details: ErrorDetails<Code>): string;
    /** What to do now, in the window. */
    remedy(details: ErrorDetails<Code>): string;
  };
};
