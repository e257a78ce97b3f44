import { dirname, join } from 'node:path';
import type { CycleganSettings } from '../../shared/architectures/cyclegan.ts';
import { architectureTable } from '../../shared/architectures/index.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { WrittenImport } from '../../shared/weights.ts';
import { writeCheckpoint } from '../checkpoints/checkpoint.ts';
import { sweepLeftovers } from '../checkpoints/files.ts';
import { allFinite, fromPytorch } from '../checkpoints/layouts.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import type { ImportWeightsTask } from '../jobs/messages.ts';
import type { TaskRunner } from '../jobs/taskContext.ts';
import type { RecognizedNetwork } from '../models/cyclegan/recognize.ts';
import { recognizeNetworks } from '../models/cyclegan/recognize.ts';
import { architectureOf } from '../models/index.ts';
import type { ParameterTree } from '../nn/parameters.ts';
import { withPrefix } from '../nn/parameters.ts';
import type { WeightsFile } from '../weights/open.ts';
import { openWeights } from '../weights/open.ts';
import { elementBytes, isReal } from '../weights/stored.ts';
import { directionsOf } from './checkpointModel.ts';
import type { FoundNetwork, NetworkName } from './networkRoles.ts';
import { assignRoles } from './networkRoles.ts';

/** One parameter of a file as the networks here hold it. Throws WEIGHTS_NOT_NUMBERS, WEIGHTS_MISFIT. */
async function readParameter(file: WeightsFile, network: RecognizedNetwork, name: string): Promise<HostTensor> {
  const { shape, layout } = network.parameters[name];
  if (network.absent.has(name)) return { shape, values: new Float32Array(sizeOf(shape)) };
  const full = network.prefix + name;
  const stored = file.tensors.get(full);
  if (stored === undefined || !isReal(stored.type)) {
    const reason = `its "${full}" holds ${stored?.type ?? 'no'} values, expected were real numbers.`;
    throw RecastError.of('WEIGHTS_MISFIT', { path: file.path, network: network.title, reason });
  }
  const tensor = { shape: stored.shape, values: await file.read(stored) };
  if (!allFinite(tensor)) throw RecastError.of('WEIGHTS_NOT_NUMBERS', { path: file.path, tensor: full });
  return fromPytorch(tensor, layout);
}

/** The parameters of a network under the name it gets here. */
async function readNetwork({ file, network }: FoundNetwork, name: NetworkName): Promise<HostTensors> {
  // Tensors may share their numbers, so that a small file could claim to be any network; weights never do.
  const stored = Object.keys(network.parameters).flatMap((own) => file.tensors.get(network.prefix + own) ?? []);
  const claimed = stored.reduce((sum, { type, shape }) => sum + sizeOf(shape) * elementBytes[type], 0);
  if (claimed > file.bytes) {
    const reason = `its tensors would take ${claimed} bytes, and the file has ${file.bytes}.`;
    throw RecastError.of('WEIGHTS_MISFIT', { path: file.path, network: network.title, reason });
  }
  const read: Record<string, HostTensor> = {};
  for (const own of Object.keys(network.parameters)) read[`${name}.${own}`] = await readParameter(file, network, own);
  return read;
}

/** The side that the reference trains a generator at, for going on where none is asked for. */
function sizeFor({ generator, blocks = 0 }: Partial<CycleganSettings>): number {
  if (generator === 'resnet') return blocks > 6 ? 256 : 128;
  return generator === 'unet-128' ? 128 : 256;
}

/** Settings from what was asked for and what the networks tell. Throws WEIGHTS_DIFFER where two of a kind are not alike, and what the settings' rules throw. */
function settingsOf(task: ImportWeightsTask, roles: ReadonlyMap<NetworkName, FoundNetwork>): CycleganSettings {
  const told: Partial<CycleganSettings> = {};
  for (const role of ['generator', 'discriminator'] as const) {
    const [first, second] = [...roles.values()].filter(({ network }) => network.role === role);
    const different = second && Object.entries(second.network.settings).find(([name, value]) => Reflect.get(first.network.settings, name) !== value);
    if (different !== undefined) {
      const [name, value] = different;
      const what = `${name} ${String(Reflect.get(first.network.settings, name))} and ${String(value)}`;
      throw RecastError.of('WEIGHTS_DIFFER', { one: first.title, other: second.title, what });
    }
    Object.assign(told, first?.network.settings);
  }
  const { schema, rules } = architectureTable.cyclegan;
  const settings = schema.parse({ size: sizeFor(told), ...task.settings, ...told });
  rules.check(settings, new Set());
  return settings;
}

/** Opens every file and finds its networks. */
async function findNetworks(task: ImportWeightsTask, resources: AsyncDisposableStack): Promise<FoundNetwork[]> {
  const found: FoundNetwork[] = [];
  for (const { path, direction } of task.files) {
    const file = await openWeights(path);
    resources.defer(() => file.close());
    const shapes = new Map(Array.from(file.tensors, ([name, { shape }]) => [name, shape]));
    for (const network of recognizeNetworks(shapes, path)) found.push({ file, network, direction, title: `${network.title} of ${path}` });
  }
  return found;
}

/**
 * Reads networks out of files of other programs and writes them as a checkpoint of step 0 below the
 * task's folder. What no file has is left out of it and begins anew if the training goes on. Nothing is
 * written unless everything fits.
 *
 * @returns a `WrittenImport`
 * @throws WEIGHTS_..., and what the settings' rules throw
 */
export const runImport: TaskRunner<'importWeights'> = async (task) => {
  await using resources = new AsyncDisposableStack();
  const roles = assignRoles(await findNetworks(task, resources));
  const settings = settingsOf(task, roles);
  let tree: ParameterTree = {};
  let parameters: HostTensors = {};
  for (const [name, found] of roles) {
    tree = { ...tree, ...withPrefix(name, found.network.parameters) };
    parameters = { ...parameters, ...(await readNetwork(found, name)) };
  }
  const description = {
    architecture: 'cyclegan',
    settings: { ...settings },
    seed: task.seed,
    step: 0,
    epoch: 0,
    losses: {},
    batches: null,
    pools: {},
  } as const;
  await sweepLeftovers(dirname(task.runFolder));
  const written = await writeCheckpoint(join(task.runFolder, 'checkpoints'), { description, tree, parameters, optimizer: {}, pools: {} });
  const { recipe } = architectureOf('cyclegan', settings).architecture;
  const needed = new Set(Object.keys(recipe(settings).parameters).map((name) => name.slice(0, name.indexOf('.'))));
  const result: WrittenImport = {
    written: { ...written },
    architecture: 'cyclegan',
    settings: { ...settings },
    networks: [...roles].map(([network, { title, file }]) => ({ network, title, file: file.path })),
    directions: directionsOf('cyclegan', settings, [...roles.keys()]),
    missing: [...needed].filter((name) => !(name in Object.fromEntries(roles))),
  };
  return { stopped: false, result };
};
