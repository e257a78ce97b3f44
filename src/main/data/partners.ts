import { extname, sep } from 'node:path';
import { RecastError } from '../../shared/errors/index.ts';
import { skipReasons } from '../../shared/errors/pictures.ts';
import type { StoredPicture } from './cache.ts';
import type { FolderContent, PictureFile, SkippedFile } from './folder.ts';

/** A side that was made ready; what has no partner moves from `stored` to `skipped`. */
interface Side {
  readonly folder: string;
  readonly content: FolderContent;
  readonly stored: Map<PictureFile, StoredPicture>;
  readonly skipped: SkippedFile[];
}

/** What partners share: the name below the folder, without the ending. */
const nameOf = ({ relative }: PictureFile): string =>
  relative
    .slice(0, relative.length - extname(relative).length)
    .replaceAll(sep, '/')
    .normalize('NFC');

/** In the order of the folder: pictures are made ready in any. */
const usable = ({ content, stored }: Side): PictureFile[] => content.files.filter((file) => stored.has(file));

const sizeOf = ({ stored }: Side, file: PictureFile): string => `${stored.get(file)?.width} x ${stored.get(file)?.height}`;

function leaveOut({ stored, skipped }: Side, file: PictureFile, reason: string): void {
  stored.delete(file);
  skipped.push({ path: file.path, reason });
}

/**
 * Finds the partner of every picture of `leader`: the one of the same name in `follower`. Pictures of either side without
 * one, and pairs that were scaled to different sizes, are left out and listed; of several of a name the first counts.
 *
 * @returns the partner of a picture of `leader` that is still there
 * @throws NO_PARTNERS where no picture has one
 */
export function pairUp(leader: Side, follower: Side): (file: PictureFile) => PictureFile {
  const byName = new Map<string, PictureFile>();
  for (const file of usable(follower)) if (!byName.has(nameOf(file))) byName.set(nameOf(file), file);
  const partners = new Map<PictureFile, PictureFile>();
  for (const file of usable(leader)) {
    const partner = byName.get(nameOf(file));
    byName.delete(nameOf(file));
    if (partner === undefined) leaveOut(leader, file, skipReasons.noPartner(follower.folder));
    else if (sizeOf(leader, file) === sizeOf(follower, partner)) partners.set(file, partner);
    else {
      leaveOut(leader, file, skipReasons.partnerOfOtherSize);
      leaveOut(follower, partner, skipReasons.partnerOfOtherSize);
    }
  }
  if (partners.size === 0) throw RecastError.of('NO_PARTNERS', { path: leader.folder, partners: follower.folder });
  const paired = new Set(partners.values());
  for (const file of usable(follower)) if (!paired.has(file)) leaveOut(follower, file, skipReasons.noPartner(leader.folder));
  return (file) => {
    const partner = partners.get(file);
    if (partner === undefined) throw new Error(`${file.path} has no partner.`);
    return partner;
  };
}
