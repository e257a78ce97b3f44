import * as tf from '@tensorflow/tfjs-core';
import type { DeviceKind } from '../../devices.ts';
import { convolution } from '../../operations/convolution.ts';
import { evenGeometry } from '../../operations/geometry.ts';
import { instanceNorm } from '../../operations/instanceNorm.ts';
import type { HostTensor, Program } from '../../program.ts';
import { float32, sizeOf } from '../../program.ts';
import { Random } from '../../random.ts';
import { direct } from '../../trace/lowerings/direct/index.ts';
import { OnnxExecutor } from '../onnxExecutor.ts';

const STEPS = 3;
const RATE = 0.05;

/** Gradient descent on a filter: convolution, instance norm, their gradients, and state that changes. */
const program: Program = {
  name: 'descent',
  state: { filter: float32(3, 3, 4, 4), untouched: float32(3, 3, 4, 4) },
  inputs: { picture: float32(1, 12, 12, 4) },
  body: ({ filter }, { picture }) => {
    const loss = (weights: tf.Tensor): tf.Scalar =>
      tf.mean(tf.square(tf.sub(instanceNorm(convolution(picture, weights, evenGeometry(1, 1, 'reflect')), 1e-5), tf.abs(picture))));
    const { value, grads } = tf.valueAndGrads((weights: tf.Tensor) => loss(weights))([filter]);
    return { state: { filter: tf.sub(filter, tf.mul(grads[0], RATE)) }, outputs: { loss: value } };
  },
};

const normal = (random: Random, shape: readonly number[]): HostTensor => ({
  shape,
  values: Float32Array.from({ length: sizeOf(shape) }, () => random.normal()),
});

/** Trains a few steps on the device named on the command line and prints losses and final state as JSON. */
async function main(device: DeviceKind): Promise<void> {
  const random = Random.fromSeed(1);
  const executor = new OnnxExecutor({ device, threads: 1, memory: 'normal' }, direct);
  const state = await executor.createState(program.state, {
    filter: normal(random.split('filter'), program.state.filter.shape),
    untouched: normal(random.split('untouched'), program.state.untouched.shape),
  });
  const compiled = await executor.compile(program);
  const inputs = { picture: normal(random.split('picture'), program.inputs.picture.shape) };
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) losses.push((await compiled.run(state, inputs, ['loss'])).loss.values[0]);
  const { filter, untouched } = await state.read();
  process.stdout.write(`${JSON.stringify({ losses, filter: [...filter.values], untouched: [...untouched.values] })}\n`);
}

await main(process.argv[2] as DeviceKind);
