import type { ColorizationSettings } from '../../../shared/architectures/colorization.ts';
import { colorizationSchema } from '../../../shared/architectures/colorization.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { ParameterTree } from '../../nn/parameters.ts';
import { PYTORCH_AXES } from '../../nn/parameters.ts';
import { SPREAD } from '../../nn/spread.ts';
import { networksOf } from './networks.ts';

/** Every tensor of a file by its name, with PyTorch's shape. */
type Shapes = ReadonlyMap<string, readonly number[]>;

/** A colourist that was found among the tensors of a file. */
export interface RecognizedColourist {
  /** For people. */
  readonly title: string;
  /** What stands before its own names in the file: `module.`, or nothing. */
  readonly prefix: string;
  /** What its names and shapes say of the settings. */
  readonly settings: Partial<ColorizationSettings>;
  /** Its parameters by their own names, with the shapes and layouts of the network here. */
  readonly parameters: ParameterTree;
  /** None: a file has to hold all. */
  readonly absent: ReadonlySet<string>;
}

/** The first convolution, and one that only networks have whose ends join across. */
const FIRST = 'model1.0.weight';
const JOINING = 'model1short10.0.weight';
const LAST = 'model_out.0.weight';

/** Channels of the drawing, of a and b, and of the mask; and where hints flow, of what has arrived besides. */
const INPUTS = 4;
const SPREADING = INPUTS + SPREAD;

/** PyTorch counts batches beside the statistics; nothing is done with it here. */
const COUNTER = '.num_batches_tracked';

const modes: Readonly<Record<number, ColorizationSettings['mode']>> = { 2: 'photo', 3: 'sketch' };

const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

/**
 * Finds the colourist of Zhang et al. (2017) among the tensors of a file, by names and shapes alone, behind whatever prefix
 * it stands, and what they say of its width and mode. Null where there is none.
 *
 * @param path the file's name, for messages
 * @throws WEIGHTS_MISFIT
 */
export function recognizeColourist(shapes: Shapes, path: string): RecognizedColourist | null {
  const anchor = [...shapes.keys()].find((name) => name.endsWith(FIRST) && shapes.has(name.slice(0, -FIRST.length) + JOINING));
  if (anchor === undefined) return null;
  const prefix = anchor.slice(0, -FIRST.length);
  const title = 'the colourist';
  const misfit = (reason: string): RecastError => RecastError.of('WEIGHTS_MISFIT', { path, network: title, reason });
  const own = new Map(
    [...shapes].filter(([name]) => name.startsWith(prefix) && !name.endsWith(COUNTER)).map(([name, shape]) => [name.slice(prefix.length), shape]),
  );
  const [width, inputs] = own.get(FIRST) ?? [];
  if (inputs !== INPUTS && inputs !== SPREADING)
    throw misfit(`it takes ${inputs} channels, expected were ${INPUTS} (lightness, a, b and where hints are), or ${SPREADING} (and what flows from them).`);
  const [outputs] = own.get(LAST) ?? [];
  const mode = modes[outputs ?? 0];
  if (mode === undefined) throw misfit(`it gives ${outputs ?? 'no'} channels, expected were 2 (a and b), or 3 (lightness as well).`);
  const settings = { width, mode, ...(inputs === SPREADING && { spread: true }) };
  const complete = colorizationSchema.safeParse(settings);
  if (!complete.success) throw misfit(`its width is out of range (${complete.error.issues.map(({ message }) => message).join('; ')}).`);
  const { parameters } = networksOf(complete.data).generator;
  for (const [name, { shape, layout }] of Object.entries(parameters)) {
    const expected = shapeText(PYTORCH_AXES[layout]?.map((axis) => shape[axis]) ?? shape);
    const found = own.get(name);
    if (found === undefined) throw misfit(`it lacks "${name}" of the shape ${expected}.`);
    if (shapeText(found) !== expected) throw misfit(`its "${name}" has the shape ${shapeText(found)}, expected was ${expected}.`);
  }
  const extra = [...own].find(([name]) => !Object.hasOwn(parameters, name));
  if (extra !== undefined) throw misfit(`it has a "${extra[0]}" of the shape ${shapeText(extra[1])}, which such a network does not have.`);
  return { title: `${title} of ${width} channels (${mode} mode)`, prefix, settings, parameters, absent: new Set() };
}
