import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../shared/contract/drawings.ts';
import { hasNoise, isOfSeed } from './noise.svelte.ts';
import type { Asked } from './orders.ts';
import { orderOf, picturesOf } from './orders.ts';
import { completed, piecesOf, wordBefore } from './typing.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'é', '가', ' ', ',', '-', '🦊') });

const noise = { seed: 7, place: 0, near: [] };
const drawing = (given: Partial<Drawing>): Drawing => ({
  id: 1,
  set: 's',
  place: 0,
  sentence: 'red fox',
  noise,
  strength: 1,
  toward: null,
  checkpoint: 'c-1',
  runName: 'run',
  small: { url: '/pictures/drawing/1/small', side: 16 },
  picture: null,
  favourite: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  removedAt: null,
  ...given,
});

describe('a sentence that is typed', () => {
  it('is marked where words were never seen, in any case and script', () => {
    expect(piecesOf('A Quokka, 여우 quokka!', ['quokka', '여우'])).toEqual([
      { text: 'A ', unseen: false },
      { text: 'Quokka', unseen: true },
      { text: ', ', unseen: false },
      { text: '여우', unseen: true },
      { text: ' ', unseen: false },
      { text: 'quokka', unseen: true },
      { text: '!', unseen: false },
    ]);
  });

  it('stays what it is, whatever is marked', () => {
    fc.assert(
      fc.property(text, fc.array(text), (sentence, unseen) => {
        const together = piecesOf(sentence, unseen)
          .map((piece) => piece.text)
          .join('');
        expect(together).toBe(sentence);
      }),
    );
  });

  it('has a word before the caret only at the end of one', () => {
    expect(wordBefore('red fo', 6)).toEqual({ begin: 4, typed: 'fo' });
    expect(wordBefore('red fox', 5)).toEqual({ begin: 5, typed: '' });
    expect(wordBefore('red ', 4)).toEqual({ begin: 4, typed: '' });
    expect(wordBefore('붉은 여', 4)).toEqual({ begin: 3, typed: '여' });
  });

  it('goes on behind a word that was made whole, with one space', () => {
    expect(completed('red fo', 6, 'fox')).toEqual({ sentence: 'red fox ', caret: 8 });
    expect(completed('re fox', 2, 'red')).toEqual({ sentence: 'red fox', caret: 4 });
  });
});

describe('the noise of pictures', () => {
  it('is said by their seed where they are its first ones in their order', () => {
    const second = drawing({ noise: { ...noise, place: 1 } });
    expect(isOfSeed([drawing({}), second])).toBe(true);
    expect(isOfSeed([second])).toBe(false);
    expect(isOfSeed([drawing({}), drawing({ noise: { seed: 8, place: 1, near: [] } })])).toBe(false);
    expect(isOfSeed([drawing({ noise: { ...noise, near: [{ seed: 1, place: 0, amount: 0.3 }] } })])).toBe(false);
  });

  it('is their own but on a way between two', () => {
    expect(hasNoise(drawing({ toward: { sentence: 'blue fox', noise: null, share: 0.5 } }))).toBe(true);
    expect(hasNoise(drawing({ toward: { sentence: null, noise, share: 0.5 } }))).toBe(false);
  });
});

describe('an order', () => {
  const other = { seed: 8, place: 2, near: [] };
  const asked: Asked = {
    mode: 'one',
    sentence: ' a red fox ',
    last: 'an owl ',
    count: 9,
    frames: 5,
    noise: { noise, picture: null, seed: 7 },
    noiseLast: { noise: other },
  };

  it('is for a seed, or for the noise of one picture', () => {
    const order = orderOf(asked);
    expect(order).toEqual({ kind: 'sentence', sentence: 'a red fox', seed: 7, count: 9 });
    expect(picturesOf(order)).toBe(9);
    const kept = orderOf({ ...asked, noise: { noise: other, picture: drawing({ noise: other }), seed: 8 } });
    expect(kept).toEqual({ kind: 'noises', sentence: 'a red fox', noises: [other] });
    expect(picturesOf(kept)).toBe(1);
  });

  it('for a way has both of its ends and even steps between them', () => {
    const shares = [0, 0.25, 0.5, 0.75, 1];
    const order = orderOf({ ...asked, mode: 'sentences' });
    expect(order).toEqual({ kind: 'sentences', from: 'a red fox', to: 'an owl', noise, shares });
    expect(picturesOf(order)).toBe(5);
    expect(orderOf({ ...asked, mode: 'noises' })).toEqual({ kind: 'path', sentence: 'a red fox', from: noise, to: other, shares });
  });
});
