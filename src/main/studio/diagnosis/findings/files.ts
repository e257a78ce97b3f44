import type { Draft, Examiner } from '../finding.ts';
import { alone, idsOf } from '../finding.ts';
import type { Studied } from '../study.ts';
import { usable } from '../study.ts';

/** Files that cannot be read as pictures: training skips them, so it is good to know, and to leave them out is tidy. */
export const unreadable: Examiner = (study, sides) =>
  sides.flatMap((side): Draft[] => {
    const able = new Set(usable(study[side]));
    const found = study[side].filter((picture) => !able.has(picture));
    if (found.length === 0) return [];
    return [
      { severity: 'warning', side, count: found.length, groups: alone(found), values: { count: found.length, all: study[side].length }, exclude: idsOf(found) },
    ];
  });

/** Without these two a side cannot be trained; under these numbers it learns the pictures by heart. */
const LEAST = 2;
const FEW = 30;
const BETTER = 100;

/** Sides with too few pictures. */
export const tooFew: Examiner = (study, sides) =>
  sides.flatMap((side): Draft[] => {
    const { length: count } = usable(study[side]);
    if (count >= BETTER) return [];
    const severity = count < LEAST ? 'problem' : count < FEW ? 'warning' : 'note';
    return [{ severity, side, count, groups: [], values: { count, enough: BETTER }, exclude: null }];
  });

/** From so many times as many pictures on, most steps repeat the smaller side. */
const UNEVEN = 5;
const VERY_UNEVEN = 20;

/** Sides of very different size. */
export const unevenSides: Examiner = (study) => {
  const [a, b] = [study.a, study.b].map((pictures) => usable(pictures).length);
  const ratio = Math.max(a, b) / Math.min(a, b);
  if (Math.min(a, b) === 0 || ratio < UNEVEN) return [];
  const draft = { side: null, count: a + b, groups: [], values: { a, b, ratio }, exclude: null };
  return [{ severity: ratio < VERY_UNEVEN ? 'note' : 'warning', ...draft }];
};

interface Measured extends Studied {
  readonly width: number;
  readonly height: number;
}

const measured = (pictures: readonly Studied[]): Measured[] =>
  usable(pictures).filter((picture): picture is Measured => picture.width !== null && picture.height !== null);

/** Leaving out is a remedy where most of a side stays. */
function remedy(found: readonly Studied[], all: readonly Studied[]): number[] | null {
  const left = all.length - found.length;
  return left >= FEW && found.length * 2 < all.length ? idsOf(found) : null;
}

/** Shorter edges under so many pixels hold too little even for the smallest pictures that are trained on. */
const TINY = 64;

/** Pictures of few pixels. */
export const tiny: Examiner = (study, sides) =>
  sides.flatMap((side): Draft[] => {
    const all = measured(study[side]);
    const edge = ({ width, height }: Measured): number => Math.min(width, height);
    const found = all.filter((picture) => edge(picture) < TINY).sort((one, other) => edge(one) - edge(other));
    if (found.length === 0) return [];
    const values = { count: found.length, all: all.length, smallest: edge(found[0]), edge: TINY };
    return [{ severity: 'warning', side, count: found.length, groups: alone(found), values, exclude: remedy(found, all) }];
  });

/** Squashed to a square, pictures this long are not recognised any more. */
const LONGEST = 3;

/** Very long or very high pictures. */
export const extremeShape: Examiner = (study, sides) =>
  sides.flatMap((side): Draft[] => {
    const all = measured(study[side]);
    const ratio = ({ width, height }: Measured): number => Math.max(width, height) / Math.min(width, height);
    const found = all.filter((picture) => ratio(picture) > LONGEST).sort((one, other) => ratio(other) - ratio(one));
    if (found.length === 0) return [];
    const values = { count: found.length, all: all.length, ratio: ratio(found[0]), longest: LONGEST };
    return [{ severity: 'warning', side, count: found.length, groups: alone(found), values, exclude: remedy(found, all) }];
  });
