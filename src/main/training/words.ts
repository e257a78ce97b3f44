import type { Vocabulary } from '../data/captions/vocabulary.ts';
import { wordsOf } from '../data/captions/vocabulary.ts';
import type { HostTensor, TensorSpec } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import type { Random } from '../engine/random.ts';

type Draw = (shown: readonly number[], random: Random, spec: TensorSpec) => HostTensor;

/** What the captions of a batch's pictures become: `shown` are indices of trained pictures. */
export interface StepWords {
  /** A caption of each, any one, as token numbers. */
  readonly tokens: Draw;
  /** 1 where two pictures of the batch share a caption. */
  readonly sameCaption: Draw;
  /** The mean embedding of some captions of each. */
  readonly embedding: Draw;
  /** The same of captions of another picture, none of which is one of its own. */
  readonly wrongEmbedding: Draw;
}

/** A caption in the form by which two count as the same: its words alone. */
export const captionKey = (caption: string): string => wordsOf(caption).join(' ');

/** A caption as a row of token numbers, filled up with zeros. */
export function tokensOf(caption: string, vocabulary: Vocabulary, length: number): Int32Array {
  const row = new Int32Array(length);
  row.set(vocabulary.encode(caption, length).tokens);
  return row;
}

/** The row that was given for a caption. */
export function rowOf(rows: ReadonlyMap<string, Float32Array>, caption: string): Float32Array {
  const row = rows.get(caption);
  if (row === undefined) throw new Error(`no embedding was given for "${caption}"`);
  return row;
}

/** How often another picture is drawn before all are looked through. */
const TRIES = 32;

/** Captions by picture, as numbers of captions without repetitions. */
interface Index {
  readonly captions: readonly string[];
  readonly byPicture: readonly (readonly number[])[];
}

function indexOf(captions: readonly (readonly string[])[], reading: Reading): Index {
  const numbers = new Map<string, number>();
  const all: string[] = [];
  const byPicture = captions.map((own) => {
    const found = new Set<number>();
    for (const caption of own) {
      const key = keyOf(reading, caption);
      let number = numbers.get(key);
      if (number === undefined) {
        number = all.push(caption) - 1;
        numbers.set(key, number);
      }
      found.add(number);
    }
    return [...found];
  });
  return { captions: all, byPicture };
}

/** `count` of some numbers, drawn without putting back; all where there are no more. */
function draw(numbers: readonly number[], count: number, random: Random): readonly number[] {
  if (numbers.length <= count) return numbers;
  return Array.from(random.permutation(numbers.length).subarray(0, count), (place) => numbers[place]);
}

/** What captions are read by: a vocabulary, for an encoder that is trained here; or the rows that were given for them. */
export type Reading = { readonly vocabulary: Vocabulary } | { readonly rows: ReadonlyMap<string, Float32Array> };

/** The form by which two captions count as the same: their words; where rows were given for them, equal rows have one caption. */
export const keyOf = (reading: Reading, caption: string): string => ('rows' in reading ? caption : captionKey(caption));

/** The captions of the trained pictures, for every step of a run. */
export class TrainingWords implements StepWords {
  readonly #index: Index;
  readonly #reading: Reading;
  /** The most captions whose mean is taken. */
  readonly #most: number;
  #embeddings: readonly Float32Array[] = [];

  /** `captions`: by trained picture, at least one each. */
  constructor(captions: readonly (readonly string[])[], reading: Reading, most: number) {
    this.#index = indexOf(captions, reading);
    this.#reading = reading;
    this.#most = most;
    if ('rows' in reading) this.#embeddings = this.#index.captions.map((caption) => rowOf(reading.rows, caption));
  }

  /** Every caption once; embeddings are in this order. */
  get captions(): readonly string[] {
    return this.#index.captions;
  }

  /** Takes the embedding of every caption in. */
  embed(embeddings: readonly Float32Array[]): void {
    this.#embeddings = embeddings;
  }

  tokens(shown: readonly number[], random: Random, { shape }: TensorSpec): HostTensor {
    if ('rows' in this.#reading) throw new Error('captions of given embeddings have no tokens');
    const { vocabulary } = this.#reading;
    const [, length] = shape;
    const values = new Int32Array(sizeOf(shape));
    for (const [row, picture] of shown.entries()) {
      const own = this.#index.byPicture[picture];
      values.set(vocabulary.encode(this.#index.captions[own[random.integer(own.length)]], length).tokens, row * length);
    }
    return { shape, values };
  }

  sameCaption(shown: readonly number[], _: Random, { shape }: TensorSpec): HostTensor {
    const values = new Float32Array(sizeOf(shape));
    for (const [row, picture] of shown.entries()) {
      const own = new Set(this.#index.byPicture[picture]);
      for (const [column, other] of shown.entries())
        if (row !== column && this.#index.byPicture[other].some((caption) => own.has(caption))) values[row * shown.length + column] = 1;
    }
    return { shape, values };
  }

  embedding(shown: readonly number[], random: Random, spec: TensorSpec): HostTensor {
    return this.#means(
      shown.map((picture) => draw(this.#index.byPicture[picture], this.#most, random)),
      spec,
    );
  }

  wrongEmbedding(shown: readonly number[], random: Random, spec: TensorSpec): HostTensor {
    return this.#means(
      shown.map((picture) => draw(this.wrong(picture, random), this.#most, random)),
      spec,
    );
  }

  /** Captions of another picture without those of this one; none where no caption says anything else. */
  wrong(picture: number, random: Random): readonly number[] {
    const { byPicture } = this.#index;
    const own = new Set(byPicture[picture]);
    const others = (place: number): readonly number[] => byPicture[place].filter((caption) => !own.has(caption));
    for (let tries = 0; tries < TRIES; tries++) {
      const found = others(random.integer(byPicture.length));
      if (found.length > 0) return found;
    }
    const from = random.integer(byPicture.length);
    for (let place = 0; place < byPicture.length; place++) {
      const found = others((from + place) % byPicture.length);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The mean embedding of each row's captions; of none it is zero, which no caption has. */
  #means(rows: readonly (readonly number[])[], { shape }: TensorSpec): HostTensor {
    const [, width] = shape;
    const values = new Float32Array(sizeOf(shape));
    for (const [row, captions] of rows.entries())
      for (const caption of captions) for (let i = 0; i < width; i++) values[row * width + i] += this.#embeddings[caption][i] / captions.length;
    return { shape, values };
  }
}

const random: Draw = (_, generator, { shape }) => {
  const values = new Float32Array(sizeOf(shape));
  generator.fillNormal(values, 0, 1);
  return { shape, values };
};

/** For measuring steps: what captions say takes a network no time. */
export const randomWords: StepWords = {
  tokens: (_, generator, { shape }) => ({ shape, values: Int32Array.from({ length: sizeOf(shape) }, () => generator.integer(2)) }),
  sameCaption: (_, __, { shape }) => ({ shape, values: new Float32Array(sizeOf(shape)) }),
  embedding: random,
  wrongEmbedding: random,
};
