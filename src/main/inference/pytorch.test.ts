import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cycleganSchema } from '../../shared/architectures/cyclegan.ts';
import { writeCheckpoint } from '../checkpoints/checkpoint.ts';
import { readSafetensors } from '../checkpoints/safetensors.ts';
import { Random } from '../engine/random.ts';
import { architectures } from '../models/index.ts';
import { goldenPicture } from '../weights/testing/picture.ts';
import { temporaryFolder } from './testing/tiny.ts';
import { exportTo, farthest, toChannelsFirst, translateWith } from './testing/weights.ts';

const python = process.env['RECAST_PYTHON'] ?? 'python3';
const script = join(import.meta.dirname, '..', 'weights', 'testing', 'make_fixtures.py');

/** Whether Python has these modules; says so where it has not. */
function has(...modules: string[]): boolean {
  const present = spawnSync(python, ['-c', `import ${modules.join(', ')}`]).status === 0;
  if (!present) process.stderr.write(`skipped: exports read by ${modules.join(' and ')} themselves, because ${python} lacks one of them\n`);
  return present;
}

const torchIsThere = has('torch', 'safetensors');
const onnxIsThere = has('onnx', 'onnxruntime', 'numpy');

/** Runs Python and gives what it printed. */
function run(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(python, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const RUN_ONNX = `
import json, sys
import numpy, onnx, onnxruntime
path, picture = sys.argv[1], json.load(open(sys.argv[2]))
model = onnx.load(path)
onnx.checker.check_model(model, full_check=True)
values = numpy.array(picture["values"], numpy.float32).reshape(picture["shape"])
[translated] = onnxruntime.InferenceSession(path).run(None, {"picture": values})
print(json.dumps({"domains": [opset.domain for opset in model.opset_import], "shape": translated.shape, "values": translated.flatten().tolist()}))
`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder[Symbol.asyncDispose]());

const networks = [
  { name: 'resnet:8:2:transposed', settings: { ngf: 8, blocks: 2, upsampling: 'transposed' }, height: 24, width: 40 },
  { name: 'resnet:8:1:resize', settings: { ngf: 8, blocks: 1, upsampling: 'resize' }, height: 16, width: 24 },
  { name: 'unet:4:7:transposed', settings: { generator: 'unet-128', ngf: 4, upsampling: 'transposed', size: 128 }, height: 128, width: 256 },
] as const;

/** A CycleGAN of random weights, as a checkpoint. */
async function checkpointOf({ name, settings: given }: (typeof networks)[number]): Promise<string> {
  const settings = cycleganSchema.parse({ ndf: 4, initGain: 0.2, ...given });
  const { cyclegan } = architectures;
  const description = { architecture: 'cyclegan', settings, seed: 1, step: 8, epoch: 0, losses: {}, batches: null, pools: {} };
  const parameters = cyclegan.initialize(settings, Random.fromSeed(5));
  const content = { description, tree: cyclegan.recipe(settings).parameters, parameters, optimizer: {}, pools: {} };
  return (await writeCheckpoint(join(folder.path, name.replaceAll(':', '-')), content)).folder;
}

describe('what is exported', () => {
  it.skipIf(!torchIsThere).each(networks)("as .pth is read by torch.load(weights_only=True) into the reference's generator, $name", async (network) => {
    const checkpoint = await checkpointOf(network);
    const [path, result] = [`${checkpoint}.pth`, `${checkpoint}-result.safetensors`];
    await exportTo(checkpoint, path, { direction: 'a2b' });
    run(script, 'run', network.name, path, `${network.height}x${network.width}`, result);
    const ours = await translateWith(checkpoint, 'a2b', goldenPicture(network.height, network.width));
    expect(farthest((await readSafetensors(result)).tensors['translated'].values, toChannelsFirst(ours))).toBeLessThan(1e-4);
  });

  it.skipIf(!torchIsThere)('as .safetensors is what the .pth file holds, also mapped into memory', async () => {
    const checkpoint = await checkpointOf(networks[0]);
    const [pth, safetensors] = [`${checkpoint}-both.pth`, `${checkpoint}-both.safetensors`];
    for (const path of [pth, safetensors]) await exportTo(checkpoint, path);
    const compare = `
import sys, torch
from safetensors.torch import load_file
one, other = torch.load(sys.argv[1], weights_only=True, mmap=True), load_file(sys.argv[2])
print(len(one), set(one) == set(other) and all(torch.equal(one[name], other[name]) for name in one))
`;
    expect(run('-c', compare, pth, safetensors).trim()).toBe('20 True');
  });

  it.skipIf(!onnxIsThere).each(networks)("as .onnx passes onnx's own checker and runs in its runtime for Python, $name", async (network) => {
    const checkpoint = await checkpointOf(network);
    const [path, input] = [`${checkpoint}.onnx`, `${checkpoint}-picture.json`];
    await exportTo(checkpoint, path, { direction: 'b2a' });
    const picture = goldenPicture(network.height, network.width);
    const shape = [1, 3, network.height, network.width];
    await writeFile(input, JSON.stringify({ shape, values: Array.from(toChannelsFirst(picture)) }));
    const answer = JSON.parse(run('-c', RUN_ONNX, path, input)) as { domains: string[]; shape: number[]; values: number[] };
    expect(answer).toMatchObject({ domains: [''], shape });
    expect(farthest(answer.values, toChannelsFirst(await translateWith(checkpoint, 'b2a', picture)))).toBeLessThan(1e-4);
  });
});
