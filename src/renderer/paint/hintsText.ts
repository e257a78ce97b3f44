import type { HintsDocument } from '../../shared/hints.ts';
import { saveText } from '../state/saveText.ts';
import { unsavedHints, unsavedPaintings } from './keeping.svelte.ts';

/** Hints as a text that files and the clipboard hold. */
export const textOf = (document: HintsDocument): string => `${JSON.stringify(document, null, 1)}\n`;

/** Lets a person save hints. */
export const saveHints = (name: string, document: HintsDocument): void => saveText(`${name}.hints.json`, textOf(document));

/** Lets a person save the hints that the studio could not keep, a file for every painting. */
export function saveUnsavedHints(): void {
  for (const { id, name } of unsavedPaintings()) {
    const hints = unsavedHints(id);
    if (hints !== null) saveHints(name, hints);
  }
}
