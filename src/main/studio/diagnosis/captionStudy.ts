import type { CaptionReport } from '../../../shared/contract/captions.ts';
import { projectKinds } from '../../../shared/projectKinds.ts';
import { captionSource, longCaptions, someCaptions, uncaptioned } from '../../catalog/captions.ts';
import { foldersOf } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { wordCount } from '../../data/captions/clean.ts';
import { wordsOf } from '../../data/captions/vocabulary.ts';
import { CAPTIONED_SIDE } from '../captions/found.ts';
import { reportOf } from '../captions/describe.ts';
import { requireProject } from '../projects/find.ts';

/** What is known of the captions of a project. */
export interface CaptionStudy {
  /** All captions were read; before that nothing is said of what is missing. */
  readonly whole: boolean;
  /** Pictures without any, in their order. */
  readonly missing: readonly number[];
  /** Whether all captions say the same. */
  readonly alike: boolean;
  /** Pictures with a caption of more words than any network reads, and the most of them. */
  readonly long: { readonly pictures: readonly number[]; readonly most: number };
  /** Of a file. */
  readonly report: CaptionReport | null;
}

/** More words than this are read by no network: the most that a setting lets it read. */
export const LONG_WORDS = 64;

/** Captions that are compared: where so many say the same, all do. */
const COMPARED = 50;

/** Reads what is known of a project's captions; null where its kind has none. Throws PROJECT_UNKNOWN. */
export function readCaptionStudy(catalog: Catalog, project: number, whole: boolean): CaptionStudy | null {
  if (!projectKinds[requireProject(catalog, project).kind].captions) return null;
  const folders = foldersOf(catalog, project, CAPTIONED_SIDE).map(({ id }) => id);
  const texts = folders.flatMap((id) => someCaptions(catalog, id, COMPARED));
  const keys = new Set(texts.flatMap((text) => text.split('\n')).map((caption) => wordsOf(caption).join(' ')));
  const counted = folders
    .flatMap((id) => longCaptions(catalog, id, 2 * LONG_WORDS))
    .map(({ id, text }) => ({ id, words: Math.max(...text.split('\n').map(wordCount)) }))
    .filter(({ words }) => words > LONG_WORDS)
    .sort((one, other) => other.words - one.words);
  return {
    whole,
    missing: folders.flatMap((id) => uncaptioned(catalog, id)),
    alike: keys.size === 1,
    long: { pictures: counted.map(({ id }) => id), most: counted[0]?.words ?? 0 },
    report: reportOf(captionSource(catalog, project)),
  };
}
