import type { Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { OnnxExecutor } from '../../../onnx/onnxExecutor.ts';
import { convolution } from '../../../operations/convolution.ts';
import type { ConvolutionGeometry } from '../../../operations/geometry.ts';
import { convolutionOutputShape, evenGeometry } from '../../../operations/geometry.ts';
import { instanceNorm } from '../../../operations/instanceNorm.ts';

import type { HostTensor, Program } from '../../../program.ts';
import { float32, sizeOf } from '../../../program.ts';
import { Random } from '../../../random.ts';
import { direct } from '../direct/index.ts';
import type { Lowering } from '../lowering.ts';
import { winograd } from './index.ts';

/** A layer with its value and both gradients, weighted by `dy`. */
function layer(x: readonly number[], filter: readonly number[], geometry: ConvolutionGeometry): Program {
  const output = convolutionOutputShape(x, filter, geometry);
  return {
    name: 'layer',
    state: {},
    inputs: { x: float32(...x), filter: float32(...filter), dy: float32(...output) },
    body: (_, inputs) => {
      const value = (a: Tensor, b: Tensor): Tensor => convolution(a, b, geometry);
      const [dx, dFilter] = tf.grads((a: Tensor, b: Tensor) => tf.sum(tf.mul(value(a, b), inputs.dy)))([inputs.x, inputs.filter]);
      return { state: {}, outputs: { y: value(inputs.x, inputs.filter), dx, dFilter } };
    },
  };
}

const norm = (shape: readonly number[]): Program => ({
  name: 'norm',
  state: {},
  inputs: { x: float32(...shape), dy: float32(...shape) },
  body: (_, { x, dy }) => ({ state: {}, outputs: { y: instanceNorm(x, 1e-5), dx: tf.grad((a: Tensor) => tf.sum(tf.mul(instanceNorm(a, 1e-5), dy)))(x) } }),
});

const random = Random.fromSeed(11);
const normal = (shape: readonly number[]): HostTensor => ({ shape, values: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()) });

async function run(
  program: Program,
  lowering: Lowering,
  inputs: Readonly<Record<string, HostTensor>>,
  names: readonly string[],
): Promise<Record<string, HostTensor>> {
  const executor = new OnnxExecutor({ device: 'cpu', threads: 1, memory: 'normal' }, lowering);
  const compiled = await executor.compile(program);
  const state = await executor.createState({});
  try {
    return await compiled.run(state, inputs, names);
  } finally {
    await compiled.dispose();
  }
}

/** Both lowerings on the same numbers: the largest difference, as a share of the largest value. */
async function compare(program: Program, names: readonly string[], tolerance: number): Promise<void> {
  const inputs = Object.fromEntries(Object.entries(program.inputs).map(([name, { shape }]) => [name, normal(shape)]));
  const [expected, actual] = [await run(program, direct, inputs, names), await run(program, winograd, inputs, names)];
  for (const name of names) {
    expect(actual[name].shape).toEqual(expected[name].shape);
    const values = Array.from(expected[name].values);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const difference = values.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[name].values[i])), 0);
    expect(difference / largest, `${name} of ${program.name}`).toBeLessThan(tolerance);
  }
}

const shapes: readonly [string, readonly number[], readonly number[], ConvolutionGeometry][] = [
  ['3x3 with reflection', [1, 16, 16, 16], [3, 3, 16, 32], evenGeometry(1, 1, 'reflect')],
  ['3x3 with zeros, sizes that are no multiple of the tile, a batch', [2, 13, 10, 16], [3, 3, 16, 16], evenGeometry(1, 1)],
  ['3x3 dilated', [2, 12, 9, 16], [3, 3, 16, 16], evenGeometry(1, 2, 'zeros', 2)],
  ['3x3 dilated with reflection', [1, 11, 14, 16], [3, 3, 16, 16], evenGeometry(1, 2, 'reflect', 2)],
  ['4x4 of a discriminator', [2, 16, 15, 16], [4, 4, 16, 24], evenGeometry(1, 1)],
  ['3x3 stride 2', [2, 16, 12, 16], [3, 3, 16, 32], evenGeometry(2, 1)],
  ['3x3 stride 2, odd size', [1, 15, 9, 8], [3, 3, 8, 8], evenGeometry(2, 1)],
  ['4x4 stride 2', [1, 16, 16, 16], [4, 4, 16, 32], evenGeometry(2, 1)],
  ['4x4 stride 2 of a picture large enough for tiles, a batch', [2, 48, 60, 16], [4, 4, 16, 24], evenGeometry(2, 1)],
  ['4x4 stride 2 of many small pictures, by small tiles', [32, 8, 16, 32], [4, 4, 32, 48], evenGeometry(2, 1)],
  ['4x4 stride 2, padded by a cell more', [2, 48, 56, 16], [4, 4, 16, 24], evenGeometry(2, 3)],
  ['4x4 stride 2, tiles that reach beyond an edge', [3, 46, 38, 32], [4, 4, 32, 16], evenGeometry(2, 1)],
  ['5x5 stride 3 reflect', [1, 17, 14, 6], [5, 5, 6, 7], evenGeometry(3, 2, 'reflect')],
  ['1x1', [2, 5, 7, 20], [1, 1, 20, 18], evenGeometry(1, 0)],
  ['1x1 stride 2: pixels that no tap reaches', [1, 6, 6, 8], [1, 1, 8, 8], evenGeometry(2, 0)],
  ['few inputs, 7x7 with reflection, a batch', [2, 12, 14, 3], [7, 7, 3, 16], evenGeometry(1, 3, 'reflect')],
  ['few inputs, 4x4 stride 2', [2, 16, 16, 3], [4, 4, 3, 16], evenGeometry(2, 1)],
  ['few outputs, 7x7 with reflection, a batch', [2, 12, 14, 16], [7, 7, 16, 3], evenGeometry(1, 3, 'reflect')],
  ['few outputs, 1x1, a batch', [2, 9, 8, 16], [1, 1, 16, 3], evenGeometry(1, 0)],
  ['few outputs, 4x4 with zeros', [1, 15, 15, 32], [4, 4, 32, 1], evenGeometry(1, 1)],
  ['few outputs, dilated', [1, 12, 11, 16], [3, 3, 16, 2], evenGeometry(1, 2, 'zeros', 2)],
  ['uneven padding', [1, 9, 8, 16], [3, 3, 16, 16], { strides: [1, 1], dilations: [1, 1], padding: { top: 0, bottom: 2, left: 1, right: 0, mode: 'zeros' } }],
];

describe('the winograd lowering', () => {
  it.each(shapes)('computes value and gradients of a layer as direct does: %s', async (_, x, filter, geometry) => {
    await compare(layer(x, filter, geometry), ['y', 'dx', 'dFilter'], 2e-5);
  });

  it('normalises, forward and backward', async () => {
    await compare(norm([2, 9, 7, 5]), ['y', 'dx'], 1e-5);
  });
});
