import type { Side } from '../../../shared/contract/procedure.ts';
import type { ExaminedPicture } from '../../catalog/examinations.ts';
import { examinedAfter, featuresOf } from '../../catalog/examinations.ts';
import { foldersOf } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import type { CaptionStudy } from './captionStudy.ts';
import type { Features } from '../../data/features.ts';
import { decodeFeatures, FEATURES_VERSION } from '../../data/features.ts';
import { letOthers } from '../pause.ts';
import { notePresence } from '../pictures/presence.ts';

/** A picture that takes part, with what is known of it. */
export interface Studied extends Pick<ExaminedPicture, 'id' | 'bytes' | 'modified' | 'readable' | 'width' | 'height' | 'content'> {
  readonly side: Side;
  /** Where it lies: its folder, and its name below that, with `/`. */
  readonly folder: string;
  readonly name: string;
  /** Null while it was not measured, and where it cannot be read: `measured` says which. */
  readonly features: Features | null;
  readonly measured: boolean;
}

/** The pictures of a project that are not left out. */
export interface Study extends Readonly<Record<Side, readonly Studied[]>> {
  /** What they are said to show; left out where that does not matter. */
  readonly captions?: CaptionStudy | null;
}

/** Rows that are read at once: a few milliseconds' work. */
const SLICE = 300;

/** Pictures as they were read last: there are very many of them, and hardly any has changed when they are read again. */
export type Remembered = Map<number, Studied>;

function isUnchanged(known: Studied, now: Omit<Studied, 'features'>): boolean {
  return (Object.keys(now) as (keyof typeof now)[]).every((name) => known[name] === now[name]);
}

/** What was measured of pictures, by id: all of it in one piece of memory, not in hundreds of small ones. */
function readFeatures(catalog: Catalog, pictures: readonly number[]): Map<number, Features> {
  const found = pictures.length === 0 ? [] : featuresOf(catalog, pictures);
  const bytes = Buffer.concat(found.map(({ features }) => features));
  let end = 0;
  return new Map(found.map(({ id, features }) => [id, decodeFeatures(bytes.subarray(end, (end += features.length)))]));
}

/** Pictures as they are now; what is remembered of them and still true is used again. */
function recall(catalog: Catalog, pictures: readonly Omit<Studied, 'features'>[], remembered: Remembered): Studied[] {
  const changed = pictures.filter((picture) => {
    const known = remembered.get(picture.id);
    return known === undefined || !isUnchanged(known, picture);
  });
  const measured = changed.filter((picture) => picture.measured).map(({ id }) => id);
  const features = readFeatures(catalog, measured);
  for (const picture of changed) remembered.set(picture.id, { ...picture, features: features.get(picture.id) ?? null });
  return pictures.flatMap(({ id }) => remembered.get(id) ?? []);
}

/** Reads what is known of a project's pictures, in slices: of those whose folders are there. */
export async function readStudy(catalog: Catalog, project: number, remembered: Remembered): Promise<Study> {
  const study: Record<Side, Studied[]> = { a: [], b: [] };
  await notePresence(catalog, project);
  for (const { id: folder, path, side, state } of foldersOf(catalog, project)) {
    if (state === 'missing') continue;
    for (let last = 0; ;) {
      const rows = examinedAfter(catalog, folder, FEATURES_VERSION, last, SLICE);
      if (rows.length === 0) break;
      last = rows[rows.length - 1].id;
      const pictures = rows.map(({ id, bytes, modified, readable, width, height, content, version, path: name }) => {
        return { id, bytes, modified, readable, width, height, content, side, folder: path, name, measured: version !== null };
      });
      study[side].push(...recall(catalog, pictures, remembered));
      await letOthers();
    }
  }
  return study;
}

/** Pictures of both sides, A's first. */
export const bothSides = ({ a, b }: Study): Studied[] => [...a, ...b];

/** Pictures that can be trained on, as far as is known. */
export const usable = (pictures: readonly Studied[]): Studied[] =>
  pictures.filter(({ readable, measured, features }) => readable !== 0 && (!measured || features !== null));

/** Whether there is nothing left to look at or to measure. */
export const isMeasured = ({ readable, measured }: Studied): boolean => readable === 0 || measured;
