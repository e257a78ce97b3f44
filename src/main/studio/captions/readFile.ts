import type { CaptionFault, CaptionReport } from '../../../shared/contract/captions.ts';
import { captionReasons } from '../../../shared/errors/captions.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { readText } from '../../data/captions/readText.ts';
import { cleanCaption } from '../../data/captions/clean.ts';
import { PictureFinder } from '../../data/captions/finder.ts';
import { readTable } from '../../data/captions/table.ts';
import { failureFrom } from '../failures.ts';
import { letOthers } from '../pause.ts';
import type { FoundPicture } from './found.ts';

/** What a file of captions says of pictures. */
export interface FileCaptions {
  /** By the picture's id; those of which it says nothing are left out. */
  readonly byPicture: ReadonlyMap<number, readonly string[]>;
  readonly report: CaptionReport;
}

/** Lines that are kept of each fault. */
const MOST_LINES = 200;

/** Lines that are read at once. */
const SLICE = 300;

type Faults = Record<CaptionFault, { count: number; lines: { line: number; reason: string }[] }>;

/** Reads a file of captions in slices. A file that cannot be read as a whole gives a report that says so. */
export async function readFileCaptions(path: string, pictures: AsyncIterable<readonly FoundPicture[]>): Promise<FileCaptions> {
  const faults: Faults = { broken: { count: 0, lines: [] }, lost: { count: 0, lines: [] } };
  const fault = (kind: CaptionFault, line: number, reason: string): void => {
    faults[kind].count++;
    if (faults[kind].lines.length < MOST_LINES) faults[kind].lines.push({ line, reason });
  };
  try {
    const { text, note } = await readText(path, 'CAPTIONS_UNREADABLE');
    const items = readTable(path, text);
    const finder = new PictureFinder<FoundPicture>();
    for await (const some of pictures) for (const picture of some) finder.add(picture);
    const byPicture = new Map<number, string[]>();
    let [captions, read] = [0, 0];
    for (const item of items) {
      if (++read % SLICE === 0) await letOthers();
      if ('reason' in item) {
        fault('broken', item.line, item.reason);
        continue;
      }
      const caption = cleanCaption(item.caption);
      const picture = finder.find(item.picture);
      if (picture === null) fault('lost', item.line, captionReasons.missing(item.picture.trim()));
      else if (caption === '') fault('broken', item.line, captionReasons.empty);
      else if (take(byPicture, picture.id, caption)) captions++;
    }
    return { byPicture, report: { failure: null, encoding: note, captions, faults } };
  } catch (error) {
    if (!(error instanceof RecastError)) throw error;
    return { byPicture: new Map(), report: { failure: failureFrom(error), encoding: null, captions: 0, faults } };
  }
}

/** Adds a caption where the picture does not have it yet; gives whether it was added. */
function take(byPicture: Map<number, string[]>, picture: number, caption: string): boolean {
  const known = byPicture.get(picture);
  if (known === undefined) byPicture.set(picture, [caption]);
  else if (known.includes(caption)) return false;
  else known.push(caption);
  return true;
}
