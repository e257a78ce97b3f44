import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stackganSchema, stageOneSettings } from '../../../shared/architectures/stackgan.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { NamedCheckpoint } from '../../catalog/checkpoints.ts';
import type { Catalog } from '../../catalog/open.ts';
import { checkpointFacts } from '../../jobs/checkpointFacts.ts';
import { checkIntact } from '../../jobs/intact.ts';
import type { TrainTask } from '../../jobs/messages.ts';
import { STAGE_ONE_FOLDER } from '../../jobs/stageOne.ts';
import { painterNamed } from '../drawings/painters.ts';

/** The network that draws small, by which a checkpoint has a stage I. */
const SMALL = 'netG1';

/** A checkpoint whose stage I another run draws on. */
export interface StageOne {
  readonly checkpoint: NamedCheckpoint;
  readonly manifest: Awaited<ReturnType<typeof checkIntact>>;
}

/** The settings that the stage I of the checkpoint in `folder` is made of. Throws CHECKPOINT_DAMAGED, CHECKPOINT_NEWER. */
export async function settingsOfStageOne(folder: string): Promise<Record<string, unknown>> {
  const { settings } = await checkpointFacts(folder);
  return Object.fromEntries(stageOneSettings.flatMap((name) => (name in settings ? [[name, settings[name]]] : [])));
}

/**
 * The checkpoint that a new run of stage II draws on; null for runs that have a stage I of their own.
 *
 * @throws STAGE_WITHOUT_FIRST, STAGE_NOT_LEARNED, BRANCH_MISFIT where the settings make another stage I, and as `painterNamed`, CHECKPOINT_DAMAGED
 */
export async function stageOneOf(
  catalog: Catalog,
  { architecture, settings }: Pick<TrainTask, 'architecture' | 'settings'>,
  reference: string | undefined,
): Promise<StageOne | null> {
  if (architecture !== 'stackgan') return null;
  const wanted = stackganSchema.parse(settings);
  if (wanted.stage !== '2') return null;
  if (reference === undefined) throw RecastError.of('STAGE_WITHOUT_FIRST', {});
  const checkpoint = painterNamed(catalog, reference);
  const manifest = await checkIntact(checkpoint.folder);
  if (!manifest.networks.includes(SMALL)) throw RecastError.of('STAGE_NOT_LEARNED', { checkpoint: checkpoint.id });
  const learned = stackganSchema.parse(manifest.settings);
  const changed = stageOneSettings
    .filter((name) => learned[name] !== wanted[name])
    .map((setting) => ({ setting, from: String(learned[setting]), to: String(wanted[setting]) }));
  if (changed.length > 0) throw RecastError.of('BRANCH_MISFIT', { checkpoint: checkpoint.id, changed });
  return { checkpoint, manifest };
}

/** Throws where a run is to go on with a stage that it cannot: STAGE_PASSED, STAGE_NOT_LEARNED, STAGE_WITHOUT_FIRST. `checkpoint` is its newest. */
export async function checkStage(
  { architecture, settings }: TrainTask,
  checkpoint: { readonly id: string; readonly folder: string } | undefined,
  runFolder: string,
): Promise<void> {
  if (architecture !== 'stackgan') return;
  const { stage } = stackganSchema.parse(settings);
  if (checkpoint === undefined) {
    if (stage === '2' && !existsSync(join(runFolder, STAGE_ONE_FOLDER))) throw RecastError.of('STAGE_WITHOUT_FIRST', {});
    return;
  }
  const { phase } = await checkpointFacts(checkpoint.folder);
  if (stage === '1' && phase?.name === 'large') throw RecastError.of('STAGE_PASSED', { checkpoint: checkpoint.id });
  if (stage === '2' && phase?.name === 'words') throw RecastError.of('STAGE_NOT_LEARNED', { checkpoint: checkpoint.id });
}
