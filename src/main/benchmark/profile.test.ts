import { expect, it } from 'vitest';
import { profileStep } from './profile.ts';
import { createSubject } from './subject.ts';

it('sums the nodes of a step by kind, the longest first', async () => {
  const { recipe, parameters, inputs } = createSubject({ size: 64, ngf: 16, blocks: 1 });
  const rows = await profileStep({ program: recipe.step, parameters, inputs }, 2);
  const nodes = new Map(rows.map(({ kind, nodes }) => [kind, nodes]));
  // Forward and both gradients of the block's two layers and of both discriminators' layer of stride 1, each side's calls apart.
  expect(nodes.get('products of minimal filtering')).toBeGreaterThanOrEqual(24);
  // 7x7 at both ends: forward, and through them backward.
  expect(nodes.get('Conv and ConvTranspose of image layers')).toBeGreaterThanOrEqual(8);
  for (const { ms } of rows) expect(ms).toBeGreaterThan(0);
  expect(rows.map(({ ms }) => ms)).toEqual(rows.map(({ ms }) => ms).toSorted((one, other) => other - one));
});
