import { RecastError } from '../../shared/errors/index.ts';
import { readCaptions } from '../data/captions/captions.ts';
import type { Captions } from '../data/captions/captions.ts';
import type { GivenEmbeddings } from '../data/embeddings/embeddings.ts';
import { readEmbeddings } from '../data/embeddings/embeddings.ts';
import type { PictureFile } from '../data/folder.ts';
import { scanFolder } from '../data/folder.ts';
import type { TrainTask } from '../jobs/messages.ts';
import type { TaskContext } from '../jobs/taskContext.ts';
import type { Painter } from '../models/architecture.ts';
import { captionKey } from './words.ts';

/** The captions of a run's pictures. */
export interface RunCaptions {
  readonly byPicture: Captions['byPicture'];
  /** The embeddings of these captions, where they were computed elsewhere. */
  readonly given: GivenEmbeddings | null;
  /** Pictures without any, by side: they are left out. */
  readonly excluded: TrainTask['excluded'];
}

/** Embeddings for the pictures. Throws EMBEDDINGS_NEEDED, EMBEDDINGS_UNREADABLE, EMBEDDINGS_WIDTH, EMBEDDINGS_TOO_FEW, EMBEDDINGS_ALIKE. */
async function embeddingsOf(
  { embeddings: path, captions }: TrainTask,
  { text }: Painter,
  pictures: readonly PictureFile[],
  report: (faults: Captions['faults']) => void,
): Promise<GivenEmbeddings> {
  if (path === undefined) throw RecastError.of('EMBEDDINGS_NEEDED', {});
  const given = await readEmbeddings(path, captions ?? null, pictures);
  report(given.faults);
  if (given.width !== text) throw RecastError.of('EMBEDDINGS_WIDTH', { path, width: given.width, expected: text });
  const found = given.byPicture.size;
  if (pictures.length >= 2 && found < 2) throw RecastError.of('EMBEDDINGS_TOO_FEW', { path, found, pictures: pictures.length });
  if (found > 0 && given.rows.size === 1) throw RecastError.of('EMBEDDINGS_ALIKE', { path });
  return given;
}

/** Captions that an encoder is trained on. Throws CAPTIONS_UNREADABLE, CAPTIONS_TOO_FEW, CAPTIONS_ALIKE. */
async function readableOf(
  task: TrainTask,
  folders: readonly string[],
  pictures: readonly PictureFile[],
  report: (faults: Captions['faults']) => void,
  stop: AbortSignal,
): Promise<Captions> {
  const captions = await readCaptions(task.captions ?? null, pictures, stop);
  report(captions.faults);
  const { byPicture } = captions;
  const path = folders.join(', ');
  // A folder without two pictures is said by whoever reads them.
  if (pictures.length < 2) return captions;
  if (byPicture.size < 2)
    throw RecastError.of('CAPTIONS_TOO_FEW', { path, captioned: byPicture.size, pictures: pictures.length, captions: task.captions ?? null });
  const [first = []] = byPicture.values();
  const keys = new Set([...byPicture.values()].flat().map(captionKey));
  if (keys.size === 1) throw RecastError.of('CAPTIONS_ALIKE', { path, caption: first[0] });
  return captions;
}

/**
 * Reads the captions of the pictures of `side`, or the embeddings that stand for them, and reports what of them cannot be used.
 *
 * @throws what `embeddingsOf`, `readableOf` and scanning folders throw
 */
export async function captionsOf(task: TrainTask, side: string, painter: Painter, context: TaskContext): Promise<RunCaptions> {
  const folders = [task.folders[side]].flat();
  const left = new Set(task.excluded[side]);
  const pictures: PictureFile[] = [];
  for (const folder of folders) pictures.push(...(await scanFolder(folder)).files.filter(({ path }) => !left.has(path)));
  const report = (faults: Captions['faults']): void => {
    if (faults.length > 0) context.report({ type: 'skipped', side: 'captions', files: [...faults] });
  };
  const given = painter.embed === null ? await embeddingsOf(task, painter, pictures, report) : null;
  const { byPicture } = given ?? (await readableOf(task, folders, pictures, report, context.stop));
  const without = pictures.filter((picture) => !byPicture.has(picture.path)).map((picture) => picture.path);
  return { byPicture, given, excluded: { ...task.excluded, [side]: [...left, ...without] } };
}
