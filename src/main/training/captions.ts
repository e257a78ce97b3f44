import { RecastError } from '../../shared/errors/index.ts';
import { readCaptions } from '../data/captions/captions.ts';
import type { Captions } from '../data/captions/captions.ts';
import type { PictureFile } from '../data/folder.ts';
import { scanFolder } from '../data/folder.ts';
import type { TrainTask } from '../jobs/messages.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import { captionKey } from './words.ts';

/** The captions of a run's pictures. */
export interface RunCaptions {
  readonly byPicture: Captions['byPicture'];
  /** Pictures without any, by side: they are left out. */
  readonly excluded: TrainTask['excluded'];
}

/**
 * Reads the captions of the pictures of `side` and reports what of them cannot be used.
 *
 * @throws CAPTIONS_UNREADABLE, CAPTIONS_TOO_FEW, CAPTIONS_ALIKE, and what scanning folders throws
 */
export async function captionsOf(task: TrainTask, side: string, context: TaskContext): Promise<RunCaptions> {
  const given = task.folders[side];
  const folders = typeof given === 'string' ? [given] : given;
  const left = new Set(task.excluded[side]);
  const pictures: PictureFile[] = [];
  for (const folder of folders) pictures.push(...(await scanFolder(folder)).files.filter(({ path }) => !left.has(path)));
  const { byPicture, faults } = await readCaptions(task.captions ?? null, pictures, context.stop);
  if (faults.length > 0) context.report({ type: 'skipped', side: 'captions', files: [...faults] });
  const path = folders.join(', ');
  // A folder without two pictures is said by whoever reads them.
  if (pictures.length >= 2 && byPicture.size < 2) throw RecastError.of('CAPTIONS_TOO_FEW', { path, captioned: byPicture.size, pictures: pictures.length });
  const [first = []] = byPicture.values();
  const keys = new Set([...byPicture.values()].flat().map(captionKey));
  if (byPicture.size > 0 && keys.size === 1) throw RecastError.of('CAPTIONS_ALIKE', { path, caption: first[0] });
  const without = pictures.filter((picture) => !byPicture.has(picture.path)).map((picture) => picture.path);
  return { byPicture, excluded: { ...task.excluded, [side]: [...left, ...without] } };
}
