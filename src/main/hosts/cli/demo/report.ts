import { formatCount, formatMeasure } from '../../../../shared/units.ts';
import type { JsonLineOf } from '../json.ts';
import { quoted } from '../console.ts';
import { drawTable } from '../render/table.ts';
import { sampleSides } from '../../../studio/sample/pictures.ts';
import { coarseCell } from './plan.ts';

type DemoResult = JsonLineOf<'demo'>;
type Distance = { readonly untranslated: number; readonly translated: number };

const titles: Readonly<Record<string, string>> = { a2b: 'Noto to OpenMoji', b2a: 'OpenMoji to Noto' };

/** How much nearer the translation is, in words: `38 % nearer`, or `4 % farther` where it is. */
export function nearerText({ untranslated, translated }: Distance): string {
  const percent = Math.round(100 * (1 - translated / untranslated));
  return percent >= 0 ? `${percent} % nearer` : `${-percent} % farther`;
}

/** Each measure and what it is called. */
const measures = [
  ['colour', 'colour, pixel by pixel'],
  ['coarseColour', `colour, in squares of ${coarseCell} px`],
  ['edges', 'edges, pixel by pixel'],
  ['coarseEdges', `edges, in squares of ${coarseCell} px`],
] as const;

const columns = [
  { title: 'DIRECTION' },
  { title: 'DISTANCE IN' },
  { title: 'AS IT WAS', align: 'right' },
  { title: 'TRANSLATED', align: 'right' },
  { title: '' },
] as const;

function rowsOf([direction, scores]: [string, DemoResult['directions'][string]]): string[][] {
  return measures.map(([measure, label], index) => {
    const distance = scores[measure];
    const title = index === 0 ? (titles[direction] ?? direction) : '';
    return [title, label, formatMeasure(distance.untranslated), formatMeasure(distance.translated), nearerText(distance)];
  });
}

/** What the demo found, in words a person can check against the sheet. */
export function resultText(result: DemoResult, width: number): string {
  const rows = Object.entries(result.directions).flatMap(rowsOf);
  return [
    `After ${formatCount(result.step)} steps: ${result.pairs} emoji that were never trained on, against the way the other set really draws them.`,
    '',
    ...drawTable(columns, rows, width),
    '',
    'Colour: mean L1 distance in Lab. Edges: mean difference of how steeply lightness changes.',
    'In squares, because two people never put a line in quite the same place.',
    'The model never saw which emoji belong together.',
    `Look at it: ${result.sheet}`,
  ].join('\n');
}

/** What to type next. `home` is the demo's own home folder. */
export function nextText(runId: string, home: string): string {
  return [
    'Next, with folders of your own:',
    '  npx recast train cyclegan --a FOLDER --b FOLDER --preset quick',
    '  npx recast convert --checkpoint latest --direction a2b --in FOLDER --out FOLDER',
    'With what the demo learned:',
    `  npx recast convert --home ${quoted(home)} --checkpoint ${runId} --direction a2b --in FOLDER --out FOLDER`,
    `  npx recast resume ${runId} --home ${quoted(home)} --steps N     trains it for longer (${sampleSides.a} <-> ${sampleSides.b})`,
  ].join('\n');
}
