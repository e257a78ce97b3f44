import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stackganSchema } from '../../shared/architectures/stackgan.ts';
import { readCheckpoint, writeCheckpoint } from '../checkpoints/checkpoint.ts';
import { decodeSafetensors } from '../checkpoints/safetensors.ts';
import { Vocabulary } from '../data/captions/vocabulary.ts';
import { encodeVocabulary, VOCABULARY_FILE } from '../data/captions/vocabularyFile.ts';
import { openExecutor } from '../engine/executors.ts';
import { ModelProtoSchema } from '../engine/onnx/generated/onnx_pb.js';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { thisMachine } from '../machine.ts';
import { architectures } from '../models/index.ts';
import { painterSettings } from '../training/testing/painter.ts';
import { drawerOf } from './painter/drawer.ts';
import { temporaryFolder } from './testing/tiny.ts';
import { exportTo, farthest, toChannelsFirst } from './testing/weights.ts';

const settings = stackganSchema.parse({ ...painterSettings, average: 0 });
const vocabulary = Vocabulary.of(['a red fox', '붉은 여우', 'an owl in the snow'], 64);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let checkpoint: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  const { stackgan } = architectures;
  const description = { architecture: 'stackgan', settings, seed: 1, step: 8, epoch: 0, losses: {}, batches: null, pools: {} };
  const tree = stackgan.recipe(settings).parameters;
  const content = { description, tree, parameters: stackgan.initialize(settings, Random.fromSeed(5)), optimizer: {}, pools: {} };
  checkpoint = (await writeCheckpoint(join(folder.path, 'painter'), { ...content, extras: { [VOCABULARY_FILE]: encodeVocabulary(vocabulary) } })).folder;
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Numbers in [-1, 1] that are nothing in particular. */
const noiseOf = (length: number, by: number): HostTensor => ({ shape: [1, length], values: Float32Array.from({ length }, (_, i) => Math.sin(i * by + by)) });
const noises = { noise: noiseOf(4, 0.7), smallNoise: noiseOf(4, 1.3), conditionNoise: noiseOf(4, 2.1) };

/** What the studio's programs draw of a sentence. */
async function drawHere(tokens: Int32Array): Promise<HostTensors> {
  const opened = await readCheckpoint(checkpoint);
  const { painter } = await drawerOf(opened);
  if (painter.embed === null) throw new Error('this painter reads');
  const [embed, draw] = [painter.embed(1), painter.draw('large', 1)];
  const executor = await openExecutor({ executor: 'onnx', device: 'cpu', threads: 1, precision: 'exact', memory: 'normal' }, thisMachine);
  const all = await opened.parameters();
  const specs = { ...embed.state, ...draw.state };
  const state = await executor.createState(specs, Object.fromEntries(Object.keys(specs).map((name) => [name, all[name]])));
  const [reader, hand] = [await executor.compile(embed), await executor.compile(draw)];
  try {
    const { embedding } = await reader.run(state, { tokens: { shape: [1, tokens.length], values: tokens } }, ['embedding']);
    return await hand.run(state, { embedding, ...noises }, ['small', 'large']);
  } finally {
    await Promise.all([reader.dispose(), hand.dispose()]);
    await state.dispose();
    await executor.dispose();
  }
}

it('an exported .onnx file draws what the painter draws, from the numbers of words to both pictures, in standard operators', async () => {
  const path = join(folder.path, 'painter.onnx');
  expect(await exportTo(checkpoint, path)).toMatchObject({ format: 'onnx', direction: 'draw' });
  const { graph, metadataProps, docString } = fromBinary(ModelProtoSchema, await readFile(path));
  expect(graph?.node.every(({ domain }) => domain === '')).toBe(true);
  expect(graph?.input.map(({ name }) => name).toSorted()).toEqual(['conditionNoise', 'noise', 'smallNoise', 'tokens']);
  expect(docString).toContain('"tokens" int32 [1, 6]');
  const told = Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]));
  expect(told).toMatchObject({ architecture: 'stackgan', stage: 'large', 'caption length': '6' });

  // The numbers come from the file alone: the first token has number 2, as its description says.
  const known = (JSON.parse(told['vocabulary']) as { tokens: string[] }).tokens;
  const session = await ort.InferenceSession.create(path);
  try {
    for (const words of [['a', 'red', 'fox'], ['여우'], ['owl', 'snow']]) {
      const tokens = Int32Array.from({ length: 6 }, (_, i) => (i < words.length ? known.indexOf(words[i]) + 2 : 0));
      expect([...tokens.slice(0, words.length)]).toEqual(vocabulary.encode(words.join(' '), 6).tokens.slice(0, words.length));
      const feeds = Object.fromEntries(Object.entries(noises).map(([name, { values, shape }]) => [name, new ort.Tensor('float32', values, shape)]));
      const drawn = await session.run({ tokens: new ort.Tensor('int32', tokens, [1, 6]), ...feeds });
      const ours = await drawHere(tokens);
      for (const [name, side] of [
        ['small', 16],
        ['large', 32],
      ] as const) {
        expect(drawn[name].dims).toEqual([1, 3, side, side]);
        // What golden files allow a forward pass.
        expect(farthest(drawn[name].data as Float32Array, toChannelsFirst(ours[name]))).toBeLessThan(1e-4);
      }
    }
  } finally {
    await session.release();
  }
});

it('as .safetensors it has the names of all of its networks, its weights and its vocabulary', async () => {
  const path = join(folder.path, 'painter.safetensors');
  await exportTo(checkpoint, path, { direction: 'draw' });
  const { tensors, metadata } = decodeSafetensors(await readFile(path), path);
  expect(new Set(Object.keys(tensors).map((name) => name.split('.')[0]))).toEqual(new Set(['netT', 'netG1', 'netG2']));
  expect((JSON.parse(metadata['vocabulary']) as { tokens: string[] }).tokens).toEqual(vocabulary.tokens);
});

it('is refused in half precision and in another direction', async () => {
  const path = join(folder.path, 'refused.onnx');
  await expect(exportTo(checkpoint, path, { fp16: true })).rejects.toMatchObject({ code: 'FLAG_WITHOUT_EFFECT' });
  await expect(exportTo(checkpoint, path, { direction: 'a2b' })).rejects.toMatchObject({ code: 'CONVERT_DIRECTION_UNKNOWN' });
});
