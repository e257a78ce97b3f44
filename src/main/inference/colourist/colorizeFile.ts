import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RecastError } from '../../../shared/errors/index.ts';
import { writeReasons } from '../../../shared/errors/pictures.ts';
import { fitsShape } from '../../../shared/hints.ts';
import { readCheckpoint } from '../../checkpoints/checkpoint.ts';
import { decodePicture } from '../../data/decode.ts';
import { encodePicture } from '../../data/encode.ts';
import { LARGEST_PSD, psdOf } from '../../data/layers/psd.ts';
import { stateFields } from '../../data/paintingState.ts';
import type { Pixels } from '../../data/pixels.ts';
import { openExecutor } from '../../engine/executors.ts';
import type { ColorizeTask } from '../../jobs/messages.ts';
import type { TaskRunner } from '../../jobs/taskContext.ts';
import { thisMachine } from '../../machine.ts';
import { hashFile } from '../provenance.ts';
import { writeFileWhole } from '../wholeFile.ts';
import { drawingAt } from './drawing.ts';
import { layersOf } from './layers.ts';
import { oraOf } from './ora.ts';
import { inColour } from './refine.ts';
import { openColourist } from './session.ts';

type Stamp = Readonly<Record<string, string>>;

async function write(
  { output, format, quality, hints }: ColorizeTask,
  original: Pixels,
  coloured: Pixels,
  mode: 'photo' | 'sketch',
  stamp: Stamp,
): Promise<void> {
  if (format === 'psd') {
    if (Math.max(coloured.width, coloured.height) > LARGEST_PSD)
      throw RecastError.of('PICTURE_UNWRITABLE', { path: output, reason: writeReasons.tooLarge(format, LARGEST_PSD) });
    await writeFileWhole(output, psdOf(coloured, layersOf(original, coloured, hints, mode), stamp));
  } else if (format === 'ora') await writeFileWhole(output, await oraOf(coloured, layersOf(original, coloured, hints, mode), stamp));
  else {
    await mkdir(dirname(output), { recursive: true });
    await encodePicture(coloured, output, { format, quality, provenance: stamp });
  }
}

/**
 * Colours a picture by hints, at its full size, and writes it. The same picture, hints, colourist and precision give the
 * same pixels, whoever asks. The result: `{ file, width, height, bytes }`.
 *
 * @throws COLOURIST_NEEDED, CHECKPOINT_DAMAGED, PICTURE_UNREADABLE, PICTURE_UNWRITABLE, EXPORT_UNWRITABLE, DEVICE_UNUSABLE
 */
export const runColorize: TaskRunner<'colorize'> = async (task, context) => {
  const checkpoint = await readCheckpoint(task.checkpointFolder);
  const pixels = await decodePicture(task.input, { background: task.background });
  const { width, height } = pixels;
  if (!fitsShape(task.hints, width, height))
    context.report({ type: 'note', text: 'The hints were painted on a picture of another shape; they are stretched to this one.' });
  const executor = await openExecutor(task.engine, thisMachine);
  try {
    const session = await openColourist(executor, checkpoint);
    const drawing = await drawingAt(pixels, session.sizeFor(pixels));
    const plane = await session.colour(drawing, task.hints);
    const { mode } = session.colourist;
    const stamp = {
      madeBy: 'Recast Studio',
      architecture: checkpoint.manifest.architecture,
      checkpoint: checkpoint.manifest.hash,
      direction: 'colorize',
      source: await hashFile(task.input),
      options: `${task.format}${task.format === 'jpeg' || task.format === 'webp' ? ` ${task.quality}` : ''}, ${task.background}`,
      ...stateFields(pixels, task.hints, task.hand),
    };
    await write(task, pixels, await inColour(mode, pixels, plane, drawing), mode, stamp);
    await session.dispose();
  } finally {
    await executor.dispose();
  }
  const { size } = await stat(task.output);
  return { stopped: false, result: { file: task.output, width, height, bytes: size } };
};
