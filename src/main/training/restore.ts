import { RecastError } from '../../shared/errors/index.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { readCheckpoint } from '../checkpoints/checkpoint.ts';
import type { Manifest } from '../checkpoints/manifest.ts';
import { batchPositionSchema } from '../data/batches.ts';
import type { Vocabulary } from '../data/captions/vocabulary.ts';
import { decodeVocabulary, VOCABULARY_FILE } from '../data/captions/vocabularyFile.ts';
import type { EmbeddingsRecord } from '../data/embeddings/record.ts';
import { decodeRecord, EMBEDDINGS_FILE } from '../data/embeddings/record.ts';
import type { HostTensor, HostTensors, TensorSpec } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import { Random } from '../engine/random.ts';
import type { TrainTask } from '../jobs/messages.ts';
import type { Architecture, Recipe } from '../models/architecture.ts';
import { ImagePool } from './imagePool.ts';
import type { Position } from './position.ts';
import { beginning } from './position.ts';

/** Where a run begins or goes on: the position, all of the training step's state, and the pools. */
export interface Start {
  readonly position: Position;
  readonly state: HostTensors;
  readonly pools: ReadonlyMap<string, ImagePool>;
  /** Networks that begin anew although the run goes on: the checkpoint has nothing of them. */
  readonly fresh: readonly string[];
  /** The phase of the position and the steps before it; null at the beginning, and for runs of one phase. */
  readonly phase: Manifest['phase'] | null;
  /** Parameters of earlier phases that this one does not work with. */
  readonly carried: HostTensors;
  readonly vocabulary: Vocabulary | null;
  /** What it knows of embeddings that were given; null where none were. */
  readonly embeddings: EmbeddingsRecord | null;
}

type Pools = Start['pools'];

function emptyPools(recipe: Recipe, seed: number): Pools {
  const random = Random.fromSeed(seed).split('pool');
  return new Map(recipe.pools.map(({ of, size }) => [of, ImagePool.create(size, random.split(of))]));
}

/** A new run: initial parameters, nothing in the optimizer, empty pools, everything drawn from the seed. */
export function begin<Settings>(architecture: Architecture<Settings>, settings: Settings, recipe: Recipe, seed: number): Start {
  return {
    position: beginning,
    state: architecture.initialize(settings, Random.fromSeed(seed).split('weights')),
    pools: emptyPools(recipe, seed),
    fresh: [],
    phase: null,
    carried: {},
    vocabulary: null,
    embeddings: null,
  };
}

/** The first thing that is wanted and was not saved, or in another shape, in a sentence; null where all fits. */
export function misfitOf(saved: HostTensors, wanted: Readonly<Record<string, Pick<TensorSpec, 'shape'>>>): string | null {
  for (const [name, { shape }] of Object.entries(wanted)) {
    const tensor = saved[name];
    if (tensor === undefined) return `it has no "${name}", which the network of these settings needs.`;
    if (tensor.shape.join() !== shape.join())
      return `its "${name}" has the shape [${tensor.shape.join(', ')}], and these settings make it [${shape.join(', ')}].`;
  }
  return null;
}

/** The first thing about saved tensors that does not fit the state, in a sentence; null where all fits. `earlier`: it may hold what earlier phases learned. */
function findMisfit(saved: HostTensors, recipe: Recipe, earlier: boolean): string | null {
  const { state } = recipe.step;
  const wrong = misfitOf(saved, state);
  if (wrong !== null) return wrong;
  const extra = Object.keys(saved).find((name) => !(name in state) && !(earlier && name in recipe.parameters));
  return extra === undefined ? null : `it has a "${extra}", which the network of these settings does not have.`;
}

/** Whether the pictures of a pool, `[pictures, H, W, C]`, have the size that the step takes. */
function fits({ shape }: HostTensor, pool: string, { inputs, step }: Recipe): boolean {
  const input = Object.entries(inputs).find(([, source]) => source.from === 'pool' && source.of === pool);
  return input !== undefined && step.inputs[input[0]].shape.slice(1).join() === shape.slice(1).join();
}

function restorePools(checkpoint: Checkpoint, pictures: HostTensors, recipe: Recipe): Pools {
  const pools = new Map(emptyPools(recipe, checkpoint.manifest.seed));
  for (const { of, size } of recipe.pools) {
    const state = checkpoint.manifest.pools[of];
    // A pool whose size was changed, or the size of pictures, begins again: there is no exact way on.
    if (state?.size === size && pictures[of] !== undefined && fits(pictures[of], of, recipe)) pools.set(of, ImagePool.restore(state, pictures[of]));
  }
  return pools;
}

const networkOf = (parameter: string): string => parameter.slice(0, parameter.indexOf('.'));

/** The networks of a recipe that an imported checkpoint has nothing of. Only those of step 0 may lack any. */
function absentNetworks({ parameters }: Recipe, { step, networks }: Checkpoint['manifest']): string[] {
  return step === 0 ? [...new Set(Object.keys(parameters).map(networkOf))].filter((network) => !networks.includes(network)) : [];
}

/** The vocabulary that a checkpoint keeps; null where it has none. Throws VOCABULARY_MISFIT where it cannot be read. */
async function readVocabulary(checkpoint: Checkpoint): Promise<Vocabulary | null> {
  const bytes = await checkpoint.extra(VOCABULARY_FILE);
  return bytes === null ? null : decodeVocabulary(bytes, checkpoint.folder);
}

/** What a checkpoint keeps of given embeddings; null where it has nothing. Throws CHECKPOINT_DAMAGED where it cannot be read. */
async function readRecord(checkpoint: Checkpoint): Promise<EmbeddingsRecord | null> {
  const bytes = await checkpoint.extra(EMBEDDINGS_FILE);
  return bytes === null ? null : decodeRecord(bytes, checkpoint.folder);
}

/** What a checkpoint keeps of what its captions are read by. Throws VOCABULARY_MISFIT, CHECKPOINT_DAMAGED. */
export const readKept = async (checkpoint: Checkpoint): Promise<Pick<Start, 'vocabulary' | 'embeddings'>> => ({
  vocabulary: await readVocabulary(checkpoint),
  embeddings: await readRecord(checkpoint),
});

/** What a checkpoint of step 0 leaves out: parameters of networks that nobody gave, and an optimizer that never stepped. */
function beginAnew(saved: HostTensors, recipe: Recipe, fresh: readonly string[], initialize: () => HostTensors): HostTensors {
  const initial = fresh.length > 0 ? initialize() : {};
  const began: Record<string, HostTensor> = {};
  for (const [name, { shape }] of Object.entries(recipe.step.state)) {
    if (name in saved) continue;
    if (!(name in recipe.parameters)) began[name] = { shape, values: new Float32Array(sizeOf(shape)) };
    else if (fresh.includes(networkOf(name))) began[name] = initial[name];
  }
  return began;
}

/**
 * Goes on from the checkpoint in `folder`, exactly where it was saved. `given` is the recipe, for several phases that of the phase it is of,
 * `initialize` gives initial
 * parameters, for the networks that an imported checkpoint lacks.
 *
 * @throws CHECKPOINT_MISFIT where it is of another architecture or its shapes differ; CHECKPOINT_DAMAGED, CHECKPOINT_NEWER
 */
export async function restore(
  folder: string,
  task: TrainTask,
  given: Recipe | ((phase: string | null) => Recipe),
  initialize: () => HostTensors,
): Promise<Start> {
  const checkpoint = await readCheckpoint(folder);
  const { manifest } = checkpoint;
  const misfit = (reason: string): RecastError => RecastError.of('CHECKPOINT_MISFIT', { path: folder, reason });
  if (manifest.architecture !== task.architecture) throw misfit(`it holds a "${manifest.architecture}", not a "${task.architecture}".`);
  const recipe = typeof given === 'function' ? given(manifest.phase?.name ?? null) : given;
  const saved = { ...(await checkpoint.parameters()), ...(await checkpoint.optimizer()) };
  const fresh = absentNetworks(recipe, manifest);
  const began = manifest.step === 0 ? beginAnew(saved, recipe, fresh, initialize) : {};
  const state = { ...saved, ...began };
  const reason = findMisfit(state, recipe, manifest.phase !== undefined);
  if (reason !== null) throw misfit(reason);
  const batches = batchPositionSchema.nullable().safeParse(manifest.batches);
  if (!batches.success) throw RecastError.of('CHECKPOINT_DAMAGED', { path: folder, reason: 'its place among the pictures cannot be read.' }, batches.error);
  const { step, epoch, losses } = manifest;
  const entries = Object.entries(state);
  return {
    position: { step, epoch, losses, batches: batches.data },
    state: Object.fromEntries(entries.filter(([name]) => name in recipe.step.state)),
    carried: Object.fromEntries(entries.filter(([name]) => !(name in recipe.step.state))),
    fresh,
    pools: restorePools(checkpoint, await checkpoint.pools(), recipe),
    phase: manifest.phase ?? null,
    ...(await readKept(checkpoint)),
  };
}
