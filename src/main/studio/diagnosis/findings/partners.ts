import { partnerName } from '../../../../shared/partnerName.ts';
import type { Draft, Examiner } from '../finding.ts';
import { alone, idsOf } from '../finding.ts';

/** Colour pictures without a sketch of their name, and sketches without a colour picture: training leaves them out. Nothing where there are no sketches at all. */
export const missingPartners: Examiner = (study, sides) => {
  if (study.b.length === 0 || study.a.length === 0) return [];
  return sides.flatMap((side): Draft[] => {
    const others = new Set(study[side === 'a' ? 'b' : 'a'].map(({ name }) => partnerName(name)));
    const all = study[side];
    const found = all.filter(({ name }) => !others.has(partnerName(name)));
    if (found.length === 0) return [];
    const severity = found.length === all.length ? 'problem' : 'warning';
    // What nothing would be left of is not left out with a click.
    const exclude = found.length === all.length ? null : idsOf(found);
    return [{ severity, side, count: found.length, groups: alone(found), values: { count: found.length, all: all.length }, exclude }];
  });
};
