import type { ArchitectureName } from '../../shared/architectures/index.ts';
import { architectureNameSchema, architectureTable } from '../../shared/architectures/index.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import type { Translator } from '../models/architecture.ts';
import { architectureOf } from '../models/index.ts';
import type { ParameterTree } from '../nn/parameters.ts';

/** The directions whose network is among those named. */
export function directionsOf(name: ArchitectureName, settings: unknown, networks: readonly string[]): string[] {
  const { architecture, settings: complete } = architectureOf(name, settings);
  return Object.entries(architecture.translators(complete)).flatMap(([direction, { network }]) => (networks.includes(network) ? [direction] : []));
}

/** One direction of a checkpoint: what it is, not yet with its weights. */
export interface CheckpointModel {
  readonly direction: string;
  readonly translator: Translator;
  /** Every parameter of the architecture at these settings. */
  readonly tree: ParameterTree;
}

/**
 * The model of one direction of a checkpoint, or of the first that it has. What was imported may have
 * only one.
 *
 * @throws CONVERT_MODEL_UNKNOWN, CHECKPOINT_DAMAGED, CONVERT_DIRECTION_UNKNOWN
 */
export function modelOf({ manifest, folder }: Checkpoint, wanted: string | null): CheckpointModel {
  const name = architectureNameSchema.safeParse(manifest.architecture);
  if (!name.success) throw RecastError.of('CONVERT_MODEL_UNKNOWN', { path: folder, architecture: manifest.architecture });
  const checked = architectureTable[name.data].schema.safeParse(manifest.settings);
  if (!checked.success) throw RecastError.of('CHECKPOINT_DAMAGED', { path: folder, reason: 'its settings are not those of its architecture.' }, checked.error);
  const { architecture, settings } = architectureOf(name.data, checked.data);
  const known = directionsOf(name.data, settings, manifest.networks);
  const direction = wanted ?? known[0];
  if (!known.includes(direction)) throw RecastError.of('CONVERT_DIRECTION_UNKNOWN', { direction, known });
  return { direction, translator: architecture.translators(settings)[direction], tree: architecture.recipe(settings).parameters };
}
