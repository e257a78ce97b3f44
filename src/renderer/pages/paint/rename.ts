import { studio } from '../../connection/connection.svelte.ts';
import { askText } from '../../state/ask.svelte.ts';
import { say } from '../../state/toasts.svelte.ts';
import { undoable } from '../../state/undo.ts';
import { words } from '../../words/words.svelte.ts';

/** Asks for another name and gives it. */
export async function renamePainting({ id, name }: { readonly id: number; readonly name: string }): Promise<void> {
  const next = await askText(words().paint.renameTitle, words().home.name, name);
  if (next === null || next === name) return;
  await studio.paintings.rename({ id, name: next });
  say(words().paint.renamed(next), { undo: undoable(() => studio.paintings.rename({ id, name })) });
}
