import { join } from 'node:path';
import type { ConversionResult } from '../../shared/conversion.ts';
import { architectureNameSchema, architectureTable } from '../../shared/architectures/index.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import { decodeVocabulary, VOCABULARY_FILE } from '../data/captions/vocabularyFile.ts';
import type { Vocabulary } from '../data/captions/vocabulary.ts';
import type { Provenance } from '../data/encode.ts';
import { encodePicture, readProvenance } from '../data/encode.ts';
import type { Pixels } from '../data/pixels.ts';
import { toPixels } from '../data/pixels.ts';
import type { Executor } from '../engine/executor.ts';
import { openExecutor } from '../engine/executors.ts';
import type { HostTensor } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import { thisMachine } from '../machine.ts';
import type { GenerateTask } from '../jobs/messages.ts';
import type { TaskContext, TaskRunner } from '../jobs/taskContext.ts';
import type { Painter } from '../models/architecture.ts';
import { architectureOf } from '../models/index.ts';
import { openOutput } from './deliver.ts';
import { createTally } from './tally.ts';

/** What a checkpoint draws with. */
interface Drawer {
  readonly painter: Painter;
  readonly vocabulary: Vocabulary;
  readonly stage: 'small' | 'large';
}

/** Throws NOT_A_PAINTER, VOCABULARY_MISFIT. */
async function drawerOf(checkpoint: Checkpoint): Promise<Drawer> {
  const { manifest, folder } = checkpoint;
  const refuse = (reason: string): RecastError => RecastError.of('NOT_A_PAINTER', { checkpoint: folder, reason });
  const name = architectureNameSchema.safeParse(manifest.architecture);
  if (!name.success) throw refuse(`it is of an unknown kind, "${manifest.architecture}"`);
  const { architecture, settings } = architectureOf(name.data, manifest.settings);
  const painter = architecture.painter?.(settings);
  if (painter === undefined) throw refuse(`it is a ${architectureTable[name.data].title}`);
  const { networks } = painter;
  if (!manifest.networks.includes(networks.small)) throw refuse('it has learned its words only');
  const file = await checkpoint.extra(VOCABULARY_FILE);
  if (file === null) throw RecastError.of('VOCABULARY_MISFIT', { path: folder, reason: 'it is missing' });
  const vocabulary = decodeVocabulary(file, folder);
  if (vocabulary.tokens.length + 2 > painter.vocabulary)
    throw RecastError.of('VOCABULARY_MISFIT', {
      path: folder,
      reason: `it has ${vocabulary.tokens.length} tokens, and the network takes ${painter.vocabulary - 2}`,
    });
  return { painter, vocabulary, stage: manifest.networks.includes(networks.large) ? 'large' : 'small' };
}

/** Draws one picture at a time, so that each comes out the same whatever is drawn beside it. */
async function openDrawing({ painter, vocabulary, stage }: Drawer, checkpoint: Checkpoint, executor: Executor) {
  const [embed, draw] = [await executor.compile(painter.embed(1)), await executor.compile(painter.draw(stage, 1))];
  const specs = { ...embed.program.state, ...draw.program.state };
  const networks = [...new Set(Object.keys(specs).map((name) => name.slice(0, name.indexOf('.'))))];
  const state = await executor.createState(specs, await checkpoint.parameters(networks));
  const noise = (random: Random, length: number): HostTensor => {
    const values = new Float32Array(length);
    random.fillNormal(values, 0, 1);
    return { shape: [1, length], values };
  };
  return {
    async draw(sentence: string, random: Random): Promise<Pixels> {
      const tokens = new Int32Array(painter.captionLength);
      tokens.set(vocabulary.encode(sentence, painter.captionLength).tokens);
      const { embedding } = await embed.run(state, { tokens: { shape: [1, tokens.length], values: tokens } }, ['embedding']);
      const { noise: length, condition } = painter;
      const noises = {
        noise: noise(random.split('noise'), length),
        smallNoise: noise(random.split('small'), condition),
        ...(stage === 'large' && { conditionNoise: noise(random.split('large'), condition) }),
      };
      const pictures = await draw.run(state, { embedding, ...noises }, [stage]);
      return toPixels(pictures[stage])[0];
    },
    async dispose(): Promise<void> {
      for (const part of [embed, draw, state]) await part.dispose();
    },
  };
}

/** A picture to draw. */
interface Order {
  readonly sentence: string;
  /** The seed and the place among the pictures of the sentence decide the noise. */
  readonly index: number;
  readonly file: string;
}

/** A sentence as a part of a file's name: letters and digits of any script. */
const slug = (sentence: string): string =>
  Array.from(sentence.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-'))
    .slice(0, 40)
    .join('')
    .replace(/^-|-$/g, '');

function ordersOf({ sentences, count, seed, output }: GenerateTask): Order[] {
  const width = String(sentences.length).length;
  return sentences.flatMap((sentence, place) => {
    const number = sentences.length === 1 ? [] : [String(place + 1).padStart(width, '0')];
    return Array.from({ length: count }, (_, index): Order => {
      const name = [...number, slug(sentence) || 'picture', String(seed), ...(count === 1 ? [] : [String(index + 1)])].join('-');
      return { sentence, index, file: join(output, `${name}.png`) };
    });
  });
}

const same = (found: Provenance | null, wanted: Provenance): boolean =>
  found !== null && Object.entries(wanted).every(([name, value]) => found[name] === value);

/** Says which words were never seen; throws SENTENCE_UNKNOWN where there is one sentence and nothing of it was. */
function checkWords({ sentences }: GenerateTask, { vocabulary, painter }: Drawer, context: TaskContext): Set<string> {
  const encoded = sentences.map((sentence) => ({ sentence, ...vocabulary.encode(sentence, painter.captionLength) }));
  const unknown = [...new Set(encoded.flatMap((each) => each.unknown))];
  if (unknown.length > 0)
    context.report({ type: 'note', text: `Never seen as a whole in a caption: ${unknown.slice(0, 20).join(', ')}. Drawn by parts of them.` });
  const unseen = encoded.filter(({ seen }) => !seen).map(({ sentence }) => sentence);
  if (sentences.length === 1 && unseen.length === 1) throw RecastError.of('SENTENCE_UNKNOWN', { sentence: unseen[0] });
  return new Set(unseen);
}

/**
 * Draws `count` pictures of each sentence. The same checkpoint, sentence, seed and place give the same pixels, whatever is
 * drawn beside; each picture says in its metadata how it came about, and one that is there already is left alone.
 *
 * @returns a `ConversionResult`
 * @throws NOT_A_PAINTER, VOCABULARY_MISFIT, SENTENCE_UNKNOWN, CHECKPOINT_DAMAGED, CONVERT_OUTPUT_..., DEVICE_UNUSABLE
 */
export const runGenerate: TaskRunner<'generate'> = async (task, context) => {
  const checkpoint = await readCheckpoint(task.checkpointFolder);
  const drawer = await drawerOf(checkpoint);
  const unseen = checkWords(task, drawer, context);
  const tally = createTally(context);
  tally.phase('compiling');
  await openOutput(task.output);
  await using resources = new AsyncDisposableStack();
  const executor = await openExecutor(task.engine, thisMachine);
  resources.defer(() => executor.dispose());
  const drawing = await openDrawing(drawer, checkpoint, executor);
  resources.defer(() => drawing.dispose());
  const orders = ordersOf(task);
  tally.begin(orders.length);
  for (const { sentence, index, file } of orders) {
    await context.whenRunning();
    if (context.stop.aborted) break;
    const counted = { input: `${sentence} (${index + 1})`, output: file };
    const { hash, architecture, step } = checkpoint.manifest;
    const provenance = { madeBy: 'Recast Studio', architecture, checkpoint: hash, step, sentence, seed: task.seed, index, stage: drawer.stage };
    if (unseen.has(sentence)) tally.count(counted, 'failed', RecastError.of('SENTENCE_UNKNOWN', { sentence }).message);
    else if (same(await readProvenance(file), provenance)) tally.count(counted, 'unchanged', null);
    else {
      const pixels = await drawing.draw(sentence, Random.fromSeed(task.seed).split('draw').split(index));
      await encodePicture(pixels, file, { format: 'png', quality: 100, provenance });
      tally.count(counted, 'written', null);
    }
  }
  const result: ConversionResult = { ...tally.counts(), sheets: [] };
  return { stopped: context.stop.aborted, result };
};
