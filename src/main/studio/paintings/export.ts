import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import type { PaintersHand } from '../../../shared/hand.ts';
import type { HintsDocument } from '../../../shared/hints.ts';
import type { PaintingFormat } from '../../../shared/paintingKinds.ts';
import { colorizeTaskSchema } from '../../jobs/messages.ts';
import { convertDefaults } from '../defaults.ts';
import { startTask } from '../engineJob.ts';
import { fileName } from '../fileName.ts';
import type { StudioParts } from '../parts.ts';
import { checkRequest } from '../requests.ts';
import { readSettings } from '../system/settings.ts';
import type { ColorizeRequest, JobHandle, JobObserver, TaskOutcome } from '../types.ts';
import { colouristNamed } from './colourists.ts';
import { paintingFiles } from './files.ts';
import { paintingOf } from './paintings.ts';

/** Colours one picture by hints and writes it, in an engine process of its own. Throws COLOURIST_NEEDED and as `resolveCheckpoint`. */
export function colorizePicture(parts: StudioParts, request: ColorizeRequest, observer: JobObserver): JobHandle<TaskOutcome> {
  const { folder } = colouristNamed(parts.catalog, request.checkpoint);
  const { quality, engine } = convertDefaults;
  const given = Object.fromEntries(Object.entries(request).filter(([name, value]) => value !== undefined && name !== 'checkpoint'));
  const task = checkRequest(colorizeTaskSchema, { quality, engine, background: 'white', ...given, kind: 'colorize', checkpointFolder: folder });
  return startTask(parts, task, null, observer);
}

/** What a window asks to be written. */
export interface AskedPainting {
  readonly id: number;
  readonly hints: HintsDocument;
  readonly hand?: PaintersHand | undefined;
  readonly format: PaintingFormat;
  readonly quality: number;
  readonly to: string | null;
}

const endings: Readonly<Record<PaintingFormat, string>> = { png: 'png', jpeg: 'jpg', webp: 'webp', psd: 'psd', ora: 'ora' };

/** Where it goes where the person named no place: below the exports folder, under a name that is free. Throws PAINTING_UNKNOWN. */
export function paintingPlace(parts: StudioParts, { id, format, to }: AskedPainting): string {
  if (to !== null) return to;
  const name = `${fileName(paintingOf(parts, id).name)} coloured`;
  for (let number = 1; ; number++) {
    const path = join(parts.layout.exports, `${name}${number === 1 ? '' : ` (${number})`}.${endings[format]}`);
    if (!existsSync(path)) return path;
  }
}

/** Writes a painting, by what `recast colorize` does. Throws PAINTING_UNKNOWN, PAINTING_WITHOUT_COLOURIST. */
export function exportPainting(
  parts: StudioParts,
  { id, hints, hand, format, quality }: AskedPainting,
  path: string,
  observer: JobObserver,
): JobHandle<TaskOutcome> {
  const { name, checkpoint_id } = paintingOf(parts, id);
  if (checkpoint_id === null) throw RecastError.of('PAINTING_WITHOUT_COLOURIST', { painting: name });
  const { picture } = paintingFiles(parts.layout, id);
  const { engine } = readSettings(parts.layout);
  return colorizePicture(parts, { checkpoint: checkpoint_id, input: picture, hints, hand, output: path, format, quality, engine }, observer);
}
