import { randomInt } from 'node:crypto';
import type { DrawingOrder } from '../../../shared/contract/drawings.ts';
import type { DrawingRecipe, Noise } from '../../../shared/drawing.ts';
import { largestSeed } from '../../../shared/drawing.ts';
import type { StudioParts } from '../parts.ts';
import { drawingOf, recipeOf } from './drawings.ts';

const placed = (count: number): number[] => Array.from({ length: count }, (_, place) => place);

const plainNoise = (seed: number, place: number): Noise => ({ seed, place, near: [] });

/** What is drawn for an order, picture by picture, its sentences as they were typed. Throws DRAWING_UNKNOWN. */
export function recipesOf(parts: StudioParts, order: DrawingOrder, strength: number): DrawingRecipe[] {
  const chosen = (seed: number | null): number => seed ?? randomInt(largestSeed);
  switch (order.kind) {
    case 'sentence': {
      const seed = chosen(order.seed);
      return placed(order.count).map((place) => ({ sentence: order.sentence, noise: plainNoise(seed, place), strength, toward: null }));
    }
    case 'noises':
      return order.noises.map((noise) => ({ sentence: order.sentence, noise, strength, toward: null }));
    case 'near': {
      const seed = chosen(order.seed);
      const { amount } = order;
      const { noise, toward, ...origin } = recipeOf(drawingOf(parts, order.drawing));
      const stepped = (from: Noise, place: number): Noise => ({ ...from, near: [...from.near, { seed, place, amount }] });
      return placed(order.count).map((place) => ({
        ...origin,
        noise: stepped(noise, place),
        // Where it lies on a way between noises, the whole way takes the step.
        toward: toward === null ? null : { ...toward, noise: toward.noise === null ? null : stepped(toward.noise, place) },
      }));
    }
    case 'sentences':
      return order.shares.map((share) => ({ sentence: order.from, noise: order.noise, strength, toward: { sentence: order.to, noise: null, share } }));
    case 'path':
      return order.shares.map((share) => ({ sentence: order.sentence, noise: order.from, strength, toward: { sentence: null, noise: order.to, share } }));
  }
}
