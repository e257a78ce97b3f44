import type { Failure } from '../../shared/contract/procedure.ts';
import { studio } from '../connection/connection.svelte.ts';
import { hostDescription } from '../state/host.svelte.ts';
import { lastPart } from '../state/lastPart.ts';
import { say } from '../state/toasts.svelte.ts';
import { undoable } from '../state/undo.ts';
import { words } from '../words/words.svelte.ts';
import { browseFolders, chooseFolders } from './bring.svelte.ts';

/** The folder that a run learned from and that is not where it was; null where a failure is about something else. */
export function movedFolder({ code, details }: Failure): string | null {
  const { path } = details;
  return (code === 'RESUME_FOLDER_MOVED' || code === 'FOLDER_MISSING') && typeof path === 'string' ? path : null;
}

/** Lets a person say where a folder of a project lies now; its pictures keep their marks. Gives whether it was said. */
export async function findAgain(project: number, path: string): Promise<boolean> {
  const title = words().data.findAgainTitle(lastPart(path));
  const { allowed } = await hostDescription();
  const arrived = allowed.length > 0 ? await browseFolders(title) : await chooseFolders(title, false);
  const to = arrived?.[0]?.path;
  if (to === undefined) return false;
  await studio.data.moveFolder({ project, path, to });
  say(words().data.foundAgain(lastPart(path)), { undo: undoable(() => studio.data.moveFolder({ project, path: to, to: path, back: true })) });
  return true;
}
