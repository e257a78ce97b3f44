import * as z from 'zod';

const placeSchema = z.number().int().nonnegative();

/** What a vocabulary file holds: tokens in the order of their numbers, and from which place to before which they are parts of words; files of before that do not tell. */
export const vocabularySchema = z.strictObject({
  format: z.literal('recast-vocabulary'),
  version: z.literal(1),
  tokens: z.array(z.string().min(1)),
  parts: z.tuple([placeSchema, placeSchema]).optional(),
});

/** See `vocabularySchema`. */
export type VocabularyFile = z.infer<typeof vocabularySchema>;

/** The number of a character that was never seen; 0 fills captions up. */
const UNKNOWN = 1;
const FIRST = 2;

/** A caption as numbers, and which of its words are no whole token. */
export interface Encoded {
  readonly tokens: readonly number[];
  /** Words that fell back to parts or characters. */
  readonly unknown: readonly string[];
  /** Whether anything of it was ever seen. */
  readonly seen: boolean;
}

/** Of the whole vocabulary so much may be characters, and so much whole words; the rest are parts of words. */
const CHARACTER_SHARE = 0.3;
const WORD_SHARE = 0.85;

/** Parts of words have so many characters, and stand in at least so many words. */
const SHORTEST_PART = 2;
const LONGEST_PART = 6;
const FEWEST_WORDS = 3;

/** Words of a text in any script: letters with their marks and digits together, every other visible character by itself. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  return plain.match(/[\p{L}\p{M}\p{N}]+|\p{Extended_Pictographic}\ufe0f?|[^\s\p{L}\p{M}\p{N}\p{P}\p{Cf}\ufe0f]/gu) ?? [];
}

/** Most frequent first; equal counts in the order of code units, so that every machine has the same. */
function ranked(counts: ReadonlyMap<string, number>, least: number): string[] {
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort(([one, often], [other, seldom]) => seldom - often || (one < other ? -1 : 1))
    .map(([token]) => token);
}

function count(counts: Map<string, number>, token: string, by: number): void {
  counts.set(token, (counts.get(token) ?? 0) + by);
}

/** Every beginning and end of a word that could be a part of others. */
function* partsOf(word: string): Generator<string> {
  const characters = Array.from(word);
  for (let length = SHORTEST_PART; length <= Math.min(LONGEST_PART, characters.length - 1); length++) {
    yield characters.slice(0, length).join('');
    yield characters.slice(-length).join('');
  }
}

/** Words, parts of words and characters of captions, with a number each. */
export class Vocabulary {
  readonly tokens: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #longest: number;
  readonly #parts: VocabularyFile['parts'];

  private constructor(tokens: readonly string[], parts: VocabularyFile['parts']) {
    this.tokens = tokens;
    this.#parts = parts;
    this.#numbers = new Map(tokens.map((token, index) => [token, index + FIRST]));
    this.#longest = tokens.reduce((most, token) => Math.max(most, Array.from(token).length), 1);
  }

  /** The vocabulary of captions, of `size` numbers at most, two of which mean "nothing" and "never seen". */
  static of(captions: Iterable<string>, size: number): Vocabulary {
    const words = new Map<string, number>();
    for (const caption of captions) for (const word of wordsOf(caption)) count(words, word, 1);
    const [characters, parts] = [new Map<string, number>(), new Map<string, number>()];
    for (const [word, times] of words) {
      for (const character of word) count(characters, character, times);
      for (const part of new Set(partsOf(word))) count(parts, part, 1);
    }
    const room = size - FIRST;
    const chosen = new Set(ranked(characters, 1).slice(0, Math.floor(CHARACTER_SHARE * room)));
    const fill = (tokens: readonly string[], until: number): void => {
      for (const token of tokens) if (chosen.size < until) chosen.add(token);
    };
    fill(ranked(words, 1), Math.floor(WORD_SHARE * room));
    const begin = chosen.size;
    fill(ranked(parts, FEWEST_WORDS), room);
    const end = chosen.size;
    fill(ranked(words, 1), room);
    return new Vocabulary([...chosen], [begin, end]);
  }

  /** One that was kept. */
  static from({ tokens, parts }: VocabularyFile): Vocabulary {
    return new Vocabulary(tokens, parts);
  }

  toFile(): VocabularyFile {
    return { format: 'recast-vocabulary', version: 1, tokens: [...this.tokens], ...(this.#parts !== undefined && { parts: this.#parts }) };
  }

  /** Whole words, the most frequent first: neither parts nor single letters. */
  words(): string[] {
    const [begin, end] = this.#parts ?? [0, 0];
    return this.tokens.filter((token, place) => (place < begin || place >= end) && !/^[\p{L}\p{N}\p{M}]$/u.test(token));
  }

  /** A caption as at most `length` numbers. A word that is no token becomes its longest known parts, at last characters. */
  encode(caption: string, length: number): Encoded {
    const tokens: number[] = [];
    const unknown: string[] = [];
    for (const word of wordsOf(caption)) {
      const whole = this.#numbers.get(word);
      if (whole === undefined) unknown.push(word);
      tokens.push(...(whole === undefined ? this.#split(word) : [whole]));
    }
    return { tokens: tokens.slice(0, length), unknown, seen: tokens.some((token) => token !== UNKNOWN) };
  }

  #split(word: string): number[] {
    const characters = Array.from(word);
    const numbers: number[] = [];
    for (let at = 0; at < characters.length;) {
      let length = Math.min(this.#longest, characters.length - at);
      while (length > 1 && !this.#numbers.has(characters.slice(at, at + length).join(''))) length--;
      numbers.push(this.#numbers.get(characters.slice(at, at + length).join('')) ?? UNKNOWN);
      at += length;
    }
    return numbers;
  }
}
