import { join } from 'node:path';
import type { Side } from '../../../shared/contract/procedure.ts';
import type { ExaminedPicture } from '../../catalog/examinations.ts';
import { examinedAfter } from '../../catalog/examinations.ts';
import { foldersOf } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import type { CaptionStudy } from './captionStudy.ts';
import type { Features } from '../../data/features.ts';
import { decodeFeatures, FEATURES_VERSION } from '../../data/features.ts';
import { letOthers } from '../pause.ts';

/** A picture that takes part, with what is known of it. */
export interface Studied extends Pick<ExaminedPicture, 'id' | 'bytes' | 'modified' | 'readable' | 'width' | 'height' | 'content'> {
  readonly side: Side;
  /** Below its folder, with `/`. */
  readonly name: string;
  readonly path: string;
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

/** What was decoded before, so that it need not be again. */
export type Remembered = Map<number, { readonly bytes: number; readonly modified: number; readonly features: Features | null }>;

function featuresOf({ id, bytes, modified, features, version }: ExaminedPicture, remembered: Remembered): Features | null {
  if (version === null) return null;
  const known = remembered.get(id);
  if (known?.bytes === bytes && known.modified === modified) return known.features;
  const decoded = features === null ? null : decodeFeatures(features);
  remembered.set(id, { bytes, modified, features: decoded });
  return decoded;
}

/** Reads what is known of a project's pictures, in slices. */
export async function readStudy(catalog: Catalog, project: number, remembered: Remembered): Promise<Study> {
  const study: Record<Side, Studied[]> = { a: [], b: [] };
  for (const folder of foldersOf(catalog, project)) {
    for (let last = 0; ;) {
      const rows = examinedAfter(catalog, folder.id, FEATURES_VERSION, last, SLICE);
      if (rows.length === 0) break;
      last = rows[rows.length - 1].id;
      for (const row of rows) {
        const { id, bytes, modified, readable, width, height, content } = row;
        const known = { id, bytes, modified, readable, width, height, content };
        study[folder.side].push({
          ...known,
          side: folder.side,
          name: row.path,
          path: join(folder.path, row.path),
          features: featuresOf(row, remembered),
          measured: row.version !== null,
        });
      }
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
