import type { WordsAbout } from '../../../shared/contract/captions.ts';
import { captionedAfter } from '../../catalog/captions.ts';
import { foldersOf } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { wordsOf } from '../../data/captions/vocabulary.ts';
import type { StudioParts } from '../parts.ts';
import { letOthers } from '../pause.ts';
import { requireProject } from '../projects/find.ts';
import { CAPTIONED_SIDE } from './found.ts';

/** Words that are told of each kind. */
const OFTEN = 60;
const SELDOM = 500;

/** Rows that are read at once: a few milliseconds' work. */
const SLICE = 250;

const collator = new Intl.Collator('en', { numeric: true });

/** In how many pictures' captions each word stands, and of how many pictures there are some. */
export async function countWords(
  catalog: Catalog,
  project: number,
  signal: AbortSignal | undefined,
): Promise<{ counts: Map<string, number>; captioned: number }> {
  const counts = new Map<string, number>();
  let captioned = 0;
  for (const { id } of foldersOf(catalog, project, CAPTIONED_SIDE)) {
    for (let last = 0; ;) {
      signal?.throwIfAborted();
      const rows = captionedAfter(catalog, id, last, SLICE);
      if (rows.length === 0) break;
      last = rows[rows.length - 1].id;
      captioned += rows.length;
      for (const { text } of rows) for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
      await letOthers();
    }
  }
  return { counts, captioned };
}

/** The words of a project's captions, by the pictures they stand with: the most frequent, and those of one picture only. Throws PROJECT_UNKNOWN. */
export async function describeWords({ catalog }: StudioParts, project: number, signal?: AbortSignal): Promise<WordsAbout> {
  requireProject(catalog, project);
  const { counts, captioned } = await countWords(catalog, project, signal);
  const once = [...counts].flatMap(([word, pictures]) => (pictures === 1 ? [word] : []));
  const often = [...counts]
    .filter(([, pictures]) => pictures > 1)
    .sort(([one, many], [other, few]) => few - many || collator.compare(one, other))
    .slice(0, OFTEN)
    .map(([word, pictures]) => ({ word, pictures }));
  return { captioned, words: counts.size, once: once.length, often, seldom: once.sort((one, other) => collator.compare(one, other)).slice(0, SELDOM) };
}
