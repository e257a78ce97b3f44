import type { PictureCaptions } from '../../../shared/contract/captions.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { captionTexts, findCaptions, setOwnCaptions } from '../../catalog/captions.ts';
import type { Catalog } from '../../catalog/open.ts';
import { picturesById } from '../../catalog/pictures.ts';
import type { Row } from '../../catalog/tables.ts';
import { cleanCaptions } from '../../data/captions/captions.ts';
import type { StudioParts } from '../parts.ts';
import { requireProject, touchProject } from '../projects/find.ts';

const textsOf = (row: Pick<Row<'captions'>, 'given' | 'own'> | undefined): PictureCaptions => {
  const given = row === undefined ? [] : captionTexts(row.given);
  const own = row === undefined || row.own === null ? null : captionTexts(row.own);
  return { texts: own ?? given, given, edited: own !== null };
};

/** Throws PROJECT_UNKNOWN, and PICTURE_GONE where the picture is not of this project. */
function checkPicture(catalog: Catalog, project: number, picture: number): void {
  requireProject(catalog, project);
  if (picturesById(catalog, project, [picture]).length === 0) throw RecastError.of('PICTURE_GONE', { picture });
}

/** The captions of a picture. Throws PROJECT_UNKNOWN, PICTURE_GONE. */
export function pictureCaptions({ catalog }: StudioParts, project: number, picture: number): PictureCaptions {
  checkPicture(catalog, project, picture);
  return textsOf(findCaptions(catalog, picture));
}

const isSame = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((text, index) => text === other[index]);

/**
 * Puts what a person wrote in place of what the source says; null, and the very words of the source, take that back. Gives what
 * a person had written before. Throws PROJECT_UNKNOWN, PICTURE_GONE.
 */
export function editCaptions(parts: StudioParts, project: number, picture: number, texts: readonly string[] | null): { before: string[] | null } {
  const { catalog, pictures } = parts;
  const known = pictureCaptions(parts, project, picture);
  const wanted = texts === null ? null : cleanCaptions(texts);
  setOwnCaptions(catalog, picture, wanted === null || isSame(wanted, known.given) ? null : wanted);
  touchProject(parts, project);
  pictures.captions.changed(project);
  return { before: known.edited ? known.texts : null };
}
