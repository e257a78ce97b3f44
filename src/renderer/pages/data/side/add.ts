import type { Side } from '../../../../shared/contract/procedure.ts';
import type { Arrived } from '../../../bring/bring.svelte.ts';
import { lastPart } from '../../../state/lastPart.ts';
import { studio } from '../../../connection/connection.svelte.ts';
import { attempt, say } from '../../../state/toasts.svelte.ts';
import { undoable } from '../../../state/undo.ts';
import { words } from '../../../words/words.svelte.ts';

const parentOf = (path: string): string => path.replace(/[\\/][^\\/]+[\\/]?$/, '');

/** The folders of what arrived: a file stands for the folder that it lies in. */
export function foldersOf(arrived: readonly Arrived[]): string[] {
  return [...new Set(arrived.map(({ path, folder }) => (folder ? path : parentOf(path))))];
}

/** Adds folders to a side; can be taken back. */
export async function addFolders(project: number, side: Side, arrived: readonly Arrived[]): Promise<void> {
  const paths = foldersOf(arrived);
  await studio.data.addFolders({ project, side, paths });
  const undo = undoable(() => Promise.all(paths.map((path) => studio.data.removeFolder({ project, side, path }))));
  say(words().data.folderAdded(arrived.map(({ name }) => name).join(', ')), { undo });
}

/** Takes a folder away from a side; the files stay where they are. Can be taken back. */
export async function removeFolder(project: number, side: Side, path: string): Promise<void> {
  await attempt(async () => {
    await studio.data.removeFolder({ project, side, path });
    say(words().data.folderRemoved(lastPart(path)), { undo: undoable(() => studio.data.addFolders({ project, side, paths: [path] })) });
  });
}
