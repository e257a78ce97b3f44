import type { Random } from '../../engine/random.ts';

/** So many other sentences stand beside a picture's own: Xu et al., CVPR 2018. */
const OTHERS = 99;

/** A share with one standard error, and what guessing would reach. */
export interface Precision {
  readonly value: number;
  readonly error: number;
  readonly chance: number;
}

const product = (one: Float32Array, other: Float32Array): number => one.reduce((sum, value, i) => sum + value * other[i], 0);

/**
 * R-precision: the share of pictures that lie nearer to their own sentence than to 99 others, or to all there are. All
 * embeddings have the same length. `own`: the sentence of each picture; `isOther`: whether a sentence of `sentences` says
 * something else than a picture's captions do. Null where some picture has no other sentence.
 */
export function retrievalPrecision(
  pictures: readonly Float32Array[],
  own: readonly Float32Array[],
  sentences: readonly Float32Array[],
  isOther: (picture: number, sentence: number) => boolean,
  random: Random,
): Precision | null {
  let [right, chance] = [0, 0];
  for (const [picture, embedding] of pictures.entries()) {
    const others = Array.from(random.split(picture).permutation(sentences.length))
      .filter((sentence) => isOther(picture, sentence))
      .slice(0, OTHERS);
    if (others.length === 0) return null;
    const reached = product(embedding, own[picture]);
    if (others.every((sentence) => product(embedding, sentences[sentence]) < reached)) right++;
    chance += 1 / (others.length + 1) / pictures.length;
  }
  const value = right / pictures.length;
  return { value, error: Math.sqrt((value * (1 - value)) / pictures.length), chance };
}
