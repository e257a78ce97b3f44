import { RecastError } from '../../shared/errors/index.ts';
import { allFinite, fromPytorch } from '../checkpoints/layouts.ts';
import type { HostTensor, HostTensors } from '../engine/program.ts';
import { sizeOf } from '../engine/program.ts';
import type { ParameterTree } from '../nn/parameters.ts';
import type { WeightsFile } from '../weights/open.ts';
import { elementBytes, isReal } from '../weights/stored.ts';

/** A network as it was found in a file. */
interface FileNetwork {
  /** For people. */
  readonly title: string;
  /** What stands before its own names in the file. */
  readonly prefix: string;
  readonly parameters: ParameterTree;
  /** What the file leaves out, and any value will do for. */
  readonly absent: ReadonlySet<string>;
}

/** One parameter of a file as the networks here hold it. Throws WEIGHTS_NOT_NUMBERS, WEIGHTS_MISFIT. */
async function readParameter(file: WeightsFile, network: FileNetwork, name: string): Promise<HostTensor> {
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

/** The parameters of a network under the name it gets here. Throws WEIGHTS_NOT_NUMBERS, WEIGHTS_MISFIT. */
export async function readNetwork({ file, network }: { readonly file: WeightsFile; readonly network: FileNetwork }, name: string): Promise<HostTensors> {
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
