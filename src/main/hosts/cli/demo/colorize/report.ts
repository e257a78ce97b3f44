import type { ColouringPoint } from '../../../../../shared/scores.ts';
import { formatCount } from '../../../../../shared/units.ts';
import { quoted } from '../../console.ts';
import type { JsonLineOf } from '../../json.ts';
import { followingText } from '../../render/following.ts';
import { drawTable } from '../../render/table.ts';

/** Numbers of hints that are shown. */
const shownHints = [0, 1, 5, 20];

const columns = [
  { title: 'HINTS', align: 'right' },
  { title: 'COLOURIST', align: 'right' },
  { title: 'NO COLOUR', align: 'right' },
  { title: 'MEAN COLOUR', align: 'right' },
  { title: 'NEAREST HINT', align: 'right' },
] as const;

const decibels = (value: number): string => value.toFixed(1);

/** The points that are shown, fewest hints first. */
export const shownOf = (psnr: readonly ColouringPoint[]): ColouringPoint[] => psnr.filter(({ hints }) => shownHints.includes(hints));

/** Whether it is better than each trivial answer at every number of hints, and with more of them than with fewer. */
export function isBetter(psnr: readonly ColouringPoint[]): boolean {
  const beats = ({ network, none, mean, nearest }: ColouringPoint): boolean => network.value > Math.max(none, mean, nearest);
  return psnr.every((point, i) => beats(point) && (i === 0 || point.network.value > psnr[i - 1].network.value));
}

/** What the demo found, in words that say so where it fell short. */
export function colouringText(result: JsonLineOf<'colouringDemo'>, width: number): string {
  const rows = shownOf(result.psnr).map(({ hints, network, none, mean, nearest }) => [
    String(hints),
    `${decibels(network.value)} +- ${decibels(network.error)}`,
    decibels(none),
    decibels(mean),
    decibels(nearest),
  ]);
  return [
    `After ${formatCount(result.step)} steps: ${result.pictures} sketches that were never trained on, coloured with simulated hints, against how OpenMoji colours them. PSNR in dB, higher is nearer:`,
    '',
    ...drawTable(columns, rows, width),
    '',
    'The last three need no network, and are told the lightness of their colours, which the colourist has to find.',
    result.better
      ? 'The colourist is nearer than each of them at every number of hints, and gets nearer with every hint.'
      : 'The colourist is not yet nearer than all of them at every number of hints, or not with every hint: it takes more minutes.',
    ...(result.following === null ? [] : [followingText(result.following)]),
    ...(result.sheet === null ? [] : [`Look at it: ${result.sheet}`]),
  ].join('\n');
}

/** What to type next. `home` is the demo's own home folder. */
export function colouringNextText(runId: string, home: string): string {
  return [
    'Next, with pictures of your own:',
    '  npx recast train colorize --images FOLDER --preset sketch',
    '  npx recast train colorize --images FOLDER --sketches FOLDER --preset sketch',
    'With what the demo learned:',
    `  npx recast convert --home ${quoted(home)} --checkpoint ${runId} --direction colorize --in SKETCHES --out FOLDER`,
  ].join('\n');
}
