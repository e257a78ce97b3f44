import { RecastError } from '../../shared/errors/index.ts';
import { trainingPartSchema } from '../../shared/progress.ts';
import { Vocabulary } from '../data/captions/vocabulary.ts';
import { encodeVocabulary, VOCABULARY_FILE } from '../data/captions/vocabularyFile.ts';
import type { GivenEmbeddings } from '../data/embeddings/embeddings.ts';
import { EMBEDDINGS_FILE, encodeRecord } from '../data/embeddings/record.ts';
import type { Dataset } from '../data/dataset.ts';
import type { CompiledProgram, Executor, ExecutorState } from '../engine/executor.ts';
import type { HostTensors } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import type { TrainTask } from '../jobs/messages.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import type { Painter, Phase, Recipe } from '../models/architecture.ts';
import { drawSentences, measureDrawing, measuresText, scoresOf } from './drawing.ts';
import { Easel } from './easel.ts';
import type { LoopPlan, Session } from './loop.ts';
import type { Position } from './position.ts';
import type { Start } from './restore.ts';
import { Sampler } from './samples.ts';
import { SCORED_COLOURINGS, SCORED_PICTURES, Scorer } from './scorer.ts';
import { prepareProbe, prepareSheets } from './sheets.ts';
import type { Reading } from './words.ts';
import { TrainingWords, tokensOf } from './words.ts';

/** What all phases share. */
export interface PhaseMaterials {
  readonly task: TrainTask;
  readonly executor: Executor;
  readonly datasetOf: (phase: Phase) => Dataset;
  readonly totalSteps: number;
  /** For architectures that learn from words. */
  readonly studio: WordStudio | null;
}

/** Captions, what they are read by, and what looks and draws. */
export interface WordStudio {
  readonly painter: Painter;
  readonly words: TrainingWords;
  readonly reading: Reading;
  /** What checkpoints keep of it. */
  readonly extras: Readonly<Record<string, Uint8Array>>;
  readonly easel: Easel;
  readonly side: string;
}

/** What a run knows of its words. */
export interface WordSource {
  readonly painter: Painter;
  readonly captions: ReadonlyMap<string, readonly string[]>;
  /** The rows that were given for them, where there is no encoder to train. */
  readonly given: GivenEmbeddings | null;
  readonly side: string;
  /** The vocabulary of the checkpoint that the run goes on from; null to make one. */
  readonly vocabulary: Vocabulary | null;
}

/** Makes the words of a run ready. `dataset` has pictures of the small size. Throws VOCABULARY_MISFIT. */
export async function openWords(source: WordSource, seed: number, dataset: Dataset, executor: Executor, resources: AsyncDisposableStack): Promise<WordStudio> {
  const { painter, captions, side } = source;
  const ofTrained = dataset.sides[side].trained.map(({ path }) => captions.get(path) ?? []);
  const { reading, extras } = readingOf(source, ofTrained.flat());
  const words = new TrainingWords(ofTrained, reading, painter.captions);
  return { painter, words, reading, extras, side, easel: await Easel.open(source, reading, executor, dataset, seed, resources) };
}

/** What captions are read by, and what checkpoints keep of it. Throws VOCABULARY_MISFIT. */
function readingOf({ given, vocabulary: known, painter }: WordSource, captions: readonly string[]): Pick<WordStudio, 'reading' | 'extras'> {
  if (given !== null) return { reading: { rows: given.rows }, extras: { [EMBEDDINGS_FILE]: encodeRecord(given) } };
  const vocabulary = known ?? Vocabulary.of(captions, painter.vocabulary);
  checkVocabulary(vocabulary, painter, 'the checkpoint');
  return { reading: { vocabulary }, extras: { [VOCABULARY_FILE]: encodeVocabulary(vocabulary) } };
}

/** Throws VOCABULARY_MISFIT where the network has no place for every token. */
export function checkVocabulary({ tokens }: Vocabulary, { vocabulary }: Painter, path: string): void {
  if (tokens.length + 2 > vocabulary)
    throw RecastError.of('VOCABULARY_MISFIT', { path, reason: `it has ${tokens.length} tokens, and the network takes ${vocabulary - 2}` });
}

/** Where a phase begins or goes on. */
export interface Entering {
  readonly phase: Phase;
  readonly place: { readonly begun: number; readonly steps: number };
  readonly from: Position;
  /** Every parameter as far as it is known. */
  readonly known: HostTensors;
  /** How the run begins or goes on, where it does so in this phase. */
  readonly start: Start | null;
}

/** A phase ready to be trained. */
export interface OpenPhase extends Pick<LoopPlan, 'score'> {
  readonly session: Session;
  readonly draw: LoopPlan['drawSamples'];
}

const pick = (tensors: HostTensors, specs: Readonly<Record<string, unknown>>): HostTensors =>
  Object.fromEntries(Object.entries(tensors).filter(([name]) => name in specs));

/** What a phase keeps of earlier ones without working with it. */
const carriedBy = ({ parameters, step }: Recipe, known: HostTensors): HostTensors =>
  Object.fromEntries(Object.entries(known).filter(([name]) => name in parameters && !(name in step.state)));

/** The encoders' state: the phase's own where it trains them, else a copy that stands still. */
async function encodersOf(
  { painter }: WordStudio,
  { phase, known }: Entering,
  executor: Executor,
  own: ExecutorState,
  resources: AsyncDisposableStack,
): Promise<ExecutorState> {
  const specs = { ...painter.embed?.(1).state, ...painter.see(1).state };
  if (Object.keys(specs).every((name) => name in phase.recipe.step.state)) return own;
  const state = await executor.createState(specs, pick(known, specs));
  resources.defer(() => state.dispose());
  return state;
}

/** What draws in a phase; null while only words are learned. */
async function drawerOf({ painter }: WordStudio, phase: Phase, executor: Executor, resources: AsyncDisposableStack): Promise<CompiledProgram | null> {
  const stage = (['large', 'small'] as const).find((name) => Object.keys(painter.draw(name, 1).state).every((entry) => entry in phase.recipe.step.state));
  if (stage === undefined) return null;
  const program = await executor.compile(painter.draw(stage, stage === 'large' ? 4 : 16));
  resources.defer(() => program.dispose());
  return program;
}

/** Makes a phase ready and leaves closing it to `resources`. */
export async function openPhase(materials: PhaseMaterials, entering: Entering, resources: AsyncDisposableStack, context: TaskContext): Promise<OpenPhase> {
  const { task, executor, totalSteps, studio } = materials;
  const { phase, place, from, known, start } = entering;
  const { recipe } = phase;
  const dataset = materials.datasetOf(phase);
  const step = await executor.compile(recipe.step);
  resources.defer(() => step.dispose());
  const shown = task.samplesEvery > 0 ? task.samplePictures : 0;
  const sheets = await prepareSheets(recipe.samples, Math.max(shown, SCORED_PICTURES), dataset, executor);
  for (const { program } of sheets) resources.defer(() => program.dispose());
  const probe = await prepareProbe(recipe.colouring, SCORED_COLOURINGS, dataset, executor);
  resources.defer(() => probe?.program.dispose());
  const state = await executor.createState(recipe.step.state, pick(known, recipe.step.state));
  resources.defer(() => state.dispose());
  const random = Random.fromSeed(task.seed).split('inputs');
  const batches = dataset.batches(from.batches);
  resources.defer(() => batches.close());
  const pools: Session['pools'] = start?.pools ?? new Map();
  const common = { recipe, step, state, batches, pools, totalSteps };
  if (studio === null) {
    const [sampler, scorer] = [Sampler.of(sheets, shown, task.runFolder), Scorer.of(sheets, probe)];
    return {
      session: { ...common, random },
      draw: (at) => sampler.draw(state, at.step, context),
      score: async (at, last) => scorer?.score(state, at.step, last || at.step === totalSteps, context),
    };
  }
  const { words, reading, extras, easel, painter, side } = studio;
  const encoders = await encodersOf(studio, entering, executor, state, resources);
  // Captions stand still once their encoder does.
  if (encoders !== state && 'vocabulary' in reading)
    words.embed(
      await easel.embed(
        encoders,
        words.captions.map((caption) => tokensOf(caption, reading.vocabulary, painter.captionLength)),
      ),
    );
  const tools = { painter, easel, program: await drawerOf(studio, phase, executor, resources), state, words: encoders, side, runFolder: task.runFolder, shown };
  const own = { words, extras, carried: carriedBy(recipe, known), phase: { name: phase.name, ...place } };
  return {
    session: { ...common, ...own, random: random.split(phase.name) },
    draw: (at) => drawSentences(tools, at.step, context),
    score: async ({ step: at, epoch }) => {
      const values = await measureDrawing(tools);
      if (Object.keys(values).length === 0) return;
      context.report({ type: 'metrics', step: at, epoch, values: { ...values } });
      context.report({ type: 'note', text: measuresText(at, values) });
      const part = trainingPartSchema.safeParse(phase.name).data;
      if (part !== undefined) context.report({ type: 'scored', step: at, scores: scoresOf(part, values) });
    },
  };
}
