import { basename } from 'node:path';
import type { CaptionPreview, CaptionSource } from '../../../shared/contract/captions.ts';
import { setCaptionSource } from '../../catalog/captions.ts';
import { picturesById } from '../../catalog/pictures.ts';
import { cleanCaptions } from '../../data/captions/captions.ts';
import { readText } from '../../data/captions/readText.ts';
import { ownCaptions, ownOrigins } from '../../data/captions/ownCaptions.ts';
import { readTable } from '../../data/captions/table.ts';
import { inParallel } from '../../data/parallel.ts';
import type { StudioParts } from '../parts.ts';
import { describePicture } from '../pictures/dataPicture.ts';
import { requireProject, touchProject } from '../projects/find.ts';
import type { FoundPicture } from './found.ts';
import { picturesOf } from './found.ts';
import { readFileCaptions } from './readFile.ts';

/** Pictures that are looked at for a preview of what lies beside and in them. */
const LOOKED = 120;

/** Pictures that a preview shows with what was found. */
const EXAMPLES = 12;

const AT_ONCE = 4;

/** Throws CAPTIONS_UNREADABLE for a file that is no table of captions as a whole; its lines may be broken. */
export async function checkCaptionsFile(path: string): Promise<void> {
  readTable(path, (await readText(path, 'CAPTIONS_UNREADABLE')).text);
}

/** Chooses where a project's captions come from; what a person wrote stays in force. Throws PROJECT_UNKNOWN, CAPTIONS_UNREADABLE. */
export async function chooseCaptions(parts: StudioParts, project: number, source: CaptionSource): Promise<void> {
  requireProject(parts.catalog, project);
  const path = source.origin === 'file' ? source.path : null;
  // One that cannot be read takes the place of nothing.
  if (path !== null) await checkCaptionsFile(path);
  setCaptionSource(parts.catalog, project, { origin: source.origin, path, name: path === null ? null : basename(path) });
  touchProject(parts, project);
  parts.pictures.captions.changed(project);
  parts.pictures.captions.wake(project);
}

/** Some of many, spread over all. */
function spread<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]);
}

/** What a source would give, without choosing it. Throws PROJECT_UNKNOWN. */
export async function previewCaptions({ catalog }: StudioParts, project: number, source: CaptionSource, signal?: AbortSignal): Promise<CaptionPreview> {
  requireProject(catalog, project);
  const all: FoundPicture[] = [];
  for await (const some of picturesOf(catalog, project)) all.push(...some);
  let found: ReadonlyMap<number, readonly string[]>;
  let report: CaptionPreview['report'] = null;
  let looked = all;
  if (source.origin === 'file') ({ byPicture: found, report } = await readFileCaptions(source.path, picturesOf(catalog, project)));
  else {
    const origins = source.origin === 'own' ? ownOrigins : [source.origin];
    looked = [...spread(all, LOOKED)];
    const texts = await inParallel(looked, AT_ONCE, async (picture) => cleanCaptions(await ownCaptions(picture, origins)), signal);
    found = new Map(looked.flatMap(({ id }, index) => (texts[index].length === 0 ? [] : [[id, texts[index]]])));
  }
  const captioned = looked.filter(({ id }) => found.has(id));
  const shown = picturesById(
    catalog,
    project,
    spread(captioned, EXAMPLES).map(({ id }) => id),
  );
  return {
    looked: looked.length,
    captioned: captioned.length,
    captions: captioned.reduce((sum, { id }) => sum + (found.get(id)?.length ?? 0), 0),
    examples: shown.map((picture) => ({ picture: describePicture(picture, picture.side), texts: [...(found.get(picture.id) ?? [])] })),
    report,
  };
}
