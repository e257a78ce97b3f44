import type { HostDescription, MenuItem } from '../../../shared/contract/host.ts';
import type { Upload } from '../../../shared/contract/uploads.ts';
import type { StudioParts } from '../parts.ts';
import type { Studio } from '../types.ts';

/** A file or folder as a host's browser shows it. */
export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'picture' | 'file';
}

/** What a request would do at a path that a window names: read it, write there, or have the studio's home there. */
export type PathUse = 'read' | 'write' | 'settle';

/** What a window's own surroundings do for it: dialogs, menus, uploads. One a connection. Each throws HOST_CANNOT where it cannot. */
export interface HostServices {
  describe(): HostDescription;
  pickFolders(options: { title: string; several: boolean }): Promise<string[] | null>;
  pickFiles(options: { title: string; several: boolean; extensions: readonly string[] }): Promise<string[] | null>;
  pickSave(options: { title: string; name: string }): Promise<string | null>;
  reveal(path: string): Promise<void>;
  browse(path: string | null): Promise<{ path: string | null; parent: string | null; entries: FolderEntry[] }>;
  setMenu(menus: Readonly<Record<string, string>>, items: readonly MenuItem[]): void;
  /** What could not be saved, until it is: asked about before the window closes. */
  hold(unsaved: { title: string; text: string } | null): void;
  /** Ids of actions chosen in native menus, until `signal` aborts. */
  chosen(signal: AbortSignal | undefined): AsyncIterable<string>;
  uploads: {
    begin(name: string, files: readonly { path: string; bytes: number }[]): Promise<Upload>;
    status(id: string): Promise<Upload>;
    abort(id: string): Promise<void>;
  };
  /** Whether a path may be named in requests for this: every one on the desktop; in a browser, some below what is the studio's or was allowed. */
  mayUse(path: string, use: PathUse): boolean;
}

/** What every procedure is handed. */
export interface WindowContext {
  readonly studio: Studio;
  readonly parts: StudioParts;
  readonly host: HostServices;
}
