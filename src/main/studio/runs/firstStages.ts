import type { DrawingPainter } from '../../../shared/contract/drawings.ts';
import type { FirstStage } from '../../../shared/contract/runs.ts';
import { countWords } from '../captions/words.ts';
import { listPainters, painterNamed, vocabularyOf } from '../drawings/painters.ts';
import type { StudioParts } from '../parts.ts';
import { requireProject } from '../projects/find.ts';

/** Of another project's captions a painter has to know so much: what it does not know, it reads by parts of words. */
const FEWEST_KNOWN = 0.5;

/** The share of captions, counted word by word, whose words a painter knows whole. */
async function knownTo({ catalog }: StudioParts, painter: DrawingPainter, counts: ReadonlyMap<string, number>): Promise<number> {
  const vocabulary = await vocabularyOf(painterNamed(catalog, painter.checkpoint));
  let [known, all] = [0, 0];
  for (const [word, times] of counts) {
    all += times;
    if (vocabulary.encode(word, 1).unknown.length === 0) known += times;
  }
  return all === 0 ? 0 : known / all;
}

/**
 * Painters whose stage I a training on a project's pictures may draw on: the words come with stage I,
 * so that one of another project has to know these captions by half. Those of the project come first, of each the newest.
 *
 * @throws PROJECT_UNKNOWN
 */
export async function firstStagesFor(parts: StudioParts, project: number, signal?: AbortSignal): Promise<FirstStage[]> {
  requireProject(parts.catalog, project);
  // Painters of given embeddings have no words.
  const painters = (await listPainters(parts)).filter(({ words }) => words > 0);
  if (painters.length === 0) return [];
  const { counts } = await countWords(parts.catalog, project, signal);
  // All checkpoints of a run have the words that it began with.
  const shares = new Map<string, Promise<number>>();
  const stages = painters.map(async (painter) => {
    const share = shares.get(painter.run) ?? knownTo(parts, painter, counts);
    shares.set(painter.run, share);
    return { ...painter, known: await share };
  });
  const fit = (await Promise.all(stages)).filter((painter) => painter.project === project || painter.known >= FEWEST_KNOWN);
  return fit.toSorted((one, other) => Number(other.project === project) - Number(one.project === project));
}
