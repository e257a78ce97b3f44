import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vocabulary, vocabularySchema, wordsOf } from './vocabulary.ts';

const captions = ['a red fox', 'a red owl sleeping', 'red foxes', '빨간 여우', '빨간 여우가 잔다', '여우와 부엉이', '🦊 fox', 'ثعلب أحمر'];

describe('a vocabulary', () => {
  it('knows words of any language, and emoji', () => {
    expect(wordsOf('A red-FOX, 3x!')).toEqual(['a', 'red', 'fox', '3x']);
    expect(wordsOf('빨간 여우가')).toEqual(['빨간', '여우가']);
    expect(wordsOf('🦊❤️')).toEqual(['🦊', '❤️']);
    expect(wordsOf('ثعلب أحمر')).toEqual(['ثعلب', 'أحمر']);
    const vocabulary = Vocabulary.of(captions, 300);
    for (const caption of captions) expect(vocabulary.encode(caption, 20).unknown).toEqual([]);
  });

  it('makes a word that it never saw of parts and characters, and says so', () => {
    const vocabulary = Vocabulary.of([...captions, '여우는 춤춘다', '여우도', 'fox fox'], 300);
    const { tokens, unknown } = vocabulary.encode('빨간 여우들', 20);
    expect(unknown).toEqual(['여우들']);
    expect(tokens[1]).toBe(vocabulary.encode('여우', 20).tokens[0]);
    expect(vocabulary.encode('foxed', 20)).toMatchObject({ unknown: ['foxed'], seen: true });
    expect(vocabulary.encode('漢', 20)).toMatchObject({ unknown: ['漢'], seen: false });
  });

  it('keeps to its size, the most frequent first, and gives the same numbers when read again', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 30 }), fc.integer({ min: 4, max: 100 }), (texts, size) => {
        const vocabulary = Vocabulary.of(texts, size);
        expect(vocabulary.tokens.length).toBeLessThanOrEqual(size - 2);
        const again = Vocabulary.from(vocabularySchema.parse(JSON.parse(JSON.stringify(vocabulary.toFile()))));
        for (const text of texts) {
          const { tokens } = vocabulary.encode(text, 10);
          expect(again.encode(text, 10).tokens).toEqual(tokens);
          expect(tokens.every((token) => token > 0 && token < size)).toBe(true);
        }
      }),
    );
  });
});
