import type { StepsDone } from '../../../shared/contract/procedure.ts';
import { areListed, foldersOf, unlistedFolders } from '../../catalog/folders.ts';
import type { Catalog } from '../../catalog/open.ts';
import { countUnseen } from '../../catalog/pictureSums.ts';
import type { Row } from '../../catalog/tables.ts';
import type { Changes } from '../changes.ts';
import type { StudioLog } from '../log.ts';
import { listIntoCatalog } from './list.ts';
import { lookAtSome } from './look.ts';
import { notePresence } from './presence.ts';
import { removeLeftFolders } from './remove.ts';

/** What the library needs. */
export interface LibraryParts {
  readonly catalog: Catalog;
  readonly changes: Changes;
  readonly log: StudioLog;
}

/** The speed of looking is measured over so many milliseconds, at least. */
const MEASURED = 1_000;

/**
 * Lists the folders of projects and looks at their pictures, one after the other, in slices that leave the program free to
 * answer. What is to be done stands in the catalog, so a restart goes on where it was.
 */
export class PictureLibrary {
  readonly #parts: LibraryParts;
  readonly #stop = new AbortController();
  #working: Promise<void> | undefined;
  /** Somebody has asked since it was last seen that nothing is left. */
  #woken = false;
  #awaited: number | null = null;
  #pace = { since: 0, looked: 0 };

  constructor(parts: LibraryParts) {
    this.#parts = parts;
  }

  /** Begins or goes on with what is to be done, if anything is; pictures of a project that a person waits for come first. */
  wake(project: number | null = null): void {
    this.#awaited = project ?? this.#awaited;
    if (this.#stop.signal.aborted) return;
    this.#woken = true;
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
  }

  /** How far the pictures of a project were listed and looked at; null when all is done. */
  looking(project: number): StepsDone | null {
    const folders = foldersOf(this.#parts.catalog, project);
    const found = folders.reduce((sum, { pictures }) => sum + pictures, 0);
    if (!areListed(folders)) return { done: 0, total: null, secondsLeft: null };
    const left = countUnseen(this.#parts.catalog, listedOf(folders));
    if (left === 0) return null;
    const elapsed = Date.now() - this.#pace.since;
    const secondsLeft = this.#pace.looked > 0 && elapsed > MEASURED ? ((left / this.#pace.looked) * elapsed) / 1000 : null;
    return { done: Math.max(0, found - left), total: Math.max(found, left), secondsLeft };
  }

  /** Settles when there is nothing to do, or when it was closed. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** Ends after the picture at hand. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { catalog, log } = this.#parts;
    this.#pace = { since: Date.now(), looked: 0 };
    try {
      while (this.#woken) {
        this.#woken = false;
        await this.#notice();
        while (await this.#step());
        await removeLeftFolders(catalog, this.#stop.signal);
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) log.logger.error({ err: error }, 'pictures could not be listed or looked at');
    }
  }

  /** Notices folders that were moved away, or are back, of the project that is looked at. */
  async #notice(): Promise<void> {
    const { catalog, changes } = this.#parts;
    if (this.#awaited === null || !(await notePresence(catalog, this.#awaited))) return;
    changes.tell('data', this.#awaited);
    changes.tell('projects', this.#awaited);
  }

  /** Does one folder's listing or one slice of looks; false when nothing is left. */
  async #step(): Promise<boolean> {
    const { catalog, changes } = this.#parts;
    const { signal } = this.#stop;
    if (signal.aborted) return false;
    const [folder] = this.#first(unlistedFolders(catalog));
    if (folder !== undefined) {
      await listIntoCatalog(catalog, folder, () => changes.tell('data', folder.project_id), signal);
      changes.tell('data', folder.project_id);
      changes.tell('projects', folder.project_id);
      return true;
    }
    const looked = await lookAtSome(catalog, this.#awaited, signal);
    if (looked === null) return false;
    this.#pace.looked += looked.count;
    changes.tell('data', looked.project);
    return true;
  }

  #first(folders: Row<'folders'>[]): Row<'folders'>[] {
    const wanted = folders.filter(({ project_id }) => project_id === this.#awaited);
    return wanted.length > 0 ? wanted : folders;
  }
}

const listedOf = (folders: readonly Row<'folders'>[]): number[] => folders.filter(({ state }) => state === 'listed').map(({ id }) => id);
