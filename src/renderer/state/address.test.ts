import { expect, test } from 'vitest';
import { href, placeOf } from './address.ts';

test('an address names its page and what stands in it', () => {
  expect(placeOf('#/projects/12/train')).toMatchObject({ page: 'train', parameters: { project: '12' } });
  expect(placeOf('')).toMatchObject({ page: 'home' });
  expect(placeOf('#/nowhere/at/all')).toMatchObject({ page: 'home' });
});

test('what href writes, placeOf reads', () => {
  const place = placeOf(href('compare', { project: 'ü/1' }, { checkpoint: 'r7-100', direction: 'b2a' }));
  expect(place.page).toBe('compare');
  expect(place.parameters).toEqual({ project: 'ü/1' });
  expect(Object.fromEntries(place.query)).toEqual({ checkpoint: 'r7-100', direction: 'b2a' });
});

test('a damaged address leads home', () => {
  expect(placeOf('#/projects/%E0%A4%A/train').page).toBe('home');
});
