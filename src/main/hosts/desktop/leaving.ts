import type { BrowserWindow } from 'electron';
import { dialog } from 'electron';
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
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: title,
      detail: text,
      buttons: [words.saveAgain, words.saveElsewhere, words.closeAnyway],
      defaultId: 0,
      // Escape stays, and tries again.
      cancelId: 0,
    });
    const deed = deeds[response];
    if (deed) choose(deed);
    if (deed !== null) return false;
  }
  return !isBusy || askToSaveAndQuit(window, words);
}

async function askToSaveAndQuit(window: BrowserWindow, words: DesktopWords): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.quitTitle,
    detail: words.quitDetail,
    buttons: [words.saveAndQuit, words.stay],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
