import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Task } from '../../jobs/messages.ts';
import type { Report } from '../../jobs/taskContext.ts';
import { cycleganSchema } from '../../../shared/architectures/cyclegan.ts';
import { writeCheckpoint } from '../../checkpoints/checkpoint.ts';
import { encodePicture } from '../../data/encode.ts';
import type { EncodeOptions } from '../../data/encode.ts';
import type { Pixels } from '../../data/pixels.ts';
import { Random } from '../../engine/random.ts';
import { architectures } from '../../models/index.ts';

export type ConvertTask = Extract<Task, { kind: 'convert' }>;
export type Converted = Extract<Report, { type: 'converted' }>;

/** A folder that is removed at the end of the scope. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'recast-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A real CycleGAN of 16 px, 4 channels and 1 block with random weights, as a checkpoint. Returns its folder. */
export async function tinyCheckpoint(folder: string, seed = 1): Promise<string> {
  const settings = cycleganSchema.parse({ size: 16, ngf: 4, blocks: 1, ndf: 4, layers: 1, initGain: 0.3 });
  const { cyclegan } = architectures;
  const description = { architecture: 'cyclegan', settings, seed, step: seed, epoch: 0, losses: {}, batches: null, pools: {} };
  const parameters = cyclegan.initialize(settings, Random.fromSeed(seed));
  return (await writeCheckpoint(folder, { description, tree: cyclegan.recipe(settings).parameters, parameters, optimizer: {}, pools: {} })).folder;
}

/** A picture of soft spots with grain, different for each seed. */
export function spots(width: number, height: number, seed = 1): Pixels {
  const random = Random.fromSeed(seed);
  const [across, down] = [random.uniform() / 4, random.uniform() / 4];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return 128 + 60 * Math.sin(across * (pixel % width) + (i % 3)) * Math.cos(down * Math.floor(pixel / width)) + random.integer(60) - 30;
  });
  return { width, height, data };
}

/** Writes such a picture; its folder is made. */
export async function writeSpots(path: string, width: number, height: number, seed = 1, format: EncodeOptions['format'] = 'png'): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await encodePicture(spots(width, height, seed), path, { format, quality: 90 });
}

/** A conversion with everything as by default, on the traced executor. */
export function taskOf(parts: Pick<ConvertTask, 'checkpointFolder' | 'input' | 'output'> & Partial<ConvertTask>): ConvertTask {
  return {
    kind: 'convert',
    direction: 'a2b',
    format: 'same',
    quality: 90,
    sheet: false,
    background: 'white',
    tilePixels: 0,
    engine: { executor: 'onnx', device: 'cpu', threads: 1, precision: 'fast', memory: 'normal' },
    ...parts,
  };
}
