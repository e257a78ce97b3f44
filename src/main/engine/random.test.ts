import { describe, expect, it } from 'vitest';
import { Random, philox } from './random.ts';

describe('philox', () => {
  // The known answers of Random123's kat_vectors.
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('known answer %#', (counter, key, expected) => {
    expect(philox(counter, key)).toEqual(expected);
  });
});

describe('Random', () => {
  it('goes on exactly from a saved state, at every position of a block', () => {
    for (let drawn = 0; drawn < 9; drawn++) {
      const random = Random.fromSeed(7);
      for (let i = 0; i < drawn; i++) random.nextUint32();
      const resumed = Random.fromState(JSON.parse(JSON.stringify(random.state())) as ReturnType<Random['state']>);
      expect(Array.from({ length: 9 }, () => resumed.nextUint32())).toEqual(Array.from({ length: 9 }, () => random.nextUint32()));
    }
  });

  it('splits into streams that depend on the label, not on what was drawn', () => {
    const random = Random.fromSeed(7);
    const before = random.split('order').nextUint32();
    random.nextUint32();
    expect(random.split('order').nextUint32()).toBe(before);
    expect(random.split('augment').nextUint32()).not.toBe(before);
    expect(Random.fromSeed(8).split('order').nextUint32()).not.toBe(before);
  });

  it('draws normals with mean 0 and variance 1', () => {
    const random = Random.fromSeed(1);
    const values = Array.from({ length: 20000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  });

  it('fills with both numbers of each pair', () => {
    const values = new Float32Array(20001);
    Random.fromSeed(5).fillNormal(values, 2, 3);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean - 2)).toBeLessThan(0.1);
    expect(Math.abs(Math.sqrt(variance) - 3)).toBeLessThan(0.1);
    const single = Random.fromSeed(5);
    expect(values[0]).toBeCloseTo(2 + 3 * single.normal(), 5);
    expect(values[2]).toBeCloseTo(2 + 3 * single.normal(), 5);
    expect(new Set(values).size).toBeGreaterThan(19900);
  });

  it('permutes: every index once', () => {
    expect([...Random.fromSeed(3).permutation(100)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
