import type { DrawingPainter } from '../../../shared/contract/drawings.ts';
import { stackganSchema } from '../../../shared/architectures/stackgan.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { NamedCheckpoint } from '../../catalog/checkpoints.ts';
import { checkpointOfHash, findCheckpointRow } from '../../catalog/checkpoints.ts';
import type { Catalog } from '../../catalog/open.ts';
import { listProjects } from '../../catalog/projects.ts';
import { getRun, listRuns } from '../../catalog/runs.ts';
import type { Row } from '../../catalog/tables.ts';
import { cleanCaption } from '../../data/captions/clean.ts';
import type { Vocabulary } from '../../data/captions/vocabulary.ts';
import { decodeVocabulary, VOCABULARY_FILE } from '../../data/captions/vocabularyFile.ts';
import type { CheckpointFacts } from '../../jobs/checkpointFacts.ts';
import { checkpointFacts, checkpointFile, hasFile } from '../../jobs/checkpointFacts.ts';
import { presentOf } from '../checkpoints/list.ts';
import type { StudioParts } from '../parts.ts';
import { resolveCheckpoint } from '../references.ts';
import { iso } from '../times.ts';

/** The checkpoint with this id, or the newest of the run that is meant, where it is of a kind that draws. Throws NOT_A_PAINTER and as `resolveCheckpoint`. */
export function painterNamed(catalog: Catalog, reference: string): NamedCheckpoint {
  const checkpoint = resolveCheckpoint(catalog, reference);
  const { architecture } = getRun(catalog, checkpoint.run_id);
  if (architecture !== 'stackgan') throw RecastError.of('NOT_A_PAINTER', { checkpoint: checkpoint.id, reason: `it is a "${architecture}"` });
  return checkpoint;
}

/**
 * The painter that drew something, where it is still there: a run that went on from an earlier step may have written
 * others under the same name, and another home has it under another one.
 */
export function findPainter(
  catalog: Catalog,
  { checkpoint_id, checkpoint_hash }: Pick<Row<'drawings'>, 'checkpoint_id' | 'checkpoint_hash'>,
): NamedCheckpoint | undefined {
  const named = findCheckpointRow(catalog, checkpoint_id);
  const checkpoint = named?.hash === checkpoint_hash && named.removed_at === null ? named : checkpointOfHash(catalog, checkpoint_hash);
  return checkpoint?.removed_at === null ? checkpoint : undefined;
}

/** The words of a painter. Throws CHECKPOINT_DAMAGED, VOCABULARY_MISFIT, PAINTER_WITHOUT_ENCODER. */
export async function vocabularyOf({ id, folder }: Pick<NamedCheckpoint, 'id' | 'folder'>): Promise<Vocabulary> {
  const { settings } = await checkpointFacts(folder);
  if (stackganSchema.parse(settings).encoder === 'given') throw RecastError.of('PAINTER_WITHOUT_ENCODER', { checkpoint: id });
  return decodeVocabulary(await checkpointFile(folder, VOCABULARY_FILE), folder);
}

/** Counts the whole words that painters know: once for all that have the same file of them, as those of a run do. None where it is not there. */
class WordCounts {
  readonly #counts = new Map<string, Promise<number>>();

  async of(checkpoint: NamedCheckpoint, { files }: CheckpointFacts): Promise<number> {
    const file = files.find(({ name }) => name === VOCABULARY_FILE);
    if (file === undefined || !(await hasFile(checkpoint.folder, file))) return 0;
    const read = async (): Promise<number> => (await vocabularyOf(checkpoint)).words().length;
    const count = this.#counts.get(file.sha256) ?? read();
    this.#counts.set(file.sha256, count);
    // Another's file may be damaged where this one is not.
    return count.catch(read).catch(() => 0);
  }
}

/** A checkpoint as a painter; null where it cannot draw yet, or nothing can be read of it. */
async function describePainter(checkpoint: NamedCheckpoint, best: boolean, project: Row<'projects'>, counts: WordCounts): Promise<DrawingPainter | null> {
  try {
    const facts = await checkpointFacts(checkpoint.folder);
    const { settings, networks } = facts;
    if (!networks.includes('netG1')) return null;
    const { size, largeSize } = stackganSchema.parse(settings);
    const { id, run_id: run, run_name: runName, step, created_at } = checkpoint;
    // Without its words it cannot draw, and whoever chooses it is told so.
    const words = await counts.of(checkpoint, facts);
    const sizes = networks.includes('netG2') ? [size, largeSize] : [size];
    return { checkpoint: id, run, runName, project: project.id, projectName: project.name, step, sizes, words, best, createdAt: iso(created_at) };
  } catch (error) {
    if (error instanceof RecastError) return null;
    throw error;
  }
}

/** Checkpoints that can draw, newest first, none of the bin. */
export async function listPainters({ catalog }: StudioParts): Promise<DrawingPainter[]> {
  const projects = new Map(listProjects(catalog).map((project) => [project.id, project]));
  const checkpoints = listRuns(catalog)
    .filter(({ architecture, removed_at }) => architecture === 'stackgan' && removed_at === null)
    .flatMap((run) => {
      const project = projects.get(run.project_id);
      return project?.removed_at === null ? presentOf(catalog, run.id).map((present) => ({ ...present, project })) : [];
    })
    .toSorted((one, other) => other.checkpoint.created_at - one.checkpoint.created_at || other.checkpoint.step - one.checkpoint.step);
  const counts = new WordCounts();
  const painters = await Promise.all(checkpoints.map(({ checkpoint, best, project }) => describePainter(checkpoint, best, project, counts)));
  return painters.filter((painter) => painter !== null);
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Known words that begin like this, the most frequent first. Throws as `painterNamed` and `vocabularyOf`. */
export async function wordsLike({ catalog }: StudioParts, asked: { checkpoint: string; prefix: string; limit: number }): Promise<string[]> {
  const words = (await vocabularyOf(painterNamed(catalog, asked.checkpoint))).words();
  const prefix = plain(asked.prefix);
  return words.filter((word) => word.startsWith(prefix)).slice(0, asked.limit);
}

/** A sentence as a painter reads it. */
export interface Look {
  readonly sentence: string;
  readonly unknown: string[];
  readonly seen: boolean;
  readonly tokens: number;
  readonly read: number;
}

/** Looks at sentences with the eyes of a painter. Throws CHECKPOINT_DAMAGED, VOCABULARY_MISFIT. */
export async function lookAt(checkpoint: NamedCheckpoint, sentences: readonly string[]): Promise<Look[]> {
  const [vocabulary, facts] = await Promise.all([vocabularyOf(checkpoint), checkpointFacts(checkpoint.folder)]);
  const { captionLength } = stackganSchema.parse(facts.settings);
  return sentences.map((typed) => {
    const sentence = cleanCaption(typed);
    const { tokens, unknown, seen } = vocabulary.encode(sentence, Number.POSITIVE_INFINITY);
    return { sentence, unknown: [...new Set(unknown)], seen, tokens: tokens.length, read: captionLength };
  });
}

/** The sentences as they are drawn. Throws SENTENCE_MISSING, SENTENCE_UNKNOWN and as `lookAt`. */
export async function drawable(checkpoint: NamedCheckpoint, sentences: readonly string[]): Promise<string[]> {
  const looks = await lookAt(checkpoint, sentences);
  if (looks.some(({ sentence }) => sentence === '')) throw RecastError.of('SENTENCE_MISSING', {});
  const unseen = looks.find(({ seen }) => !seen);
  if (unseen !== undefined) throw RecastError.of('SENTENCE_UNKNOWN', { sentence: unseen.sentence });
  return looks.map(({ sentence }) => sentence);
}
