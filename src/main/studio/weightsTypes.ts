import type { ExportResult, ImportResult } from '../../shared/weights.ts';
import type { CheckpointSummary, TaskOutcome } from './types.ts';

/** Weights of other programs to import. */
export interface ImportRequest {
  /** Files of generators, and of discriminators if there are any; `direction` where it is known what the generator in a file does. */
  readonly files: readonly { readonly path: string; readonly direction?: 'a2b' | 'b2a' | null }[];
  /** Nothing but a colourist is wanted. */
  readonly colourist?: boolean;
  /** A name for people; made from the first file's where left out. */
  readonly name?: string;
  /** The project it belongs to, made when missing. */
  readonly project?: string;
  /** The project itself, for those who know it; wins over the name. */
  readonly projectId?: number;
  /** Settings for going on with the training; what the files tell wins. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The end of an import. */
export interface ImportOutcome extends TaskOutcome {
  /** The run that was made, and its checkpoint; null unless all went well. */
  readonly runId: string | null;
  readonly checkpoint: CheckpointSummary | null;
  readonly imported: ImportResult | null;
}

/** A model to write for other programs. `checkpoint` is a checkpoint's id or a run's reference (its newest checkpoint). */
export interface ExportRequest {
  readonly checkpoint: string;
  /** The first that the checkpoint has where left out. */
  readonly direction?: string | null;
  /** The file to write: .onnx, .safetensors or .pth. */
  readonly output: string;
  /** Half precision, for .onnx. */
  readonly fp16?: boolean;
  /** Whether a file that is there already is replaced. */
  readonly replace?: boolean;
}

/** The end of an export. */
export interface ExportOutcome extends TaskOutcome {
  readonly exported: ExportResult | null;
  /** What was exported. */
  readonly checkpoint: CheckpointSummary;
}
