import { kernelDistance } from '../data/quality/kernelDistance.ts';
import { retrievalPrecision } from '../data/quality/retrieval.ts';
import type { Dataset } from '../data/dataset.ts';
import type { CompiledProgram, Executor, ExecutorState } from '../engine/executor.ts';
import type { HostTensor } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { rowsOf, runRows } from '../models/rows.ts';
import type { Painter } from '../models/architecture.ts';
import type { WordSource } from './phase.ts';
import type { Reading } from './words.ts';
import { keyOf, rowOf, tokensOf } from './words.ts';

/** Pictures a run of the networks that look and draw. */
const BATCH = 16;

/** At most so many held-out pictures, and as many trained ones as a reference, are measured. */
const MEASURED = 256;

/** Captions of so many trained pictures stand beside the held-out ones'. */
const OTHERS = 256;

/** What is measured, by the name of its curve. */
export type Measures = Readonly<Record<string, number>>;

/** Captions of the held-out pictures, then of some trained ones: the keys of all of a picture's, and its first as an encoder takes it. */
interface Sentences {
  readonly keys: readonly ReadonlySet<string>[];
  /** Of the first of each: its tokens, or the row that was given for it. */
  readonly first: readonly (Int32Array | Float32Array)[];
  /** The first caption of each. */
  readonly texts: readonly string[];
}

/**
 * Looks at pictures with the encoders of a run's words, and has sentences drawn: the honest measures at checkpoints. Held-out
 * pictures lend the sentences, trained ones are the reference.
 */
export class Easel {
  readonly #painter: Painter;
  readonly #see: CompiledProgram;
  /** Null where embeddings are given. */
  readonly #embed: CompiledProgram | null;
  readonly #held: readonly Float32Array[];
  readonly #reference: readonly Float32Array[];
  readonly #sentences: Sentences;
  readonly #random: Random;
  /** Features of the reference, once the encoder stands still. */
  #seen: readonly Float32Array[] | null = null;

  private constructor(
    painter: Painter,
    see: CompiledProgram,
    embed: CompiledProgram | null,
    held: readonly HostTensor[],
    reference: readonly HostTensor[],
    sentences: Sentences,
    seed: number,
  ) {
    this.#painter = painter;
    this.#see = see;
    this.#embed = embed;
    this.#held = held.flatMap(rowsOf);
    this.#reference = reference.flatMap(rowsOf);
    this.#sentences = sentences;
    this.#random = Random.fromSeed(seed).split('easel');
  }

  /** Makes ready; `dataset` gives pictures of the small size. */
  static async open(
    { painter, captions, side }: Pick<WordSource, 'painter' | 'captions' | 'side'>,
    reading: Reading,
    executor: Executor,
    dataset: Dataset,
    seed: number,
    resources: AsyncDisposableStack,
  ): Promise<Easel> {
    const see = await executor.compile(painter.see(BATCH));
    resources.defer(() => see.dispose());
    const embed = painter.embed === null ? null : await executor.compile(painter.embed(BATCH));
    resources.defer(() => embed?.dispose());
    const [held, reference] = [await dataset.heldOut(side, MEASURED), await dataset.trained(side, MEASURED)];
    const { heldOut, trained } = dataset.sides[side];
    // Held-out pictures come first: theirs are drawn. Others to be told apart from come from trained ones as well.
    const texts = [...heldOut.slice(0, held.length), ...trained.slice(0, OTHERS)].map(({ path }) => captions.get(path) ?? []);
    const sentences = {
      keys: texts.map((own) => new Set(own.map((caption) => keyOf(reading, caption)))),
      first: texts.map(([first]) => ('rows' in reading ? rowOf(reading.rows, first) : tokensOf(first, reading.vocabulary, painter.captionLength))),
      texts: texts.map(([first]) => first),
    };
    return new Easel(painter, see, embed, held, reference, sentences, seed);
  }

  /** How many sentences there are to draw. */
  get count(): number {
    return this.#held.length;
  }

  /** The sentences of the held-out pictures, in their order. */
  get sentences(): string[] {
    return this.#sentences.texts.slice(0, this.count);
  }

  /** The held-out pictures as they really are, `[size, size, 3]` each. */
  get truth(): readonly Float32Array[] {
    return this.#held;
  }

  /** Embeddings of captions as tokens, or rows that were given as they are. `state` holds the text encoder. */
  async embed(state: ExecutorState, captions: readonly (Int32Array | Float32Array)[]): Promise<Float32Array[]> {
    if (this.#embed === null) return captions.map((row) => Float32Array.from(row));
    return (await runRows(this.#embed, state, { tokens: captions }, ['embedding'])).embedding;
  }

  /** For each of the first sentences, which of the held-out pictures lie nearest to it in the encoders' space, the nearest first. */
  async retrieve(words: ExecutorState, sentences: number, most: number): Promise<number[][]> {
    const { embedding } = await runRows(this.#see, words, { picture: this.#held }, ['embedding']);
    const said = await this.embed(words, this.#sentences.first.slice(0, sentences));
    // All are of the same length: the nearest is the one with the largest product.
    const likeness = (one: Float32Array, other: Float32Array): number => one.reduce((sum, value, i) => sum + value * other[i], 0);
    return said.map((sentence) => {
      const scores = embedding.map((picture) => likeness(sentence, picture));
      return [...scores.keys()].toSorted((one, other) => scores[other] - scores[one]).slice(0, most);
    });
  }

  /** How well the encoders find a held-out picture's own sentence among 99 others. Nothing where there are too few. */
  async understanding(words: ExecutorState): Promise<Measures> {
    if (this.count < 2) return {};
    const { embedding } = await runRows(this.#see, words, { picture: this.#held }, ['embedding']);
    const precision = this.#precision(embedding, await this.embed(words, this.#sentences.first), 'real');
    return precision === null ? {} : { rPrecision: precision.value, rPrecisionError: precision.error, rPrecisionChance: precision.chance };
  }

  /** Draws the held-out pictures' sentences, with the same noise every time. */
  async draw(program: CompiledProgram, state: ExecutorState, words: ExecutorState, count: number): Promise<Record<string, Float32Array[]>> {
    const embedding = await this.embed(words, this.#sentences.first.slice(0, count));
    const noise = (name: string, width: number): Float32Array[] => embedding.map((_, i) => normal(width, this.#random.split(name).split(i)));
    const { noise: z, condition } = this.#painter;
    const inputs = { embedding, noise: noise('noise', z), smallNoise: noise('small', condition), conditionNoise: noise('large', condition) };
    return runRows(program, state, inputs, 'conditionNoise' in program.program.inputs ? ['small', 'large'] : ['small']);
  }

  /**
   * The distance of what is drawn for held-out sentences from trained pictures, with its error; R-precision of the drawn;
   * and beside them the distance of noise, of the mean picture and of the held-out pictures themselves.
   */
  async measure(drawn: readonly Float32Array[], words: ExecutorState): Promise<Measures> {
    if (this.count < 2) return {};
    const look = async (picture: readonly Float32Array[]): Promise<{ features: Float32Array[]; embedding: Float32Array[] }> =>
      runRows(this.#see, words, { picture }, ['features', 'embedding']);
    this.#seen ??= (await look(this.#reference)).features;
    const seen = this.#seen;
    const own = await look(drawn);
    const precision = this.#precision(own.embedding, await this.embed(words, this.#sentences.first), 'drawn');
    const distances: Record<string, number> = {};
    const compare = async (name: string, features: readonly Float32Array[] | Promise<readonly Float32Array[]>): Promise<void> => {
      const distance = kernelDistance(await features, seen);
      if (distance !== null) Object.assign(distances, { [name]: distance.value, [`${name}Error`]: distance.error });
    };
    await compare('distance', own.features);
    await compare('distanceOfHeldOut', (await look(this.#held)).features);
    await compare('distanceOfMean', (await look(this.#held.map(() => meanOf(this.#reference)))).features);
    const noisy = this.#held.map(({ length }, i) => normal(length, this.#random.split('picture').split(i)).map((x) => Math.max(-1, Math.min(1, x))));
    await compare('distanceOfNoise', (await look(noisy)).features);
    return { ...distances, ...(precision !== null && { rPrecision: precision.value, rPrecisionError: precision.error, rPrecisionChance: precision.chance }) };
  }

  #precision(pictures: readonly Float32Array[], sentences: readonly Float32Array[], purpose: string): ReturnType<typeof retrievalPrecision> {
    const { keys } = this.#sentences;
    const isOther = (picture: number, sentence: number): boolean => [...keys[sentence]].every((key) => !keys[picture].has(key));
    return retrievalPrecision(pictures, sentences, sentences, isOther, this.#random.split(purpose));
  }
}

/** Numbers of the standard normal. */
export function normal(length: number, random: Random): Float32Array {
  const values = new Float32Array(length);
  random.fillNormal(values, 0, 1);
  return values;
}

function meanOf(pictures: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(pictures[0].length);
  for (const picture of pictures) for (let i = 0; i < mean.length; i++) mean[i] += picture[i] / pictures.length;
  return mean;
}
