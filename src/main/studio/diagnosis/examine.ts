import { join } from 'node:path';
import { recordContents, recordExaminations } from '../../catalog/examinations.ts';
import type { Catalog } from '../../catalog/open.ts';
import { recordProblem } from '../../catalog/pictureListing.ts';
import type { Row } from '../../catalog/tables.ts';
import { contentHash } from '../../data/contentIndex.ts';
import { unreadableReason } from '../../data/decode.ts';
import { encodeFeatures, FEATURES_VERSION, readFeatures } from '../../data/features.ts';
import { inParallel } from '../../data/parallel.ts';
import type { Studied, Study } from './study.ts';
import { bothSides, isMeasured } from './study.ts';

/** Pictures that are measured before it is written down, and how many at once: training needs the processor more. */
const SLICE = 48;
const AT_ONCE = 3;

/** Calls back after every slice of work. */
export type OnSlice = (done: number) => Promise<void>;

async function examine({ id, folder, name, bytes, modified }: Studied): Promise<Row<'examinations'> & { readonly problem?: string }> {
  const known = { picture_id: id, version: FEATURES_VERSION, bytes, modified, content: null };
  try {
    return { ...known, features: encodeFeatures(await readFeatures(join(folder, name))) };
  } catch (error) {
    const problem = unreadableReason(error);
    if (problem === null) throw error;
    return { ...known, features: null, problem };
  }
}

async function inSlices<Item>(items: readonly Item[], work: (slice: readonly Item[]) => Promise<void>, onSlice: OnSlice): Promise<void> {
  for (let from = 0; from < items.length; from += SLICE) {
    const slice = items.slice(from, from + SLICE);
    await work(slice);
    await onSlice(from + slice.length);
  }
}

/** Pictures that were not measured yet as they are now. */
export const unmeasured = (study: Study): Studied[] => bothSides(study).filter((picture) => !isMeasured(picture));

/** Measures pictures and records what comes out, slice by slice, so that nothing is measured twice. Rejects with the signal's reason. */
export function measurePictures(catalog: Catalog, pictures: readonly Studied[], onSlice: OnSlice, signal: AbortSignal): Promise<void> {
  const measure = async (slice: readonly Studied[]): Promise<void> => {
    const examined = await inParallel(slice, AT_ONCE, examine, signal);
    recordExaminations(catalog, examined);
    // Cut off somewhere behind the header, which was all that was looked at before.
    for (const { picture_id, problem } of examined) if (problem !== undefined) recordProblem(catalog, picture_id, problem);
  };
  return inSlices(pictures, measure, onSlice);
}

/** Pictures that may be copies of each other, as their files are of one length, and whose contents nobody has hashed yet. */
export function unhashed(study: Study): Studied[] {
  const byLength = Map.groupBy(
    bothSides(study).filter(({ bytes }) => bytes > 0),
    ({ bytes }) => bytes,
  );
  return [...byLength.values()].filter((group) => group.length > 1).flatMap((group) => group.filter(({ content, measured }) => content === null && measured));
}

/** Hashes the contents of pictures and records that. A file that is gone is passed over. Rejects with the signal's reason. */
export function hashPictures(catalog: Catalog, pictures: readonly Studied[], onSlice: OnSlice, signal: AbortSignal): Promise<void> {
  const hash = async ({ id, folder, name }: Studied): Promise<{ id: number; content: string }> => ({
    id,
    content: await contentHash(join(folder, name)).catch(() => `gone ${id}`),
  });
  return inSlices(pictures, async (slice) => recordContents(catalog, await inParallel(slice, AT_ONCE, hash, signal)), onSlice);
}
