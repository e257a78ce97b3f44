import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CycleganSettings } from '../../shared/architectures/cyclegan.ts';
import { cycleganSchema } from '../../shared/architectures/cyclegan.ts';
import { writeCheckpoint } from '../checkpoints/checkpoint.ts';
import { decodePicture } from '../data/decode.ts';
import { toPixels, toTensor } from '../data/pixels.ts';
import { ModelProtoSchema } from '../engine/onnx/generated/onnx_pb.js';
import { Random } from '../engine/random.ts';
import { architectures } from '../models/index.ts';
import { goldenPicture } from '../weights/testing/picture.ts';
import { convert } from './testing/convert.ts';
import { spots, taskOf, temporaryFolder, tinyCheckpoint, writeSpots } from './testing/tiny.ts';
import { exportTo, farthest, importFiles, sameBytes, toChannelsFirst, translateWith } from './testing/weights.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let tiny: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  tiny = await tinyCheckpoint(join(folder.path, 'tiny'), 3);
});
afterAll(() => folder[Symbol.asyncDispose]());

/** What golden files allow a forward pass: weights that are constants are fused otherwise than weights that are fed. */
const FORWARD = 1e-4;

let names = 0;
const fresh = (ending: string): string => join(folder.path, `file-${names++}${ending}`);

/** A CycleGAN of random weights at some settings, as a checkpoint. */
async function checkpointAt(given: Partial<CycleganSettings>): Promise<string> {
  const settings = cycleganSchema.parse({ ngf: 4, blocks: 1, ndf: 4, initGain: 0.2, ...given });
  const { cyclegan } = architectures;
  const description = { architecture: 'cyclegan', settings, seed: 1, step: 8, epoch: 0, losses: {}, batches: null, pools: {} };
  const parameters = cyclegan.initialize(settings, Random.fromSeed(5));
  return (await writeCheckpoint(fresh(''), { description, tree: cyclegan.recipe(settings).parameters, parameters, optimizer: {}, pools: {} })).folder;
}

/** What a plain session makes of a picture `[N, 3, H, W]`. */
async function runPlainly(path: string, values: Float32Array, shape: readonly number[]): Promise<{ dims: readonly number[]; data: Float32Array }> {
  const session = await ort.InferenceSession.create(path);
  try {
    const { translated } = await session.run({ picture: new ort.Tensor('float32', values, shape) });
    return { dims: translated.dims, data: translated.data as Float32Array };
  } finally {
    await session.release();
  }
}

describe('an exported .onnx file', () => {
  it.each([
    ['resnet', 'resize', [16, 24, 64]],
    ['resnet', 'transposed', [8, 24, 40]],
    ['unet-128', 'transposed', [128, 256, 384]],
    ['unet-256', 'resize', [256, 512]],
  ] as const)('%s by %s gives what the network gives, at several sizes and numbers of pictures', async (generator, upsampling, sides) => {
    const checkpoint = await checkpointAt({ generator, upsampling, size: generator === 'unet-256' ? 256 : 128 });
    const path = fresh('.onnx');
    await exportTo(checkpoint, path, { direction: 'b2a' });
    for (const [i, height] of sides.entries()) {
      const width = sides[(i + 1) % sides.length];
      const one = goldenPicture(height, width);
      for (const batch of [1, 2]) {
        const values = new Float32Array(one.values.length * batch);
        for (let n = 0; n < batch; n++) values.set(n === 0 ? one.values : one.values.map((value) => -value), n * one.values.length);
        const pictures = { shape: [batch, height, width, 3], values };
        const plain = await runPlainly(path, toChannelsFirst(pictures), [batch, 3, height, width]);
        expect(plain.dims).toEqual([batch, 3, height, width]);
        expect(farthest(plain.data, toChannelsFirst(await translateWith(checkpoint, 'b2a', pictures)))).toBeLessThan(FORWARD);
      }
    }
  });

  it('gives the pictures that convert writes, at three sizes', async () => {
    const [input, output, path] = [fresh(''), fresh(''), fresh('.onnx')];
    await exportTo(tiny, path, { direction: 'a2b' });
    const sizes = [
      [16, 24],
      [32, 32],
      [100, 64],
    ];
    for (const [width, height] of sizes) await writeSpots(join(input, `${width}.png`), width, height);
    await convert(
      taskOf({
        checkpointFolder: tiny,
        input,
        output,
        direction: 'a2b',
        engine: { executor: 'onnx', device: 'cpu', threads: 1, precision: 'exact', memory: 'normal' },
      }),
    );
    for (const [width, height] of sizes) {
      const plain = await runPlainly(path, toChannelsFirst(toTensor([spots(width, height)])), [1, 3, height, width]);
      const plane = width * height;
      const values = Float32Array.from({ length: plain.data.length }, (_, i) => plain.data[(i % 3) * plane + Math.floor(i / 3)]);
      const [ours] = toPixels({ shape: [1, height, width, 3], values });
      const written = await decodePicture(join(output, `${width}.png`), { background: 'white' });
      expect(farthest(ours.data, written.data)).toBeLessThanOrEqual(1);
      expect(new Set(ours.data).size).toBeGreaterThan(50);
    }
  });

  it('holds standard operators only, and says how to use it', async () => {
    const path = fresh('.onnx');
    await exportTo(tiny, path);
    const { opsetImport, graph, metadataProps, docString } = fromBinary(ModelProtoSchema, await readFile(path));
    expect(opsetImport.map(({ domain, version }) => [domain, version])).toEqual([['', 17n]]);
    expect(graph?.node.every(({ domain }) => domain === '')).toBe(true);
    const shapeOf = (values: NonNullable<typeof graph>['input']): unknown =>
      values.map(({ name, type }) => [name, type?.value.case === 'tensorType' ? type.value.value.shape?.dim.map(({ value }) => value.value) : null]);
    expect(shapeOf(graph?.input ?? [])).toEqual([['picture', ['batch', 3n, 'height', 'width']]]);
    expect(shapeOf(graph?.output ?? [])).toEqual([['translated', ['batch', 3n, 'height', 'width']]]);
    expect(graph?.initializer.map(({ name }) => name)).toEqual(expect.arrayContaining(['model.1.weight', 'model.22.bias']));
    expect(Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]))).toMatchObject({
      architecture: 'cyclegan',
      direction: 'a2b',
      generator: 'resnet',
      layout: 'NCHW',
      range: '-1 to 1',
      'colour space': 'sRGB',
      'multiple of': '4',
      'operator set': '17',
    });
    expect(docString).toContain('multiples of 4, at least 8');
  });

  it('with --fp16 is half as large and nearly the same, and is still fed float32', async () => {
    const checkpoint = await checkpointAt({ ngf: 16, blocks: 2 });
    const [whole, half] = [fresh('.onnx'), fresh('.onnx')];
    const sizes = [await exportTo(checkpoint, whole), await exportTo(checkpoint, half, { fp16: true })].map(({ bytes }) => bytes);
    expect(sizes[1] / sizes[0]).toBeLessThan(0.55);
    const picture = goldenPicture(32, 48);
    const [one, other] = await Promise.all([whole, half].map((path) => runPlainly(path, toChannelsFirst(picture), [1, 3, 32, 48])));
    expect(farthest(one.data, other.data)).toBeLessThan(0.03);
    expect(farthest(one.data, other.data)).toBeGreaterThan(0);
  });
});

describe('an exported state dict', () => {
  it.each([
    ['resnet', 'resize'],
    ['resnet', 'transposed'],
    ['unet-128', 'transposed'],
    ['unet-256', 'resize'],
  ] as const)('of %s by %s comes back bit for bit, through either form', async (generator, upsampling) => {
    const checkpoint = await checkpointAt({ generator, upsampling, size: 256 });
    const first = { pth: fresh('.pth'), safetensors: fresh('.safetensors'), onnx: fresh('.onnx') };
    for (const path of Object.values(first)) await exportTo(checkpoint, path);
    for (const form of ['pth', 'safetensors'] as const) {
      const { written } = await importFiles(fresh(''), [first[form]]);
      for (const path of Object.values(first)) {
        const again = fresh(path.slice(path.lastIndexOf('.')));
        await exportTo(written.folder, again);
        expect(await sameBytes(path, again)).toBe(true);
      }
    }
  });
});

describe('an export is refused', () => {
  const refusal = (path: string, given: Parameters<typeof exportTo>[2] = {}): Promise<unknown> => exportTo(tiny, path, given).catch((error: unknown) => error);

  it('for an ending that says no format, half precision elsewhere, a direction that there is not', async () => {
    expect(await refusal(fresh('.h5'))).toMatchObject({ code: 'EXPORT_FORMAT_UNKNOWN', exit: 2 });
    expect(await refusal(fresh('.pth'), { fp16: true })).toMatchObject({ code: 'FLAG_WITHOUT_EFFECT' });
    expect(await refusal(fresh('.onnx'), { direction: 'c2d' })).toMatchObject({ code: 'CONVERT_DIRECTION_UNKNOWN' });
    const { written } = await importFiles(fresh(''), [(await exportTo(tiny, fresh('.pth'))).file]);
    await expect(exportTo(written.folder, fresh('.onnx'), { direction: 'b2a' })).rejects.toMatchObject({ details: { direction: 'b2a', known: ['a2b'] } });
  });

  it('where something lies already, unless it shall be replaced', async () => {
    const path = fresh('.onnx');
    await writeFile(path, 'mine');
    expect(await refusal(path)).toMatchObject({ code: 'EXPORT_EXISTS' });
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect(await refusal(path, { replace: true })).toMatchObject({ format: 'onnx' });
  });

  it('where nothing can be written; nothing half-written stays', async () => {
    const file = fresh('');
    await writeFile(file, 'a file');
    expect(await refusal(join(file, 'model.onnx'))).toMatchObject({ code: 'EXPORT_UNWRITABLE' });
    expect((await readdir(folder.path)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
