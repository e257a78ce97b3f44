import type { BrowserWindow } from 'electron';
import { askInDialog } from './askInDialog.ts';
import type { DesktopWords } from './words.ts';

/** What the window could not save, in its own words. */
export interface Held {
  unsaved: { readonly title: string; readonly text: string } | null;
}

/** What a person who leaves may be asked. */
export interface Leaving {
  readonly held: Held;
  /** Something runs that leaving would stop. */
  readonly isBusy: boolean;
  /** Has the window do one of its actions. */
  choose(id: string): void;
  readonly words: DesktopWords;
}

/** What is done about work that is not saved, in the order of the buttons; null leaves. */
const deeds = ['paint.keep', 'paint.saveUnsaved', null] as const;

/** Asks about what is not saved and what runs; gives whether the program may end. */
export async function mayLeave(window: BrowserWindow, { held, isBusy, choose, words }: Leaving): Promise<boolean> {
  if (held.unsaved !== null) {
    const { title, text } = held.unsaved;
    const buttons = [words.saveAgain, words.saveElsewhere, words.closeAnyway];
    // Escape stays, and tries again.
    const deed = deeds[await askInDialog(window, { type: 'warning', message: title, detail: text, buttons, cancelId: 0 })];
    if (deed) choose(deed);
    if (deed !== null) return false;
  }
  if (!isBusy) return true;
  const buttons = [words.saveAndQuit, words.stay];
  return (await askInDialog(window, { type: 'question', message: words.quitTitle, detail: words.quitDetail, buttons, cancelId: 1 })) === 0;
}
