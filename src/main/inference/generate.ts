import { join } from 'node:path';
import type { ConversionResult } from '../../shared/conversion.ts';
import type { DrawingRecipe } from '../../shared/drawing.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import { drawingStamp } from '../data/drawingState.ts';
import type { Provenance } from '../data/encode.ts';
import { encodePicture, readProvenance } from '../data/encode.ts';
import type { Executor } from '../engine/executor.ts';
import { openExecutor } from '../engine/executors.ts';
import type { GenerateTask } from '../jobs/messages.ts';
import type { TaskContext, TaskRunner } from '../jobs/taskContext.ts';
import { thisMachine } from '../machine.ts';
import { openOutput } from './deliver.ts';
import type { Drawer } from './painter/drawer.ts';
import { drawerOf } from './painter/drawer.ts';
import type { NamedRows } from './painter/rows.ts';
import { namedRows, rowStamp } from './painter/rows.ts';
import type { PainterSession } from './painter/session.ts';
import { openPainter, openRowPainter } from './painter/session.ts';
import { createTally } from './tally.ts';

/** A picture to draw. */
interface Order {
  readonly sentence: string;
  /** The seed and the place among the pictures of the sentence decide the noise. */
  readonly index: number;
  /** What it is called where it is told of: no two are called alike. */
  readonly input: string;
  /** The file, and its name alone. */
  readonly file: string;
  readonly name: string;
}

/** Files that are named in one message. */
const PLANNED = 5_000;

/** A sentence as a part of a file's name: letters and digits of any script. */
const slug = (sentence: string): string =>
  Array.from(sentence.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-'))
    .slice(0, 40)
    .join('')
    .replace(/^-|-$/g, '');

function ordersOf({ count, seed, output }: GenerateTask, sentences: readonly string[]): Order[] {
  const width = String(sentences.length).length;
  return sentences.flatMap((sentence, place) => {
    const number = sentences.length === 1 ? [] : [String(place + 1).padStart(width, '0')];
    return Array.from({ length: count }, (_, index): Order => {
      const name = `${[...number, slug(sentence) || 'picture', String(seed), ...(count === 1 ? [] : [String(index + 1)])].join('-')}.png`;
      const input = [...number, `${sentence} (${index + 1})`].join(' ');
      return { sentence, index, input, name, file: join(output, name) };
    });
  });
}

const same = (found: Provenance | null, wanted: Provenance): boolean =>
  found !== null && Object.entries(wanted).every(([name, value]) => found[name] === value);

/** Says which words were never seen; throws SENTENCE_UNKNOWN where there is one sentence and nothing of it was. */
function checkWords({ sentences }: GenerateTask, { vocabulary, painter }: Drawer, context: TaskContext): Set<string> {
  if (vocabulary === null) return new Set();
  const encoded = sentences.map((sentence) => ({ sentence, ...vocabulary.encode(sentence, painter.captionLength) }));
  const unseen = encoded.filter(({ seen }) => !seen).map(({ sentence }) => sentence);
  if (sentences.length === 1 && unseen.length === 1) throw RecastError.of('SENTENCE_UNKNOWN', { sentence: unseen[0] });
  const unknown = [...new Set(encoded.flatMap((each) => (each.seen ? each.unknown : [])))];
  if (unknown.length > 0)
    context.report({ type: 'note', text: `Never seen as a whole in a caption: ${unknown.slice(0, 20).join(', ')}. Drawn by parts of them.` });
  return new Set(unseen);
}

/** The painter that a task draws with, and the rows that take the place of sentences; null where there are none. */
async function openTask(
  { embeddings, sentences }: GenerateTask,
  executor: Executor,
  checkpoint: Checkpoint,
): Promise<{ readonly painter: PainterSession; readonly rows: NamedRows | null }> {
  if (embeddings === undefined) return { painter: await openPainter(executor, checkpoint), rows: null };
  const drawer = await drawerOf(checkpoint);
  if (drawer.vocabulary !== null) throw RecastError.of('PAINTER_WITH_ENCODER', { checkpoint: checkpoint.folder });
  const rows = await namedRows(embeddings, sentences, drawer.painter.text);
  return { painter: await openRowPainter(executor, checkpoint, drawer, rows), rows };
}

/**
 * Draws `count` pictures of each sentence, or of each row of given embeddings. The same checkpoint, sentence, seed and place give the same pixels, whatever is
 * drawn beside; each picture says in its metadata how it came about, and one that is there already is left alone.
 *
 * @returns a `ConversionResult`
 * @throws NOT_A_PAINTER, VOCABULARY_MISFIT, SENTENCE_UNKNOWN, PAINTER_WITHOUT_ENCODER, PAINTER_WITH_ENCODER, EMBEDDINGS_...,  CHECKPOINT_DAMAGED, CONVERT_OUTPUT_..., DEVICE_UNUSABLE
 */
export const runGenerate: TaskRunner<'generate'> = async (task, context) => {
  const checkpoint = await readCheckpoint(task.checkpointFolder);
  const tally = createTally(context, 'drawing');
  tally.phase('compiling');
  await using resources = new AsyncDisposableStack();
  const executor = await openExecutor(task.engine, thisMachine);
  resources.defer(() => executor.dispose());
  const { painter, rows } = await openTask(task, executor, checkpoint);
  resources.defer(() => painter.dispose());
  const unseen = checkWords(task, painter.drawer, context);
  await openOutput(task.output);
  const orders = ordersOf(task, rows === null ? task.sentences : [...rows.keys()]);
  const { hash, architecture, step } = checkpoint.manifest;
  const drawnBy = { architecture, checkpoint: hash, step, stage: painter.drawer.stage };
  for (let from = 0; from < orders.length; from += PLANNED)
    context.report({ type: 'planned', files: orders.slice(from, from + PLANNED).map(({ input, name }) => ({ input, name })) });
  const { kind, device } = executor;
  const prepared = { pictures: { draw: orders.length }, heldOut: {}, totalSteps: orders.length, memoryBytes: await painter.prepare() };
  context.report({ type: 'prepared', executor: kind, device, ...prepared });
  tally.begin(orders.length);
  for (const { sentence, index, input, file } of orders) {
    await tally.whenRunning();
    if (context.stop.aborted) break;
    const counted = { input, output: file };
    const recipe: DrawingRecipe = { sentence, noise: { seed: task.seed, place: index, near: [] }, strength: 1, toward: null };
    const row = rows?.get(sentence);
    const provenance = { ...drawingStamp(drawnBy, recipe), ...(row !== undefined && { embedding: rowStamp(row) }) };
    if (unseen.has(sentence)) tally.count(counted, 'failed', RecastError.of('SENTENCE_UNKNOWN', { sentence }).message);
    else if (same(await readProvenance(file), provenance)) tally.count(counted, 'unchanged', null);
    else {
      await encodePicture(await painter.draw(recipe), file, { format: 'png', quality: 100, provenance });
      tally.count(counted, 'written', null);
    }
  }
  const result: ConversionResult = { ...tally.counts(), sheets: [] };
  return { stopped: context.stop.aborted, result };
};
