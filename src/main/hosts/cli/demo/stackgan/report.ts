import type { DrawingScores } from '../../../../../shared/scores.ts';
import { formatCount } from '../../../../../shared/units.ts';
import { quoted } from '../../console.ts';
import type { JsonLineOf } from '../../json.ts';
import { drawTable } from '../../render/table.ts';
import type { DemoLength } from '../plan.ts';
import { lengthText } from '../trained.ts';
import { usualLength } from './plan.ts';

type Distance = NonNullable<DrawingScores['distance']>;

/** How long is trained, in words; so many steps take no known time but for the usual number of them. */
export function paintingLengthText(length: DemoLength): string {
  const said = lengthText(length);
  return length.steps === usualLength.steps ? `${said}, ${lengthText({ ...length, steps: null })} on two cores,` : said;
}

/** Errors by which a measure has to differ before it counts as clear. */
const CLEAR = 3;

/** Whether what is drawn lies clearly nearer to trained pictures than noise and their mean do, and its sentence is found more often than by chance. */
export function isClear({ precision, distance }: Pick<DrawingScores, 'precision' | 'distance'>): boolean {
  if (precision === null || distance === null) return false;
  const farthest = distance.value + CLEAR * distance.error;
  return [distance.noise, distance.mean].every((other) => other !== null && farthest < other) && precision.value - CLEAR * precision.error > precision.chance;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const number = (value: number | null): string => (value === null ? '' : value.toFixed(2));

const distanceRows = ({ value, error, noise, mean, heldOut }: Distance): string[][] => [
  ['drawn from their sentences', `${number(value)} +- ${number(error)}`],
  ['noise', number(noise)],
  ['the mean picture, again and again', number(mean)],
  ['the emoji themselves', number(heldOut)],
];

/** What the demo found, in words that say so where it fell short. */
export function paintingText({ step, pictures, precision, distance, realPrecision, clear, sheet }: JsonLineOf<'paintingDemo'>, width: number): string {
  const columns = [{ title: `KERNEL DISTANCE OF ${formatCount(pictures)} PICTURES` }, { title: 'FROM TRAINED ONES', align: 'right' }] as const;
  const found =
    precision === null
      ? []
      : [
          `Told apart from 99 other sentences, a drawing's own is found for ${percent(precision.value)} +- ${percent(precision.error)} of them, by chance for ${percent(precision.chance)}${realPrecision === null ? '' : `, of real pictures for ${percent(realPrecision)}`}.`,
        ];
  return [
    `After ${formatCount(step)} steps: sentences of ${formatCount(pictures)} emoji that were never trained on, drawn. Lower is nearer:`,
    '',
    ...(distance === null ? [] : drawTable(columns, distanceRows(distance), width)),
    '',
    ...found,
    clear
      ? 'What it draws is clearly nearer than noise and the mean picture, and clearly shows something of what was said.'
      : 'What it draws is not yet clearly nearer than noise and the mean picture, or does not yet clearly show what was said: it takes more minutes.',
    'Relatives of the kept aside emoji, say the same person in another skin tone, were trained on.',
    ...(sheet === null ? [] : [`Look at it: ${sheet}`]),
  ].join('\n');
}

/** What to type next. `home` is the demo's own home folder. */
export function paintingNextText(runId: string, home: string): string {
  return [
    'Next, with pictures and captions of your own:',
    '  npx recast train stackgan --images FOLDER --captions FILE --preset quick',
    'With what the demo learned:',
    `  npx recast generate --home ${quoted(home)} --checkpoint ${runId} --text "woman police officer: dark skin tone" --count 4 --out FOLDER`,
  ].join('\n');
}
