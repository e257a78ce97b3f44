import { join } from 'node:path';
import type { BenchReport } from '../../shared/benchmark.ts';
import { writeCheckpoint } from '../checkpoints/checkpoint.ts';
import { runConversion } from '../inference/convertFolder.ts';
import { openBare } from './bare.ts';
import { inTemporaryFolder, insideContext } from './inside.ts';
import type { BenchParts } from './parts.ts';
import { firstConfig } from './parts.ts';
import { makePictures } from './pictures.ts';
import type { Subject } from './subject.ts';
import { createSubject } from './subject.ts';

const PICTURES = 64;
const SIZE = 256;

/** A checkpoint of the subject as it is, untrained: what it draws does not change how long it takes. */
async function saveSubject(folder: string, { settings, recipe, parameters }: Subject): Promise<string> {
  const description = { architecture: 'cyclegan', settings, seed: 0, step: 0, epoch: 0, losses: {}, batches: null, pools: {} };
  return (await writeCheckpoint(folder, { description, tree: recipe.parameters, parameters, optimizer: {}, pools: {} })).folder;
}

/**
 * Converts a folder of 64 pictures of 256 px with the network of the first configuration and compares
 * the time between the first and the last written file with bare inference, which is measured before
 * and after. Null where it was asked to stop.
 */
export async function measureConvert(parts: BenchParts): Promise<BenchReport['convert']> {
  const { executor, task, stop, progress } = parts;
  const { ngf, blocks } = firstConfig(parts);
  progress.next(`converting ${PICTURES} pictures of ${SIZE} px with ${ngf}/${blocks}`);
  const subject = createSubject({ size: SIZE, ngf, blocks });
  const bare = await openBare(executor, {
    program: subject.translator.program(1, SIZE, SIZE),
    parameters: subject.parameters,
    inputs: { picture: subject.picture },
    wanted: ['translated'],
  });
  const written = await inTemporaryFolder(async (folder) => {
    const input = join(folder, 'in');
    await makePictures(input, PICTURES, SIZE, 1);
    const checkpointFolder = await saveSubject(folder, subject);
    const times: number[] = [];
    const context = insideContext(stop, (message) => {
      if (message.type === 'converted' && message.outcome === 'written') times.push(performance.now());
    });
    await bare.measure(PICTURES / 4, stop);
    await runConversion(
      {
        kind: 'convert',
        checkpointFolder,
        direction: 'a2b',
        input,
        output: join(folder, 'out'),
        format: 'same',
        quality: 90,
        sheet: false,
        background: 'white',
        tilePixels: 0,
        engine: task.engine,
      },
      context,
    );
    await bare.measure(PICTURES / 4, stop);
    return times;
  });
  await bare.dispose();
  if (written.length < PICTURES) return null;
  const convertMs = (written[PICTURES - 1] - written[0]) / (PICTURES - 1);
  const bareMs = bare.timing().medianMs;
  return { pictures: PICTURES, size: SIZE, bareMs, convertMs, ofBareRate: bareMs / convertMs };
}
