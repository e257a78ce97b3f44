import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../trace/builder.ts';
import type { Graph } from '../trace/graph.ts';
import { BEFORE_FIRST } from '../trace/operators/shape.ts';
import { encodeModel } from './encode.ts';
import { ModelProtoSchema } from './generated/onnx_pb.js';
import { loadRuntime, openSession } from './session.ts';

const decoded = (graph: Graph) => {
  const model = fromBinary(ModelProtoSchema, encodeModel(graph).model);
  if (model.graph === undefined) throw new Error('the model holds no graph');
  return { model, graph: model.graph };
};

async function run(graph: Graph, x: Float32Array, shape: readonly number[]): Promise<Record<string, number[]>> {
  const { model, outputNames } = encodeModel(graph);
  const ort = await loadRuntime();
  const session = await openSession(model, { device: 'cpu', threads: 1, memory: 'normal' });
  try {
    const results = await session.run({ x: new ort.Tensor('float32', x, shape) });
    return Object.fromEntries([...outputNames].map(([name, key]) => [name, Array.from(results[key].data as Float32Array)]));
  } finally {
    await session.release();
  }
}

describe('writing a model', () => {
  it('makes every list of numbers once, however many nodes name it', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', 'float32', [2, 3]);
    const a = builder.node('Reshape', [x], { shape: [3, 2] });
    const b = builder.node('Reshape', [builder.node('Neg', [x], {})], { shape: [3, 2] });
    const c = builder.node('Slice', [b], { starts: [0, 0], ends: [3, 1], axes: [0, 1], steps: [1, 1] });
    const { graph } = decoded(
      builder.finish('graph', [
        { name: 'a', value: a },
        { name: 'c', value: c },
      ]),
    );
    expect(graph.initializer.map(({ name }) => name).toSorted()).toEqual(['int64[2]0,0', 'int64[2]0,1', 'int64[2]1,1', 'int64[2]3,1', 'int64[2]3,2']);
    expect(graph.node.map(({ opType, input }) => [opType, ...input])).toEqual([
      ['Reshape', 'x', 'int64[2]3,2'],
      ['Neg', 'x'],
      ['Reshape', expect.any(String), 'int64[2]3,2'],
      ['Slice', expect.any(String), 'int64[2]0,0', 'int64[2]3,1', 'int64[2]0,1', 'int64[2]1,1'],
    ]);
  });

  it('gives outputs the names of what computes them', () => {
    const builder = new GraphBuilder();
    const value = builder.node('Exp', [builder.input('x', 'float32', [2])], {});
    const graph = builder.finish('graph', [
      { name: 'first', value },
      { name: 'second', value },
    ]);
    expect(decoded(graph).graph.output.map(({ name }) => name)).toEqual([value.name]);
    expect([...encodeModel(graph).outputNames]).toEqual([
      ['first', value.name],
      ['second', value.name],
    ]);
  });

  it('names the operator sets it needs', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', 'float32', [2, 2]);
    const { model, graph } = decoded(builder.finish('graph', [{ name: 'y', value: builder.node('FusedMatMul', [x, x], { transA: 1, transB: 0 }) }]));
    expect(model.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([
      ['', 17n],
      ['com.microsoft', 1n],
    ]);
    expect(graph.node[0].domain).toBe('com.microsoft');
  });

  it('is what ONNX Runtime reads: constants of all types, operands in the middle, slices backwards', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', 'float32', [4]);
    const backwards = builder.node('Slice', [x], { starts: [3], ends: [BEFORE_FIRST], axes: [0], steps: [-1] });
    const padded = builder.node('Pad', [x, builder.constant('float32', [], [-0.5])], { pads: [1, 0], mode: 'constant' });
    const chosen = builder.node('Where', [builder.constant('bool', [4], [1, 0, 1, 0]), x, builder.constant('float32', [], [0])], {});
    const picked = builder.node('Gather', [x, builder.constant('int64', [2], [3, 0])], { axis: 0 });
    const whole = builder.node('Cast', [builder.node('Add', [builder.constant('int32', [2], [1, -7]), builder.constant('int32', [], [2])], {})], { to: 1 });
    const graph = builder.finish(
      'graph',
      Object.entries({ backwards, padded, chosen, picked, whole }).map(([name, value]) => ({ name, value })),
    );
    expect(await run(graph, Float32Array.of(1, 2, 3, 4), [4])).toEqual({
      backwards: [4, 3, 2, 1],
      padded: [-0.5, 1, 2, 3, 4],
      chosen: [1, 0, 3, 0],
      picked: [4, 1],
      whole: [3, -5],
    });
  });

  it('writes real numbers as such, also where they are whole', async () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', 'float32', [2]);
    const graph = builder.finish('graph', [
      { name: 'one', value: builder.node('Elu', [x], { alpha: 1 }) },
      { name: 'half', value: builder.node('LeakyRelu', [x], { alpha: 0.5 }) },
    ]);
    expect(await run(graph, Float32Array.of(-2, 2), [2])).toEqual({ one: [Math.fround(Math.expm1(-2)), 2], half: [-1, 2] });
  });
});
