import { describe, expect, it } from 'vitest';
import { GraphBuilder } from './builder.ts';
import type { Value } from './graph.ts';

const single = (builder: GraphBuilder, value: Value) => builder.finish('graph', [{ name: 'out', value }]);

describe('building a graph', () => {
  it('makes equal nodes once', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', 'float32', [2, 3]);
    const add = (): Value => builder.node('Add', [x, builder.constant('float32', [], [1])], {});
    expect(add()).toBe(add());
    expect(builder.node('LeakyRelu', [x], { alpha: 0.1 })).not.toBe(builder.node('LeakyRelu', [x], { alpha: 0.2 }));
    expect(builder.node('Sub', [x, add()], {})).not.toBe(builder.node('Sub', [add(), x], {}));
  });

  it('shares equal constants of one type and shape, and tells zero from minus zero', () => {
    const builder = new GraphBuilder();
    expect(builder.constant('float32', [2], [1, 2])).toBe(builder.constant('float32', [2], Float32Array.of(1, 2)));
    expect(builder.constant('float32', [2], [1, 2])).not.toBe(builder.constant('float32', [2, 1], [1, 2]));
    expect(builder.constant('float32', [2], [1, 2])).not.toBe(builder.constant('int32', [2], [1, 2]));
    expect(builder.constant('float32', [], [0])).not.toBe(builder.constant('float32', [], [-0]));
    expect(builder.constant('float32', [], [Number.NaN])).toBe(builder.constant('float32', [], [Number.NaN]));
  });

  it('keeps its own copy of a constant', () => {
    const builder = new GraphBuilder();
    const numbers = Float32Array.of(1, 2);
    const { source } = builder.constant('float32', [2], numbers);
    numbers[0] = 9;
    expect(source).toEqual({ kind: 'constant', values: Float32Array.of(1, 2) });
  });

  it('writes indices as int64', () => {
    const { source } = new GraphBuilder().constant('int64', [2], [3, -1]);
    expect(source).toEqual({ kind: 'constant', values: BigInt64Array.of(3n, -1n) });
  });

  it('leaves out what no output needs, and keeps an order that can be run', () => {
    const builder = new GraphBuilder();
    const [x, unused] = [builder.input('x', 'float32', [2]), builder.input('unused', 'float32', [2])];
    const dead = builder.node('Exp', [unused], {});
    const first = builder.node('Neg', [x], {});
    builder.node('Add', [dead, first], {});
    const last = builder.node('Mul', [first, builder.constant('float32', [], [2])], {});
    builder.constant('float32', [], [7]);
    const graph = single(builder, last);
    expect(graph.nodes.map(({ operator }) => operator)).toEqual(['Neg', 'Mul']);
    expect(graph.inputs).toEqual([x]);
    expect(graph.constants).toHaveLength(1);
  });

  it('refuses what does not fit, in words', () => {
    const builder = new GraphBuilder();
    const [a, b] = [builder.input('a', 'float32', [2, 3]), builder.input('b', 'float32', [4, 3])];
    expect(() => builder.node('Add', [a, b], {})).toThrow('shapes [2,3] and [4,3] do not broadcast');
    expect(() => builder.node('MatMul', [a, b], {})).toThrow('product of [2,3] and [4,3]');
    expect(() => builder.node('Add', [a, builder.constant('int32', [], [1])], {})).toThrow('element types differ');
    expect(() => builder.node('Reshape', [a], { shape: [5] })).toThrow('Reshape from [2,3] to [5]');
    expect(() => builder.constant('float32', [3], [1, 2])).toThrow('a constant of 2 elements for shape [3]');
  });
});
