import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { convolution, evenGeometry, instanceNorm } from '../operations/index.ts';
import type { Program } from '../program.ts';
import { float32, int32 } from '../program.ts';
import { direct } from './lowerings/direct/index.ts';
import { printGraph } from './print.ts';
import { traceProgram } from './trace.ts';

const program = (fields: Pick<Program, 'name' | 'body'> & Partial<Program>): Program => ({ state: {}, inputs: {}, ...fields });

const printed = (traced: Program): string => printGraph(traceProgram(traced, direct).graph);

describe('the trace of a small program', () => {
  it('writes an update of the state', () => {
    const step = program({
      name: 'momentum',
      state: { weight: float32(2, 3), moment: float32(2, 3) },
      inputs: { rate: float32() },
      body: ({ weight, moment }, { rate }) => {
        const next = tf.add(tf.mul(moment, 0.9), tf.mul(weight, 2));
        return { state: { weight: tf.sub(weight, tf.mul(rate, next)), moment: next }, outputs: { size: tf.sum(tf.square(weight)) } };
      },
    });
    expect(printed(step)).toMatchInlineSnapshot(`
      "graph momentum
        input state/weight: float32[2, 3]
        input state/moment: float32[2, 3]
        input input/rate: float32[]
        v1: float32[2, 3] = Mul(state/moment, 0.8999999761581421)
        v3: float32[2, 3] = Mul(state/weight, 2)
        v4: float32[2, 3] = Add(v1, v3)
        v5: float32[2, 3] = Mul(input/rate, v4)
        v6: float32[2, 3] = Sub(state/weight, v5)
        v7: float32[2, 3] = Mul(state/weight, state/weight)
        v8: float32[] = ReduceSum(v7) {axes=[0,1] keepdims=0}
        output next/weight = v6
        output next/moment = v4
        output output/size = v8
      "
    `);
  });

  it('writes a layer of a network with its gradient', () => {
    const layer = program({
      name: 'layer',
      state: { filter: float32(3, 3, 2, 4) },
      inputs: { picture: float32(1, 4, 4, 2) },
      body: ({ filter }, { picture }) => {
        const loss = (weights: Tensor): Tensor => tf.mean(tf.leakyRelu(instanceNorm(convolution(picture, weights, evenGeometry(1, 1, 'reflect'))), 0.2));
        return { state: {}, outputs: { loss: loss(filter), gradient: tf.grad(loss)(filter) } };
      },
    });
    expect(printed(layer)).toMatchInlineSnapshot(`
      "graph layer
        input state/filter: float32[4, 2, 3, 3]
        input input/picture: float32[1, 4, 4, 2]
        constant c3: float32[4]
        constant c4: float32[4]
        v0: float32[1, 2, 4, 4] = Transpose(input/picture) {perm=[0,3,1,2]}
        v1: float32[1, 2, 6, 6] = Pad(v0) {pads=[0,0,1,1,0,0,1,1] mode=reflect}
        v2: float32[1, 4, 4, 4] = Conv(v1, state/filter) {kernel_shape=[3,3] strides=[1,1] dilations=[1,1] pads=[0,0,0,0]}
        v5: float32[1, 4, 4, 4] = InstanceNormalization(v2, c3, c4) {epsilon=0.00001}
        v6: float32[1, 4, 4, 4] = LeakyRelu(v5) {alpha=0.2}
        v7: float32[] = ReduceMean(v6) {axes=[0,1,2,3] keepdims=0}
        v10: float32[1, 4, 4, 4] = HardSigmoid(v5) {alpha=3e+38 beta=0}
        v12: float32[1, 4, 4, 4] = Mul(v10, 0.800000011920929)
        v14: float32[1, 4, 4, 4] = Add(v12, 0.20000000298023224)
        v15: float32[1, 4, 4, 4] = Mul(0.015625, v14)
        v16: float32[1, 4, 4, 4] = Mul(v15, v5)
        v17: float32[1, 4, 1, 1] = ReduceMean(v16) {axes=[2,3] keepdims=1}
        v18: float32[1, 4, 1, 1] = ReduceMean(v15) {axes=[2,3] keepdims=1}
        v19: float32[1, 4, 4, 4] = Sub(v15, v18)
        v20: float32[1, 4, 4, 4] = Mul(v5, v17)
        v21: float32[1, 4, 4, 4] = Sub(v19, v20)
        v22: float32[1, 4, 4, 4] = Mul(v2, v5)
        v23: float32[1, 4, 1, 1] = ReduceMean(v22) {axes=[2,3] keepdims=1}
        v24: float32[1, 4, 1, 1] = Mul(v23, v23)
        v26: float32[1, 4, 1, 1] = Add(v24, 0.000039999998989515007)
        v27: float32[1, 4, 1, 1] = Sqrt(v26)
        v28: float32[1, 4, 1, 1] = Add(v23, v27)
        v30: float32[1, 4, 1, 1] = Mul(v28, 0.5)
        v31: float32[1, 4, 1, 1] = Reciprocal(v30)
        v32: float32[1, 4, 4, 4] = Mul(v21, v31)
        v33: float32[2, 36] = Reshape(v1) {shape=[2,36]}
        v34: float32[1, 4, 6, 6] = Pad(v32) {pads=[0,0,0,0,0,0,2,2] mode=constant}
        v35: float32[4, 36] = Reshape(v34) {shape=[4,36]}
        v36: float32[4, 22] = Slice(v35) {starts=[0] ends=[22] axes=[1] steps=[1]}
        v37: float32[4, 50] = Pad(v36) {pads=[0,14,0,14] mode=constant}
        v38: float32[4, 36] = Slice(v37) {starts=[14] ends=[50] axes=[1] steps=[1]}
        v39: float32[4, 36] = Slice(v37) {starts=[13] ends=[49] axes=[1] steps=[1]}
        v40: float32[4, 36] = Slice(v37) {starts=[12] ends=[48] axes=[1] steps=[1]}
        v41: float32[4, 36] = Slice(v37) {starts=[8] ends=[44] axes=[1] steps=[1]}
        v42: float32[4, 36] = Slice(v37) {starts=[7] ends=[43] axes=[1] steps=[1]}
        v43: float32[4, 36] = Slice(v37) {starts=[6] ends=[42] axes=[1] steps=[1]}
        v44: float32[4, 36] = Slice(v37) {starts=[2] ends=[38] axes=[1] steps=[1]}
        v45: float32[4, 36] = Slice(v37) {starts=[1] ends=[37] axes=[1] steps=[1]}
        v46: float32[4, 36] = Slice(v37) {starts=[0] ends=[36] axes=[1] steps=[1]}
        v47: float32[36, 36] = Concat(v38, v39, v40, v41, v42, v43, v44, v45, v46) {axis=0}
        v48: float32[36, 2] = Gemm(v47, v33) {transA=0 transB=1}
        v49: float32[9, 4, 2] = Reshape(v48) {shape=[9,4,2]}
        v50: float32[4, 2, 9] = Transpose(v49) {perm=[1,2,0]}
        v51: float32[4, 2, 3, 3] = Reshape(v50) {shape=[4,2,3,3]}
        v52: float32[3, 3, 2, 4] = Transpose(v51) {perm=[2,3,1,0]}
        output output/loss = v7
        output output/gradient = v52
      "
    `);
  });

  it('writes a dense layer with its gradients without moving a matrix', () => {
    const dense = program({
      name: 'dense',
      state: { weight: float32(5, 3) },
      inputs: { x: float32(2, 5), labels: int32(2) },
      body: ({ weight }, { x, labels }) => {
        const loss = (w: Tensor): Tensor => tf.losses.softmaxCrossEntropy(tf.oneHot(labels, 3, 1, 0, 'float32'), tf.matMul(x, w));
        return { state: {}, outputs: { gradient: tf.grad(loss)(weight) } };
      },
    });
    expect(printed(dense)).toMatchInlineSnapshot(`
      "graph dense
        input state/weight: float32[5, 3]
        input input/x: float32[2, 5]
        input input/labels: int32[2]
        constant c0: int32[3]
        v1: int32[2, 1] = Reshape(input/labels) {shape=[2,1]}
        v2: bool[2, 3] = Equal(v1, c0)
        v3: float32[2, 3] = Cast(v2) {to=1}
        v4: float32[2, 3] = Gemm(input/x, state/weight) {transA=0 transB=0}
        v5: float32[2, 1] = ReduceMax(v4) {axes=[1] keepdims=1}
        v6: float32[2, 3] = Sub(v4, v5)
        v7: float32[2, 3] = Exp(v6)
        v8: float32[2] = ReduceSum(v7) {axes=[1] keepdims=0}
        v9: float32[2] = Log(v8)
        v10: float32[2] = Reshape(v5) {shape=[2]}
        v11: float32[2] = Add(v10, v9)
        v12: float32[2, 1] = Reshape(v11) {shape=[2,1]}
        v13: float32[2, 3] = Sub(v4, v12)
        v21: float32[] = Div(1, 2)
        v22: float32[2, 3] = Exp(v13)
        v25: float32[2, 3] = Sub(v22, v3)
        v26: float32[2, 3] = Mul(v21, v25)
        v27: float32[5, 3] = Gemm(input/x, v26) {transA=1 transB=0}
        output output/gradient = v27
      "
    `);
  });
});
