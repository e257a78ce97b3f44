import type { DrawingRecipe } from '../../../shared/drawing.ts';
import type { Checkpoint } from '../../checkpoints/checkpoint.ts';
import type { Pixels } from '../../data/pixels.ts';
import { toPixels } from '../../data/pixels.ts';
import type { CompiledProgram, Executor } from '../../engine/executor.ts';
import type { HostTensor, HostTensors, Program } from '../../engine/program.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { Drawer } from './drawer.ts';
import { drawerOf } from './drawer.ts';
import type { NoiseName } from './noise.ts';
import { noiseOf } from './noise.ts';
import type { NamedRows } from './rows.ts';

/** So many small pictures are drawn at once. */
export const TOGETHER = 16;

/** Sentences whose embeddings are kept. */
const MOST_SENTENCES = 256;

/** A checkpoint that is ready to draw. One call at a time. */
export interface PainterSession {
  readonly drawer: Drawer;
  /**
   * Small pictures, many at once: to look at. What is drawn beside a picture may change its last bit, so that none of
   * these is kept as what was drawn.
   */
  sketch(recipes: readonly DrawingRecipe[]): Promise<Pixels[]>;
  /** The picture, as it is in the end, drawn by itself: the same bytes for the same recipe, whatever is drawn beside. */
  draw(recipe: DrawingRecipe): Promise<Pixels>;
  /** Compiles what `draw` needs; gives an estimate of the memory that it takes, in bytes. */
  prepare(): Promise<number>;
  /** Compiles what both need. */
  warm(): Promise<void>;
  dispose(): Promise<void>;
}

/** Loads a checkpoint that draws into an executor. Throws NOT_A_PAINTER, VOCABULARY_MISFIT, CHECKPOINT_DAMAGED, PAINTER_WITHOUT_ENCODER. */
export async function openPainter(executor: Executor, checkpoint: Checkpoint): Promise<PainterSession> {
  const drawer = await drawerOf(checkpoint);
  if (drawer.vocabulary === null) throw RecastError.of('PAINTER_WITHOUT_ENCODER', { checkpoint: checkpoint.folder });
  return openDrawer(executor, drawer, (networks) => checkpoint.parameters(networks));
}

/** The same for one that was trained on given embeddings: it draws from such rows, by their names in place of sentences. */
export function openRowPainter(executor: Executor, checkpoint: Checkpoint, drawer: Drawer, rows: NamedRows): Promise<PainterSession> {
  return openDrawer(executor, drawer, (networks) => checkpoint.parameters(networks), rows);
}

/** A painter of networks whose weights lie elsewhere. `rows` are embeddings by what is said for them. */
export async function openDrawer(
  executor: Executor,
  drawer: Drawer,
  parametersOf: (networks: readonly string[]) => Promise<HostTensors>,
  rows: NamedRows = new Map(),
): Promise<PainterSession> {
  const { painter, vocabulary, stage } = drawer;
  const specs = { ...painter.embed?.(1).state, ...painter.draw(stage, 1).state };
  const networks = [...new Set(Object.keys(specs).map((name) => name.slice(0, name.indexOf('.'))))];
  const state = await executor.createState(specs, await parametersOf(networks));
  const programs = new Map<string, CompiledProgram>();
  const embeddings = new Map<string, Float32Array>();

  function programOf(what: 'embed' | 'small' | 'large', batch: number): Program {
    if (what !== 'embed') return painter.draw(what, batch);
    if (painter.embed === null) throw new Error('a painter of given embeddings has no encoder');
    return painter.embed(batch);
  }

  async function compiled(what: 'embed' | 'small' | 'large', batch: number): Promise<CompiledProgram> {
    const key = `${what} ${batch}`;
    const program = programs.get(key) ?? (await executor.compile(programOf(what, batch)));
    programs.set(key, program);
    return program;
  }

  async function prepare(): Promise<number> {
    const needed = [...(painter.embed === null ? [] : [await compiled('embed', 1)]), await compiled(stage, 1)];
    return Math.max(...needed.map(({ memory }) => memory.total));
  }

  async function embedded(sentence: string): Promise<Float32Array> {
    const known = rows.get(sentence) ?? embeddings.get(sentence);
    if (known !== undefined) return known;
    if (vocabulary === null) throw new Error(`no embedding was given for "${sentence}"`);
    const tokens = new Int32Array(painter.captionLength);
    tokens.set(vocabulary.encode(sentence, painter.captionLength).tokens);
    const { embedding } = await (await compiled('embed', 1)).run(state, { tokens: { shape: [1, tokens.length], values: tokens } }, ['embedding']);
    const values = Float32Array.from(embedding.values);
    if (embeddings.size >= MOST_SENTENCES) embeddings.clear();
    embeddings.set(sentence, values);
    return values;
  }

  async function embeddingOf({ sentence, toward }: DrawingRecipe): Promise<Float32Array> {
    const from = await embedded(sentence);
    if (toward === null || toward.sentence === null) return from;
    const to = await embedded(toward.sentence);
    return from.map((value, i) => (1 - toward.share) * value + toward.share * to[i]);
  }

  /** Rows of equal length below each other, those that are missing zero. */
  function stacked(rows: readonly Float32Array[], batch: number, length: number): HostTensor {
    const values = new Float32Array(batch * length);
    rows.forEach((row, i) => values.set(row, i * length));
    return { shape: [batch, length], values };
  }

  async function run(what: 'small' | 'large', recipes: readonly DrawingRecipe[], batch: number): Promise<Pixels[]> {
    const embedding: Float32Array[] = [];
    for (const recipe of recipes) embedding.push(await embeddingOf(recipe));
    const noise = (name: NoiseName, length: number): HostTensor =>
      stacked(
        recipes.map((recipe) => noiseOf(recipe, name, length)),
        batch,
        length,
      );
    const inputs = {
      embedding: stacked(embedding, batch, painter.text),
      noise: noise('noise', painter.noise),
      smallNoise: noise('small', painter.condition),
      ...(what === 'large' && { conditionNoise: noise('large', painter.condition) }),
    };
    const pictures = await (await compiled(what, batch)).run(state, inputs, [what]);
    return toPixels(pictures[what]).slice(0, recipes.length);
  }

  return {
    drawer,
    async sketch(recipes) {
      const sketches: Pixels[] = [];
      for (let from = 0; from < recipes.length; from += TOGETHER) {
        const some = recipes.slice(from, from + TOGETHER);
        sketches.push(...(await run('small', some, some.length === 1 ? 1 : TOGETHER)));
      }
      return sketches;
    },
    draw: async (recipe) => (await run(stage, [recipe], 1))[0],
    prepare,
    async warm() {
      await prepare();
      await compiled('small', TOGETHER);
    },
    async dispose() {
      for (const program of programs.values()) await program.dispose();
      await state.dispose();
    },
  };
}
