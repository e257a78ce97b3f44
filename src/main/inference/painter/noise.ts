import type { DrawingRecipe, Noise } from '../../../shared/drawing.ts';
import { Random } from '../../engine/random.ts';

/** The noises that pictures are drawn from: of the first stage, and of the conditions of both. */
export type NoiseName = 'noise' | 'small' | 'large';

function normals(random: Random, length: number): Float32Array {
  const values = new Float32Array(length);
  random.fillNormal(values, 0, 1);
  return values;
}

/** The values of a noise: those of its seed and place, then step by step away. */
function valuesOf({ seed, place, near }: Noise, name: NoiseName, length: number): Float32Array {
  let values = normals(Random.fromSeed(seed).split('draw').split(place).split(name), length);
  for (const step of near) {
    const fresh = normals(Random.fromSeed(step.seed).split('near').split(step.place).split(name), length);
    const kept = Math.sqrt(1 - step.amount ** 2);
    values = values.map((value, i) => kept * value + step.amount * fresh[i]);
  }
  return values;
}

/** Between two vectors at a share of the angle from one to the other: lengths and directions both pass evenly. */
export function slerp(from: Float32Array, to: Float32Array, share: number): Float32Array {
  const dot = (one: Float32Array, other: Float32Array): number => one.reduce((sum, value, i) => sum + value * other[i], 0);
  const lengths = Math.sqrt(dot(from, from) * dot(to, to));
  const angle = lengths === 0 ? 0 : Math.acos(Math.min(1, Math.max(-1, dot(from, to) / lengths)));
  const sine = Math.sin(angle);
  // Along one direction, or two opposite ones, there is no arc, or no single one.
  const [a, b] = sine < 1e-6 ? [1 - share, share] : [Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine];
  return from.map((value, i) => a * value + b * to[i]);
}

/** The noise of a picture, `length` numbers. Those of conditions are scaled by the strength. */
export function noiseOf({ noise, toward, strength }: DrawingRecipe, name: NoiseName, length: number): Float32Array {
  const from = valuesOf(noise, name, length);
  const values = toward === null || toward.noise === null ? from : slerp(from, valuesOf(toward.noise, name, length), toward.share);
  return name === 'noise' || strength === 1 ? values : values.map((value) => strength * value);
}
