import { desktop } from '../connection/transport.ts';

/** A file that a person brought, with its path below what was dropped. */
export interface Brought {
  readonly path: string;
  readonly file: File;
}

/** One thing that was dropped or chosen: a folder with its files, or a file by itself. */
export interface Bundle {
  readonly name: string;
  readonly folder: boolean;
  /** Where it lies, on the desktop; null in a browser, which does not tell. */
  readonly path: string | null;
  /** In a browser: what is in it. Empty on the desktop. */
  readonly files: readonly Brought[];
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject));

async function entriesOf(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader();
  const all: FileSystemEntry[] = [];
  // A reader gives at most a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function* walk(entry: FileSystemEntry, below: string): AsyncGenerator<Brought> {
  if (entry.name.startsWith('.')) return;
  if (entry.isFile) yield { path: below + entry.name, file: await fileOf(entry as FileSystemFileEntry) };
  else for (const child of await entriesOf(entry as FileSystemDirectoryEntry)) yield* walk(child, `${below}${entry.name}/`);
}

/** Without the folder's own name in front. */
const inside = (files: Brought[]): Brought[] => files.map(({ path, file }) => ({ path: path.slice(path.indexOf('/') + 1), file }));

/** What lies in a drop. The drop's data is only there during the event, so this reads it at once and walks folders after. */
export async function bundlesOf(data: DataTransfer): Promise<Bundle[]> {
  const bridge = desktop();
  const items = [...data.items].filter((item) => item.kind === 'file').map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const bundles: Bundle[] = [];
  for (const { entry, file } of items) {
    if (file !== null && bridge !== undefined) {
      bundles.push({ name: file.name, folder: entry?.isDirectory ?? false, path: bridge.pathOf(file), files: [] });
    } else if (entry !== null) {
      const files = await Array.fromAsync(walk(entry, ''));
      bundles.push({ name: entry.name, folder: entry.isDirectory, path: null, files: entry.isDirectory ? inside(files) : files });
    } else if (file !== null) bundles.push({ name: file.name, folder: false, path: null, files: [{ path: file.name, file }] });
  }
  return bundles;
}

/** What was chosen with a file input. */
export function bundlesOfFiles(list: FileList): Bundle[] {
  const files = [...list];
  const folder = files[0]?.webkitRelativePath.split('/')[0] ?? '';
  if (folder === '') return files.map((file) => ({ name: file.name, folder: false, path: null, files: [{ path: file.name, file }] }));
  return [{ name: folder, folder: true, path: null, files: inside(files.map((file) => ({ path: file.webkitRelativePath, file }))) }];
}
