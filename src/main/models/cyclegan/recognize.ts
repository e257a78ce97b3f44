import type { CycleganSettings } from '../../../shared/architectures/cyclegan.ts';
import { cycleganSchema } from '../../../shared/architectures/cyclegan.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { PYTORCH_AXES } from '../../nn/parameters.ts';
import { networksOf } from './networks.ts';
import type { KindRow, Shapes } from './networkKinds.ts';
import { networkKinds } from './networkKinds.ts';

/** A network that was found among the tensors of a file. */
export interface RecognizedNetwork {
  readonly role: 'generator' | 'discriminator';
  /** For people: `the ResNet generator "netG_A"`. */
  readonly title: string;
  /** What stands before its own names in the file: `netG_A.module.`, or nothing. */
  readonly prefix: string;
  /** What its names and shapes say of the settings. */
  readonly settings: Partial<CycleganSettings>;
  /** Its parameters by their own names, with the shapes and layouts of the networks here. */
  readonly parameters: ParameterTree;
  /** The biases that the file leaves out: those that an instance norm takes out again, so that any value will do. */
  readonly absent: ReadonlySet<string>;
}

interface Candidate {
  readonly kind: KindRow;
  readonly prefix: string;
}

/** Everything about the networks of a file that says where they are. */
function candidatesIn(shapes: Shapes): Candidate[] {
  const taken = new Set<string>();
  const found: Candidate[] = [];
  for (const kind of Object.values(networkKinds)) {
    for (const [name, shape] of shapes) {
      const prefix = name.slice(0, Math.max(0, name.length - kind.anchor.length));
      const fits = name.endsWith(kind.anchor) && (prefix === '' || prefix.endsWith('.')) && !taken.has(name);
      if (kind.beside !== undefined && !shapes.has(prefix + kind.beside)) continue;
      if (!fits || shape.length !== 4 || shape[2] !== kind.kernel || shape[3] !== kind.kernel) continue;
      taken.add(name);
      found.push({ kind, prefix });
    }
  }
  return found;
}

/** The tensors of one network by their own names: those behind its prefix and behind no longer one. */
function ownShapes(shapes: Shapes, prefix: string, others: readonly string[]): Map<string, readonly number[]> {
  const longer = others.filter((other) => other !== prefix && other.startsWith(prefix));
  const own = [...shapes].filter(([name]) => name.startsWith(prefix) && !longer.some((other) => name.startsWith(other)));
  return new Map(own.map(([name, shape]) => [name.slice(prefix.length), shape]));
}

const STATISTICS = ['running_mean', 'running_var', 'num_batches_tracked'];

/** What a network has that ours have not, with a name that shows it. */
function foreignPart(shapes: Shapes): { readonly kind: string; readonly evidence: string } | undefined {
  const names = [...shapes.keys()];
  const filter = names.find((name) => name.endsWith('.filt'));
  if (filter !== undefined) return { kind: 'is antialiased (its pictures are blurred before they are halved or after they are doubled)', evidence: filter };
  const scale = [...shapes].find(([name, shape]) => name.endsWith('.weight') && shape.length === 1)?.[0];
  if (scale !== undefined) {
    const batchNorm = shapes.has(scale.replace(/weight$/, 'running_mean'));
    return { kind: batchNorm ? 'uses batch norm' : 'uses a norm with learned scales', evidence: scale };
  }
  const dropout = names.find((name) => name.endsWith('.conv_block.6.weight'));
  return dropout === undefined ? undefined : { kind: 'was built with dropout', evidence: dropout };
}

/** Names without the statistics that old instance norms kept and never used. */
function withoutStatistics(shapes: Shapes): Map<string, readonly number[]> {
  return new Map([...shapes].filter(([name]) => !STATISTICS.some((ending) => name.endsWith(`.${ending}`))));
}

const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/** The shape that a parameter has in PyTorch. */
function pytorchShape({ shape, layout }: ParameterTree[string]): readonly number[] {
  return PYTORCH_AXES[layout]?.map((axis) => shape[axis]) ?? shape;
}

/** Holds the file's tensors against the parameters that its settings make. Gives the first difference as a sentence, and the biases it may lack. */
function compare(shapes: Shapes, tree: ParameterTree): { readonly difference: string | undefined; readonly absent: ReadonlySet<string> } {
  const absent = new Set<string>();
  for (const [name, spec] of Object.entries(tree)) {
    const found = shapes.get(name);
    const expected = pytorchShape(spec);
    if (found === undefined && !spec.trained) absent.add(name);
    else if (found === undefined) return { difference: `it lacks "${name}" of the shape ${shapeText(expected)}.`, absent };
    else if (shapeText(found) !== shapeText(expected))
      return { difference: `its "${name}" has the shape ${shapeText(found)}, expected was ${shapeText(expected)}.`, absent };
  }
  const extra = [...shapes].find(([name]) => !Object.hasOwn(tree, name));
  return { difference: extra && `it has a "${extra[0]}" of the shape ${shapeText(extra[1])}, which such a network does not have.`, absent };
}

/** What PyTorch's DataParallel puts before every name. */
const PARALLEL = 'module';

function recognize({ kind, prefix }: Candidate, shapes: Shapes, path: string): RecognizedNetwork {
  const words = prefix.split('.').filter((word) => word !== '' && word !== PARALLEL);
  const title = `the ${kind.title}${words.length === 0 ? '' : ` "${words.join('.')}"`}`;
  const misfit = (reason: string): RecastError => RecastError.of('WEIGHTS_MISFIT', { path, network: title, reason });
  const foreign = foreignPart(shapes);
  if (foreign !== undefined) throw RecastError.of('WEIGHTS_KIND_REFUSED', { path, network: title, ...foreign });
  const own = withoutStatistics(shapes);
  const [, pictureChannels] = own.get(kind.anchor) ?? [];
  if (pictureChannels !== 3) throw misfit(`it takes pictures of ${pictureChannels} channels, expected were 3 (red, green, blue).`);
  const settings = kind.settings(own);
  if (typeof settings === 'string') throw misfit(settings);
  const complete = cycleganSchema.safeParse(settings);
  if (!complete.success)
    throw misfit(`its size is out of range (${complete.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`).join('; ')}).`);
  const networks = networksOf(complete.data);
  const { parameters } = networks[kind.role];
  const { difference, absent } = compare(own, parameters);
  if (difference !== undefined) throw misfit(`${kind.describe(complete.data)}: ${difference}`);
  return { role: kind.role, title, prefix, settings, parameters, absent };
}

const NAMED_TENSORS = 3;

/** What a file without a network holds, for a message. */
function foundText(shapes: Shapes): string {
  if (shapes.size === 0) return 'no tensors';
  const named = [...shapes].slice(0, NAMED_TENSORS).map(([name, shape]) => `"${name}" ${shapeText(shape)}`);
  const more = shapes.size > NAMED_TENSORS ? ` and ${shapes.size - NAMED_TENSORS} more tensors` : '';
  return `${named.join(', ')}${more}`;
}

/**
 * Finds the networks of a CycleGAN among the tensors of a file, by names and shapes alone, behind
 * whatever prefix they stand (`state_dict.netG_A.module.`), and what they say of the settings.
 *
 * @param shapes every tensor of the file, with PyTorch's shape
 * @param path the file's name, for messages
 * @throws WEIGHTS_NO_NETWORK, WEIGHTS_KIND_REFUSED, WEIGHTS_MISFIT
 */
export function recognizeNetworks(shapes: Shapes, path: string): RecognizedNetwork[] {
  const candidates = candidatesIn(shapes);
  const prefixes = candidates.map(({ prefix }) => prefix);
  if (candidates.length === 0) throw RecastError.of('WEIGHTS_NO_NETWORK', { path, found: foundText(shapes) });
  return candidates.map((candidate) => recognize(candidate, ownShapes(shapes, candidate.prefix, prefixes), path));
}
