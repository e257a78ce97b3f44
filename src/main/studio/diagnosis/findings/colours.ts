import type { Draft, Examiner } from '../finding.ts';
import { alone, idsOf } from '../finding.ts';
import type { Study, Studied } from '../study.ts';
import type { Features } from '../../../data/features.ts';

export interface Coloured extends Studied {
  readonly features: Features;
}

/** Pictures that were measured and can be read. */
export const withFeatures = (pictures: readonly Studied[]): Coloured[] => pictures.filter((picture): picture is Coloured => picture.features !== null);

/** A picture is grey where no more than this share of its pixels has colour. */
const GREY = 0.005;

/** Greys among colour stand out up to this share of a side; where there are more, the side is meant so. */
const FEW = 0.3;

/** Grey pictures on a side of coloured ones: the translator learns to drop colours now and then. */
export const greyAmongColour: Examiner = (study, sides) =>
  sides.flatMap((side): Draft[] => {
    const all = withFeatures(study[side]);
    const found = all.filter(({ features }) => features.coloured <= GREY);
    if (found.length === 0 || found.length > FEW * all.length) return [];
    return [{ severity: 'note', side, count: found.length, groups: alone(found), values: { count: found.length, all: all.length }, exclude: idsOf(found) }];
  });

/** Pictures without colour: a colourist learns nothing from them, and training leaves them out. */
export const greyPictures: Examiner = (study, sides) =>
  sides.flatMap((side): Draft[] => {
    const all = withFeatures(study[side]);
    const found = all.filter(({ features }) => features.coloured === 0);
    if (found.length === 0) return [];
    const severity = found.length > FEW * all.length ? 'problem' : 'warning';
    return [{ severity, side, count: found.length, groups: alone(found), values: { count: found.length, all: all.length }, exclude: idsOf(found) }];
  });

/** Mean of every colour statistic of a side. */
function meanColour(pictures: readonly Coloured[]): number[] {
  return [0, 1, 2].map((c) => pictures.reduce((sum, { features }) => sum + features.colour[c], 0) / pictures.length);
}

/** A difference in CIE Lab that is as that between noon and dusk; emoji of two makers are 7 apart, of two subjects 1 to 27. */
const FAR = 30;

/** Too few to speak of means. */
const LEAST = 10;

/** The mean colours of the sides, so far apart that much of what is learned will be to colour everything over. */
export const coloursFarApart: Examiner = (study: Study) => {
  const [a, b] = [withFeatures(study.a), withFeatures(study.b)];
  if (Math.min(a.length, b.length) < LEAST) return [];
  const [ofA, ofB] = [meanColour(a), meanColour(b)];
  const distance = Math.hypot(...ofA.map((value, c) => value - ofB[c]));
  if (distance < FAR) return [];
  const away = (picture: Coloured, from: readonly number[]): number => Math.hypot(...from.map((value, c) => value - picture.features.colour[c]));
  // The pictures of each side that are farthest from the other.
  const extreme = [...a.toSorted((x, y) => away(y, ofB) - away(x, ofB)).slice(0, 6), ...b.toSorted((x, y) => away(y, ofA) - away(x, ofA)).slice(0, 6)];
  const values = { distance, lightness: ofB[0] - ofA[0], far: FAR };
  return [{ severity: 'note', side: null, count: a.length + b.length, groups: alone(extreme), values, exclude: null }];
};
