import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import { writeError } from '../checkpoints/files.ts';
import { encodePicture } from '../data/encode.ts';
import type { Pixels } from '../data/pixels.ts';
import { toPixels } from '../data/pixels.ts';
import { drawSheet } from '../data/sheet.ts';
import type { CompiledProgram, ExecutorState } from '../engine/executor.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import type { DrawingScores } from '../../shared/scores.ts';
import type { Painter } from '../models/architecture.ts';
import type { Easel } from './easel.ts';

/** So many pictures are found for a sentence on a sheet. Their names as columns stand in `shared/projectKinds.ts`. */
const FOUND = ['found', 'found2', 'found3'] as const;

/** What a phase that draws works with; the words' phase has no program. */
export interface DrawingTools {
  readonly painter: Painter;
  readonly easel: Easel;
  /** Draws with the phase's own state; null while only words are learned. */
  readonly program: CompiledProgram | null;
  readonly state: ExecutorState;
  /** Holds the encoders. */
  readonly words: ExecutorState;
  readonly side: string;
  readonly runFolder: string;
  /** Sentences on a sheet. */
  readonly shown: number;
}

const pixelsOf = (picture: Float32Array, size: number): Pixels => toPixels({ shape: [1, size, size, 3], values: picture })[0];

/**
 * A sheet of fixed sentences with fixed noise: the held-out picture that a sentence is of, what is drawn for it, and which held-out pictures the
 * encoders find for it. While only words are learned nothing is drawn. A full disk costs the sheet, not the run.
 */
export async function drawSentences(tools: DrawingTools, step: number, context: TaskContext): Promise<void> {
  const { painter, easel, program, side, shown } = tools;
  const count = Math.min(shown, easel.count);
  if (count === 0) return;
  const drawn = program === null ? {} : await easel.draw(program, tools.state, tools.words, count);
  const found = await easel.retrieve(tools.words, count, FOUND.length);
  const columns = [
    { name: 'real', size: painter.size, pictures: easel.truth },
    ...Object.entries(drawn).map(([name, pictures]) => ({ name, size: name === 'large' ? painter.largeSize : painter.size, pictures })),
  ];
  const last = columns[columns.length - 1].name;
  for (const [place, name] of FOUND.slice(0, easel.count).entries())
    columns.push({ name, size: painter.size, pictures: found.map((near) => easel.truth[near[place]]) });
  const rows = Array.from({ length: count }, (_, row) => columns.map(({ size, pictures }) => pixelsOf(pictures[row], size)));
  const folder = join(tools.runFolder, 'samples');
  const at = `step-${String(step).padStart(8, '0')}`;
  const sheet = await drawSheet(
    rows,
    columns.map(({ name }) => name.replace(/^found(\d?)$/, (_, place: string) => `found ${place || '1'}`)),
  );
  try {
    await mkdir(join(folder, 'pictures'), { recursive: true });
    const file = join(folder, `${at}-${side}.png`);
    await encodePicture(sheet, file, { format: 'png', quality: 100 });
    const files: Record<string, string>[] = [];
    for (const [row, pictures] of rows.entries()) {
      const single: Record<string, string> = {};
      for (const [column, { name }] of columns.entries()) {
        // The one that is best is the drawn one; a small picture beside a large one stands on the sheet only.
        const as = name === last && program !== null ? 'drawn' : name;
        if (as === 'small') continue;
        single[as] = join(folder, 'pictures', `${at}-${side}-${row}-${as}.png`);
        await encodePicture(pictures[column], single[as], { format: 'png', quality: 100, durable: false });
      }
      files.push(single);
    }
    context.report({ type: 'sample', file, side, step, rows: files, sentences: easel.sentences.slice(0, count) });
  } catch (error) {
    const known = await writeError(error, folder, sheet.data.length);
    if (!(known instanceof RecastError)) throw known;
    context.report({ type: 'note', text: `A sample sheet could not be saved. ${known.message}` });
  }
}

/** A picture at the small size, which is all that the encoder knows: means of squares. */
function shrunk(picture: Float32Array, from: number, to: number): Float32Array {
  const [cell, result] = [from / to, new Float32Array(to * to * 3)];
  for (let y = 0; y < from; y++)
    for (let x = 0; x < from; x++)
      for (let c = 0; c < 3; c++) result[(Math.floor(y / cell) * to + Math.floor(x / cell)) * 3 + c] += picture[(y * from + x) * 3 + c] / cell ** 2;
  return result;
}

/** The measures of a phase at a checkpoint: how well words are understood, or how good what is drawn is. */
export async function measureDrawing({ painter, easel, program, state, words }: DrawingTools): Promise<Readonly<Record<string, number>>> {
  if (program === null) return easel.understanding(words);
  const drawn = await easel.draw(program, state, words, easel.count);
  const { size, largeSize } = painter;
  return easel.measure('large' in drawn ? drawn['large'].map((picture) => shrunk(picture, largeSize, size)) : drawn['small'], words);
}

/** Measures as scores. */
export function scoresOf(part: DrawingScores['part'], values: Readonly<Record<string, number>>): DrawingScores {
  const { rPrecision, rPrecisionError = 0, rPrecisionChance = 0, distance, distanceError = 0 } = values;
  const beside = { heldOut: values['distanceOfHeldOut'] ?? null, mean: values['distanceOfMean'] ?? null, noise: values['distanceOfNoise'] ?? null };
  return {
    part,
    precision: rPrecision === undefined ? null : { value: rPrecision, error: rPrecisionError, chance: rPrecisionChance },
    distance: distance === undefined ? null : { value: distance, error: distanceError, ...beside },
  };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Measures in a line for the log. */
export function measuresText(step: number, values: Readonly<Record<string, number>>): string {
  const { rPrecision, rPrecisionError, rPrecisionChance, distance, distanceError } = values;
  const found =
    rPrecision === undefined ? [] : [`own sentence found ${percent(rPrecision)} (± ${percent(rPrecisionError)}, by chance ${percent(rPrecisionChance)})`];
  const others = [
    ['noise', 'distanceOfNoise'],
    ['the mean picture', 'distanceOfMean'],
    ['held-out pictures', 'distanceOfHeldOut'],
  ].flatMap(([title, name]) => (name in values ? [`${title} ${values[name].toFixed(2)}`] : []));
  const far = distance === undefined ? [] : [`distance ${distance.toFixed(2)} (± ${distanceError.toFixed(2)}${others.map((each) => `, ${each}`).join('')})`];
  return `Step ${step}: ${[...found, ...far].join('; ')}.`;
}
