import * as z from 'zod';
import { architectureNameSchema } from './architectures/index.ts';

/** What came of weights that were imported. */
export const importResultSchema = z.object({
  architecture: architectureNameSchema,
  /** Complete settings, as the files tell them. */
  settings: z.record(z.string(), z.unknown()),
  /** Each imported network with what it is and the file it came from. */
  networks: z.array(z.object({ network: z.string(), title: z.string(), file: z.string() })),
  /** Directions that can be converted. */
  directions: z.array(z.string()),
  /** Networks that no file had: they begin anew if the training goes on. */
  missing: z.array(z.string()),
});

/** What the engine says of an import: the checkpoint's folder below the task's, and what it is. */
export const writtenImportSchema = importResultSchema.extend({
  written: z.object({ folder: z.string(), hash: z.string(), bytes: z.number().int() }),
});

/** The forms in which a model is written for other programs. */
export const exportFormats = ['onnx', 'safetensors', 'pth'] as const;

/** What came of an export. */
export const exportResultSchema = z.object({
  file: z.string(),
  format: z.enum(exportFormats),
  direction: z.string(),
  bytes: z.number().int().nonnegative(),
});

/** What came of weights that were imported. */
export type ImportResult = z.infer<typeof importResultSchema>;
/** What the engine says of an import. */
export type WrittenImport = z.infer<typeof writtenImportSchema>;
/** The form in which a model is written for other programs. */
export type ExportFormat = (typeof exportFormats)[number];
/** What came of an export. */
export type ExportResult = z.infer<typeof exportResultSchema>;
