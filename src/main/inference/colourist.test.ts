import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPytorch } from '../checkpoints/layouts.ts';
import { encodeSafetensors, readSafetensors } from '../checkpoints/safetensors.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import { colorizationNetwork } from '../models/colorization/network.ts';
import { encodeTorch } from '../weights/torchWriter.ts';
import { temporaryFolder } from './testing/tiny.ts';
import { exportTo, importFiles, translateWith } from './testing/weights.ts';

/** The golden file of the reference: its network of a small width, and more. */
const REFERENCE = join(import.meta.dirname, '..', 'models', 'colorization', 'golden', 'colorization-forward.safetensors');

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
/** The state dict of the reference's own network. */
let state: HostTensors;
beforeAll(async () => {
  folder = await temporaryFolder();
  const { tensors } = await readSafetensors(REFERENCE);
  state = Object.fromEntries(Object.entries(tensors).flatMap(([name, tensor]) => (name.startsWith('netG.') ? [[name.slice('netG.'.length), tensor]] : [])));
});
afterAll(() => folder[Symbol.asyncDispose]());

let files = 0;
async function fileOf(tensors: HostTensors, ending: 'pth' | 'safetensors'): Promise<string> {
  const path = join(folder.path, `weights-${files++}.${ending}`);
  await writeFile(path, ending === 'pth' ? encodeTorch(tensors) : encodeSafetensors(tensors));
  return path;
}
const imported = async (path: string) => importFiles(join(folder.path, `run-${files++}`), [path]);

const picture: HostTensor = { shape: [1, 32, 40, 3], values: Float32Array.from({ length: 32 * 40 * 3 }, (_, i) => Math.sin(i / 7)) };

describe("weights of the reference's colourist", () => {
  it('tell their width and mode, behind a prefix as well, and colour as a checkpoint like any other', async () => {
    const bare = await imported(await fileOf(state, 'pth'));
    const width = state['model1.0.weight'].shape[0];
    expect(bare).toMatchObject({ architecture: 'colorize', directions: ['colorize'], missing: [], settings: { width, mode: 'photo', batch: 25 } });
    const prefixed = Object.fromEntries(Object.entries(state).map(([name, tensor]) => [`module.${name}`, tensor]));
    const other = await imported(await fileOf(prefixed, 'safetensors'));
    const [one, two] = [await translateWith(bare.written.folder, 'colorize', picture), await translateWith(other.written.folder, null, picture)];
    expect(two.values).toEqual(one.values);
    expect(one.values.some((value, i) => Math.abs(value - picture.values[i]) > 0.01)).toBe(true);
  });

  it('come back out as they went in, and as .onnx', async () => {
    const { written } = await imported(await fileOf(state, 'pth'));
    const out = join(folder.path, 'out.safetensors');
    expect(await exportTo(written.folder, out)).toMatchObject({ direction: 'colorize' });
    const { tensors } = await readSafetensors(out);
    for (const [name, { values }] of Object.entries(tensors)) expect(values, name).toEqual(state[name].values);
    expect(Object.keys(tensors).sort()).toEqual(
      Object.keys(state)
        .filter((name) => !name.endsWith('num_batches_tracked'))
        .sort(),
    );
    expect((await exportTo(written.folder, join(folder.path, 'out.onnx'))).bytes).toBeGreaterThan(1000);
  });

  it('of a sketch colourist are told by what they give', async () => {
    const { parameters } = colorizationNetwork({ width: 4, inputs: 1, outputs: 3, gain: 0.02 });
    const sketch = Object.fromEntries(
      Object.entries(parameters).map(([name, { shape, layout }]) => [
        name,
        toPytorch({ shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)) }, layout),
      ]),
    );
    expect(await imported(await fileOf(sketch, 'pth'))).toMatchObject({ settings: { width: 4, mode: 'sketch' } });
  });

  it('that do not fit are refused in words', async () => {
    const without = Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'model5.2.bias'));
    await expect(imported(await fileOf(without, 'pth'))).rejects.toMatchObject({
      code: 'WEIGHTS_MISFIT',
      message: expect.stringContaining('model5.2.bias') as string,
    });
    const wider = { ...state, 'model2.0.weight': { shape: [3, 3, 3, 3], values: new Float32Array(81) } };
    await expect(imported(await fileOf(wider, 'safetensors'))).rejects.toMatchObject({
      message: expect.stringMatching(/"model2\.0\.weight" has the shape \[3, 3, 3, 3\]/) as string,
    });
    const more = { ...state, 'model11.0.weight': { shape: [1], values: new Float32Array(1) } };
    await expect(imported(await fileOf(more, 'safetensors'))).rejects.toMatchObject({ message: expect.stringContaining('model11.0.weight') as string });
    const infinite = { ...state, 'model1.0.bias': { ...state['model1.0.bias'], values: Float32Array.from(state['model1.0.bias'].values, () => Number.NaN) } };
    await expect(imported(await fileOf(infinite, 'safetensors'))).rejects.toMatchObject({ code: 'WEIGHTS_NOT_NUMBERS' });
  });
});
