import type { HintsDocument } from '../../../shared/hints.ts';
import { countHints, fitsShape, parseHints } from '../../../shared/hints.ts';
import { documentOf, isEmpty } from '../../paint/hints.ts';
import { textOf } from '../../paint/hintsText.ts';
import type { Painter } from '../../paint/painter.svelte.ts';
import { say } from '../../state/toasts.svelte.ts';
import { undoable } from '../../state/undo.ts';
import { format, words } from '../../words/words.svelte.ts';

/** The hints of a painting as a text that files and the clipboard hold. */
export const hintsText = (painter: Painter): string => textOf(documentOf(painter.hints, painter.shape));

/** Puts the hints into the clipboard. */
export async function copyHints(painter: Painter): Promise<void> {
  await navigator.clipboard.writeText(hintsText(painter));
  say(words().paint.hintsCopied);
}

function take(painter: Painter, document: HintsDocument): void {
  const { points, strokes } = document;
  painter.replace({ points, strokes });
  const count = countHints(document);
  const { width, height } = painter.shape;
  say(words().paint.hintsTaken(count, format().count(count)), { undo: undoable(async () => painter.undo()) });
  if (!fitsShape(document, width, height)) say(words().paint.hintsOtherShape);
}

/** Takes over the hints of a text. Throws HINTS_UNREADABLE. */
export const takeHints = (painter: Painter, text: string, source: string): void => take(painter, parseHints(text, source));

/** Takes over the hints of a clipboard's text; gives whether there were any. */
export function pasteHints(painter: Painter, text: string): boolean {
  if (!text.includes('recast-hints')) return false;
  takeHints(painter, text, words().paint.clipboard);
  return true;
}

/** Takes over the hints that the clipboard holds, and says so where it holds none or may not be looked into. */
export async function pasteFromClipboard(painter: Painter): Promise<void> {
  const text = await navigator.clipboard.readText().catch(() => '');
  if (!pasteHints(painter, text)) say(words().paint.noHints);
}

/** Lets a person choose a hints file. */
export function chooseHints(taken: (file: File) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,.hints.json';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file !== undefined) taken(file);
  });
  input.click();
}

/** Takes all hints away. */
export function clearHints(painter: Painter): void {
  if (!isEmpty(painter.hints)) painter.replace({ points: [], strokes: [] });
}
