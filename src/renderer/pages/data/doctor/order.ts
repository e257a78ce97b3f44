import type { Formats } from '../../../words/formats.ts';
import type { DataPicture, Finding } from '../../../../shared/contract/data.ts';

const weights = { problem: 0, warning: 1, note: 2 } as const satisfies Record<Finding['severity'], number>;

/** Findings as they are shown: the gravest first, those of a kind together, A before B before both. */
export function ordered(findings: readonly Finding[]): Finding[] {
  const place = ({ side }: Finding): number => (side === 'a' ? 0 : side === 'b' ? 1 : 2);
  return findings.toSorted((one, other) => weights[one.severity] - weights[other.severity] || place(one) - place(other));
}

/** A finding's name among those of a project: the same when it is found again. */
export const keyOf = ({ code, side }: Finding): string => `${code} ${side ?? 'both'}`;

/** How many findings there are of each severity. */
export function tally(findings: readonly Finding[]): Record<Finding['severity'], number> {
  const counts = { problem: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** Groups until so many pictures are shown, at least one group; the rest is behind "show more". */
export function firstGroups(groups: readonly (readonly DataPicture[])[], pictures: number): readonly (readonly DataPicture[])[] {
  let shown = 0;
  let count = 0;
  for (const group of groups) {
    if (count > 0 && shown + group.length > pictures) break;
    shown += group.length;
    count++;
  }
  return groups.slice(0, count);
}

/** A number of a finding as text: whole ones whole, without a sign; a dash where the studio did not tell it. */
export const numberText = (value: number | undefined, format: Formats): string =>
  value === undefined ? '–' : Number.isInteger(value) ? format.count(Math.abs(value)) : format.measure(Math.abs(value));
