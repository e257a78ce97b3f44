import { describe, expect, it } from 'vitest';
import { GraphBuilder } from './builder.ts';
import { constantBytes, peakBytes } from './memory.ts';

const KILOBYTE = 1024;

describe('the memory that a graph needs', () => {
  it('counts what is alive at once', () => {
    const builder = new GraphBuilder();
    // Each value of 256 float32 takes a kilobyte; x and the constant are not results.
    const x = builder.input('x', 'float32', [256]);
    const a = builder.node('Neg', [x], {});
    const b = builder.node('Exp', [a], {});
    const c = builder.node('Add', [b, a], {});
    const sum = builder.node('ReduceSum', [c], { axes: [0], keepdims: 0 });
    const graph = builder.finish('graph', [{ name: 'sum', value: sum }]);
    // a, b and c are alive while c is made; then c and the sum of 4 bytes.
    expect(peakBytes(graph)).toBe(3 * KILOBYTE);
  });

  it('keeps outputs to the end and frees an input that is used twice once', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', 'float32', [256]);
    const a = builder.node('Neg', [x], {});
    const square = builder.node('Mul', [a, a], {});
    const last = builder.node('Exp', [square], {});
    expect(peakBytes(builder.finish('chain', [{ name: 'last', value: last }]))).toBe(2 * KILOBYTE);
    const kept = builder.finish('kept', [
      { name: 'first', value: a },
      { name: 'last', value: last },
    ]);
    expect(peakBytes(kept)).toBe(3 * KILOBYTE);
  });

  it('counts bytes by type', () => {
    const builder = new GraphBuilder();
    const x = builder.input('x', 'float32', [256]);
    const above = builder.node('Greater', [x, builder.constant('float32', [256], new Float32Array(256))], {});
    const graph = builder.finish('graph', [{ name: 'above', value: above }]);
    expect(peakBytes(graph)).toBe(256);
    expect(constantBytes(graph)).toBe(KILOBYTE);
  });
});
