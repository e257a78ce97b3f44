import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../data/captions/vocabulary.ts';
import { float32 } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { captionKey, TrainingWords } from './words.ts';

const texts = ['a cat', 'A cat!', 'a dog', '고양이', 'a red fox', 'an owl'];
const folders = fc.array(fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 8 });

describe('captions of trained pictures', () => {
  it('never lend a picture a wrong sentence that is one of its own, in whatever form', () => {
    fc.assert(
      fc.property(folders, fc.nat(1000), (captions, seed) => {
        const words = new TrainingWords(captions, { vocabulary: Vocabulary.of(captions.flat(), 100) }, 2);
        for (const [picture, own] of captions.entries()) {
          const keys = new Set(own.map(captionKey));
          const wrong = words.wrong(picture, Random.fromSeed(seed));
          expect(wrong.every((caption) => !keys.has(captionKey(words.captions[caption])))).toBe(true);
          // There is one wherever any caption says something else.
          expect(wrong.length > 0).toBe(captions.flat().some((caption) => !keys.has(captionKey(caption))));
        }
      }),
    );
  });

  it('mark pictures of a batch that share a caption, and average several captions', () => {
    const words = new TrainingWords([['a cat', 'an owl'], ['A cat!'], ['a dog']], { vocabulary: Vocabulary.of(texts, 100) }, 4);
    expect([...words.sameCaption([0, 1, 2], Random.fromSeed(1), float32(3, 3)).values]).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 0]);
    expect(words.captions).toEqual(['a cat', 'an owl', 'a dog']);
    words.embed([Float32Array.of(1, 0), Float32Array.of(0, 1), Float32Array.of(5, 5)]);
    expect([...words.embedding([0, 2], Random.fromSeed(1), float32(2, 2)).values]).toEqual([0.5, 0.5, 5, 5]);
  });
});
