import { join } from 'node:path';
import type { DataPicture } from '../../../shared/contract/data.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { Catalog } from '../../catalog/open.ts';
import { findPicture } from '../../catalog/pictures.ts';
import type { Row } from '../../catalog/tables.ts';
import type { Side } from '../../../shared/contract/procedure.ts';
import type { PictureSource } from './source.ts';

type File = Pick<Row<'pictures'>, 'id' | 'bytes' | 'modified'>;

/** Differs whenever the file does. */
const versionOf = ({ bytes, modified }: File): string => `${modified.toString(36)}-${bytes.toString(36)}`;

/** The address of a picture of a project's data; another one once the file has changed. */
export const dataPictureUrl = (picture: File): string => `/pictures/data/${picture.id}/${versionOf(picture)}`;

/** The file behind the address of a picture of a project's data; null where there is none. */
export function findDataPicture(catalog: Catalog, id: string, version: string): PictureSource | null {
  const picture = /^\d{1,15}$/.test(id) ? findPicture(catalog, Number(id)) : undefined;
  if (picture === undefined) return null;
  const path = join(picture.folder, picture.path);
  return { path, identity: `${path} ${versionOf(picture)}`, settled: version === versionOf(picture) };
}

/** Where the picture with this id lies. Throws PICTURE_GONE where it is part of no project any more. */
export function pathOfPicture(catalog: Catalog, id: number): string {
  const picture = findPicture(catalog, id);
  if (picture === undefined) throw RecastError.of('PICTURE_GONE', { picture: id });
  return join(picture.folder, picture.path);
}

const sentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;

/** So many characters of a caption are told with a picture. */
const TOLD = 160;

function describeCaption({ own, text }: Pick<Row<'captions'>, 'own' | 'text'>): DataPicture['caption'] {
  const texts = text === '' ? [] : text.split('\n');
  return { text: (texts[0] ?? '').slice(0, TOLD), count: texts.length, edited: own !== null };
}

/** A picture as windows show it, with what it is said to show where that is known. */
export function describePicture(picture: Row<'pictures'>, side: Side, captions?: Pick<Row<'captions'>, 'own' | 'text'>): DataPicture {
  const { id, path, bytes, width, height, excluded, held_out, problem } = picture;
  const marks = { excluded: excluded === 1, heldOut: held_out === 1 };
  const caption = captions === undefined ? null : describeCaption(captions);
  return { id, side, name: path, url: dataPictureUrl(picture), bytes, width, height, ...marks, problem: problem === null ? null : sentence(problem), caption };
}
