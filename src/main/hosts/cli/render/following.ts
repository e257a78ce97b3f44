import type { Following } from '../../../../shared/scores.ts';

const percent = (share: number): string => (100 * share).toFixed(0);

/** How a colourist follows hints of foreign colours, with what no network is needed for beside it. */
export function followingText({ pictures, followed, untold, inside, insideOfAll }: Following): string {
  const where =
    inside === null
      ? 'nothing takes it because of the hint'
      : `of all that takes it because of the hint, ${percent(inside)} % lies in the area (${percent(insideOfAll)} % if all were painted in the hint's colour)`;
  return `A single hint of a colour that does not belong in the largest area of a sketch (${pictures} sketches have one): ${percent(followed.value)} +- ${percent(followed.error)} % of the area takes its hue (${percent(untold)} % without the hint); ${where}.`;
}
