import { describe, expect, it } from 'vitest';
import { countFlop } from './flop.ts';
import { createSubject } from './subject.ts';

/** One layer by hand: results times taps times channels, a multiply-add as two. */
const layer = (side: number, kernel: number, from: number, to: number): number => 2 * side * side * kernel * kernel * from * to;

/** The generator by the paper's list: c7s1-n, d2n, d4n, blocks of two R4n, u2n, un, c7s1-3. */
const generator = (size: number, n: number, blocks: number): number[] => [
  layer(size, 7, 3, n),
  layer(size / 2, 3, n, 2 * n),
  layer(size / 4, 3, 2 * n, 4 * n),
  ...Array.from({ length: 2 * blocks }, () => layer(size / 4, 3, 4 * n, 4 * n)),
  layer(size / 4, 3, 4 * n, 2 * n),
  layer(size / 2, 3, 2 * n, n),
  layer(size, 7, n, 3),
];

/** The 70x70 PatchGAN with 64 first channels: C64-C128-C256 of stride 2, C512 and the judgement of stride 1, kernel 4. */
const discriminator = (size: number): number[] => [
  layer(size / 2, 4, 3, 64),
  layer(size / 4, 4, 64, 128),
  layer(size / 8, 4, 128, 256),
  layer(size / 8 - 1, 4, 256, 512),
  layer(size / 8 - 2, 4, 512, 1),
];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('countFlop', () => {
  it.each([
    { size: 32, ngf: 8, blocks: 1 },
    { size: 64, ngf: 16, blocks: 2 },
  ])('of $size/$ngf/$blocks is what the layers add up to', ({ size, ngf, blocks }) => {
    const { recipe, translator } = createSubject({ size, ngf, blocks });
    const [g, d] = [generator(size, ngf, blocks), discriminator(size)];
    expect(countFlop(translator.program(1, size, size))).toBe(sum(g));
    // Forwards, filter gradient and input gradient of each pass. Two passes of a generator (translating, identity) begin at a
    // real picture, whose gradient nobody needs; the way back begins at a translated one.
    const oneGenerator = 3 * 3 * sum(g) - 2 * g[0];
    // Judging for the generator needs the pictures' gradient and no filters'; judging for itself, real and fake, the reverse.
    const oneDiscriminator = 2 * sum(d) + 2 * (3 * sum(d) - d[0]);
    expect(countFlop(recipe.step)).toBe(2 * (oneGenerator + oneDiscriminator));
  });
});
