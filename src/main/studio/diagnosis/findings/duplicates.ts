import { alikeGroups } from '../alike.ts';
import type { Draft, Examiner } from '../finding.ts';
import { idsOf } from '../finding.ts';
import type { Studied, Study } from '../study.ts';
import { bothSides } from '../study.ts';

const pixels = ({ width, height }: Studied): number => (width ?? 0) * (height ?? 0);

/** All but the one with the most pixels, of which the first. */
const othersThanBest = (group: readonly Studied[]): Studied[] => {
  const best = group.reduce((most, picture) => (pixels(picture) > pixels(most) ? picture : most));
  return group.filter((picture) => picture !== best);
};

function draftOf(severity: Draft['severity'], side: Draft['side'], groups: readonly (readonly Studied[])[], exclude: readonly Studied[]): Draft[] {
  if (groups.length === 0) return [];
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  return [{ severity, side, count, groups: groups.map(idsOf), values: { count, groups: groups.length, extra: exclude.length }, exclude: idsOf(exclude) }];
}

/** Groups of pictures with the same content, byte by byte. */
function sameContent(pictures: readonly Studied[]): Studied[][] {
  const hashed = pictures.filter(({ content }) => content !== null);
  return [...Map.groupBy(hashed, ({ content }) => content).values()].filter((group) => group.length > 1);
}

/** Copies of one file on one side: they count twice in training. */
export const exactDuplicates: Examiner = (study, sides) =>
  sides.flatMap((side) => {
    const groups = sameContent(study[side]);
    return draftOf('warning', side, groups, groups.flatMap(othersThanBest));
  });

const spansSides = (group: readonly Studied[]): boolean => new Set(group.map(({ side }) => side)).size > 1;
const isOneContent = (group: readonly Studied[]): boolean => group.every(({ content }) => content !== null && content === group[0].content);

/** Pictures of one side that look the same: scaled, compressed anew, hardly changed. Copies byte by byte are found by themselves. */
export const nearDuplicates: Examiner = async (study, sides) => {
  const drafts: Draft[] = [];
  for (const side of sides) {
    const groups = (await alikeGroups(study[side])).filter((group) => !isOneContent(group));
    drafts.push(...draftOf('note', side, groups, groups.flatMap(othersThanBest)));
  }
  return drafts;
};

/** The same picture on both sides, byte by byte or nearly: it teaches that nothing has to be changed. Leaving it out leaves out all of it. */
export const sharedBetweenSides: Examiner = async (study: Study) => {
  const same = sameContent(bothSides(study)).filter(spansSides);
  const met = new Set(same.flat().map(({ id }) => id));
  const alike = (await alikeGroups(bothSides(study))).filter((group) => spansSides(group) && !group.some(({ id }) => met.has(id)));
  const groups = [...same, ...alike];
  return draftOf('warning', null, groups, groups.flat());
};
