import { join } from 'node:path';
import type { StepsDone } from '../../../shared/contract/procedure.ts';
import { projectKinds } from '../../../shared/projectKinds.ts';
import type { CaptionCounts } from '../../catalog/captions.ts';
import { captionSource, countCaptions, keepGiven, recordGiven, setCaptionReport, unreadCaptions } from '../../catalog/captions.ts';
import { areListed, foldersOf } from '../../catalog/folders.ts';
import { findProject } from '../../catalog/projects.ts';
import type { Row } from '../../catalog/tables.ts';
import { cleanCaptions } from '../../data/captions/captions.ts';
import type { OwnOrigin } from '../../data/captions/ownCaptions.ts';
import { ownCaptions, ownOrigins } from '../../data/captions/ownCaptions.ts';
import { inParallel } from '../../data/parallel.ts';
import { elapse } from '../live/bell.ts';
import type { LibraryParts } from '../pictures/library.ts';
import { letOthers } from '../pause.ts';
import { CAPTIONED_SIDE, picturesOf } from './found.ts';
import { readFileCaptions } from './readFile.ts';

/** Pictures whose captions are read, and written down, at once. */
const SLICE = 160;
const WRITTEN = 120;

/** Pictures that are read at once: few, as training needs the processor more. */
const AT_ONCE = 2;

/** While captions are read they are counted anew this often, in milliseconds. */
const COUNT_EVERY = 1_000;

/** How often whoever waits looks again, in milliseconds. */
const LOOK_EVERY = 50;

type Source = Row<'caption_sources'>;

/**
 * Reads the captions of projects into the catalog, one project after the other, in slices that leave the program free to
 * answer. What is to be done stands in the catalog, so a restart goes on where it was.
 */
export class CaptionLibrary {
  readonly #parts: LibraryParts;
  readonly #stop = new AbortController();
  readonly #asked = new Set<number>();
  readonly #counts = new Map<number, { key: string; at: number; counts: CaptionCounts }>();
  #changes = 0;
  #working: Promise<void> | undefined;
  /** There are captions to read. */
  #reading = false;

  constructor(parts: LibraryParts) {
    this.#parts = parts;
  }

  /** Begins or goes on with reading the captions of a project, if there are some to read. */
  wake(project: number): void {
    if (this.#stop.signal.aborted || !this.#hasCaptions(project)) return;
    this.#asked.add(project);
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
  }

  /** How far reading is; null when all is done. */
  looking(project: number): StepsDone | null {
    const folders = foldersOf(this.#parts.catalog, project, CAPTIONED_SIDE);
    if (!areListed(folders)) return { done: 0, total: null, secondsLeft: null };
    const { pictures, unread } = this.counts(project);
    return unread === 0 ? null : { done: pictures - unread, total: pictures, secondsLeft: null };
  }

  /** Captions in figures; while they are read a little behind. */
  counts(project: number): CaptionCounts {
    const { catalog } = this.#parts;
    const folders = foldersOf(catalog, project, CAPTIONED_SIDE);
    const key = this.keyOf(project);
    const known = this.#counts.get(project);
    const recent = known !== undefined && this.#reading && Date.now() - known.at < COUNT_EVERY;
    if (known !== undefined && (known.key === key || recent)) return known.counts;
    // What lies on a disk that is not there now is not waited for.
    const present = folders.filter(({ state }) => state !== 'missing').map(({ id }) => id);
    const gone = folders.filter(({ state }) => state === 'missing').map(({ id }) => id);
    const { revision } = captionSource(catalog, project);
    const [here, there] = [countCaptions(catalog, present, revision), countCaptions(catalog, gone, revision)];
    const counts = {
      pictures: here.pictures + there.pictures,
      captioned: here.captioned + there.captioned,
      edited: here.edited + there.edited,
      unread: here.unread,
    };
    this.#counts.set(project, { key, at: Date.now(), counts });
    return counts;
  }

  /** Another text whenever captions or pictures of a project have changed. */
  keyOf(project: number): string {
    const { catalog } = this.#parts;
    const { revision } = captionSource(catalog, project);
    const folders = foldersOf(catalog, project, CAPTIONED_SIDE).map(({ id, pictures, state }) => `${id}:${pictures}:${state}`);
    return [revision, this.#changes, ...folders].join(' ');
  }

  /** Captions have changed: says so to windows. */
  changed(project: number): void {
    this.#changes++;
    this.#parts.changes.tell('captions', project);
  }

  /** Settles when every picture that is there has its captions. Rejects with the signal's reason. */
  async ready(project: number, signal?: AbortSignal): Promise<void> {
    while (!this.#stop.signal.aborted) {
      signal?.throwIfAborted();
      this.wake(project);
      await this.#working;
      if (this.looking(project) === null) return;
      await elapse(LOOK_EVERY, signal);
    }
  }

  /** Ends after the pictures at hand. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  #hasCaptions(project: number): boolean {
    const row = findProject(this.#parts.catalog, project);
    return row !== undefined && projectKinds[row.kind].captions;
  }

  async #work(): Promise<void> {
    try {
      for (const project of this.#asked) {
        this.#asked.delete(project);
        await this.#read(project);
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#parts.log.logger.error({ err: error }, 'captions could not be read');
    }
  }

  async #read(project: number): Promise<void> {
    const { catalog } = this.#parts;
    const folders = foldersOf(catalog, project, CAPTIONED_SIDE).filter(({ state }) => state === 'listed');
    const source = captionSource(catalog, project);
    const isUnread = folders.some(({ id }) => unreadCaptions(catalog, id, source.revision, 0, 1).length > 0);
    if (!isUnread) return;
    this.#reading = true;
    try {
      if (source.origin === 'file') await this.#readFile(project, source);
      else for (const folder of folders) await this.#readOwn(folder, source);
    } finally {
      this.#reading = false;
    }
    this.changed(project);
  }

  /** Whether another source was chosen meanwhile, or nobody waits any more. */
  #isOver({ project_id, revision }: Source): boolean {
    return this.#stop.signal.aborted || captionSource(this.#parts.catalog, project_id).revision !== revision;
  }

  async #readFile(project: number, source: Source): Promise<void> {
    const { catalog } = this.#parts;
    const { byPicture, report } = await readFileCaptions(source.path ?? '', picturesOf(catalog, project));
    for await (const some of picturesOf(catalog, project)) {
      for (let from = 0; from < some.length; from += WRITTEN) {
        if (this.#isOver(source)) return;
        const slice = some.slice(from, from + WRITTEN);
        // A file that is gone takes nothing away that it has said before.
        if (report.failure !== null) keepGiven(catalog, source.revision, slice);
        else
          recordGiven(
            catalog,
            source.revision,
            slice.map(({ id }) => ({ id, texts: byPicture.get(id) ?? [] })),
          );
        await letOthers();
      }
    }
    setCaptionReport(catalog, project, source.revision, JSON.stringify(report));
  }

  async #readOwn(folder: Row<'folders'>, source: Source): Promise<void> {
    const { catalog } = this.#parts;
    const origins: readonly OwnOrigin[] = source.origin === 'own' || source.origin === 'file' ? ownOrigins : [source.origin];
    for (let last = 0; ;) {
      const pictures = unreadCaptions(catalog, folder.id, source.revision, last, SLICE);
      if (pictures.length === 0 || this.#isOver(source)) return;
      last = pictures[pictures.length - 1].id;
      const read = await inParallel(
        pictures,
        AT_ONCE,
        async ({ id, path }) => ({ id, texts: cleanCaptions(await ownCaptions({ path: join(folder.path, path), relative: path }, origins)) }),
        this.#stop.signal,
      );
      recordGiven(catalog, source.revision, read);
      this.changed(folder.project_id);
    }
  }
}
