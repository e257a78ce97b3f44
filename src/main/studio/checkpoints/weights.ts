import { existsSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Direction } from '../../../shared/contract/procedure.ts';
import type { ExportFormat } from '../../../shared/weights.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { getRun } from '../../catalog/runs.ts';
import { exportModel } from '../exportJob.ts';
import { fileName } from '../fileName.ts';
import { importWeights } from '../importJob.ts';
import type { StudioParts } from '../parts.ts';
import type { JobHandle, JobObserver } from '../types.ts';
import type { ExportOutcome, ImportOutcome } from '../weightsTypes.ts';
import { checkpointOf } from './marks.ts';

/** What a window asks to be exported. */
export interface AskedExport {
  readonly id: string;
  readonly direction: Direction;
  readonly format: ExportFormat;
  readonly half: boolean;
  readonly to: string | null;
}

/** Where an export goes where the person named no place: below the exports folder, under a name that is free. */
export function exportPlace(parts: StudioParts, { id, direction, format, half, to }: AskedExport): string {
  if (to !== null) return to;
  const { run_name, step } = checkpointOf(parts, id);
  const name = `${fileName(run_name)} ${step} ${direction}${half ? ' half' : ''}`;
  for (let number = 1; ; number++) {
    const path = join(parts.layout.exports, `${name}${number === 1 ? '' : ` (${number})`}.${format}`);
    if (!existsSync(path)) return path;
  }
}

/** Writes a generator to a file. A place that the person chose in a dialog has been asked about there. */
export function startExport(parts: StudioParts, asked: AskedExport, path: string, observer: JobObserver): JobHandle<ExportOutcome> {
  const { id, direction, half, to } = asked;
  return exportModel(parts, { checkpoint: checkpointOf(parts, id).id, direction, output: path, fp16: half, replace: to !== null }, observer);
}

/** The address below the studio's root of a file that was exported; of one elsewhere its name alone, which nothing serves. */
export function downloadOf({ layout }: StudioParts, path: string): string {
  const inside = relative(layout.exports, path);
  return inside.startsWith('..') ? `/exports/${encodeURIComponent(basename(path))}` : `/exports/${inside.split(sep).map(encodeURIComponent).join('/')}`;
}

/** Weights of other programs as a window names them. */
export interface AskedImport {
  readonly project: number | null;
  readonly name?: string | undefined;
  readonly files: Readonly<Record<'a2b' | 'b2a' | 'colorize', string | null>>;
}

/** Makes a run with a checkpoint from such weights. Throws REQUEST_REFUSED where no file is named. */
export function startImport(parts: StudioParts, { project, name, files }: AskedImport, observer: JobObserver): JobHandle<ImportOutcome> {
  const translators = (['a2b', 'b2a'] as const).flatMap((direction) => (files[direction] === null ? [] : [{ path: files[direction], direction }]));
  const named = files.colorize === null ? translators : [...translators, { path: files.colorize }];
  if (named.length === 0) throw RecastError.of('REQUEST_REFUSED', { reason: 'no file of weights is named' });
  const fields = { ...(name !== undefined && name !== '' && { name }), ...(project !== null && { projectId: project }) };
  return importWeights(parts, { files: named, colourist: files.colorize !== null, ...fields }, observer);
}

/** What an import made. */
export function importedRun({ catalog }: StudioParts, { runId, checkpoint }: ImportOutcome): { run: string; checkpoint: string; project: number } {
  if (runId === null || checkpoint === null) throw RecastError.of('JOB_KILLED', { work: 'other' });
  return { run: runId, checkpoint: checkpoint.id, project: getRun(catalog, runId).project_id };
}
