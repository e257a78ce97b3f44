import type { BrowserWindow, MessageBoxOptions } from 'electron';
import { dialog } from 'electron';

/** What a person is asked; Escape is the button at `cancelId`. */
export type Question = Required<Pick<MessageBoxOptions, 'type' | 'message' | 'detail' | 'buttons' | 'cancelId'>>;

/** Asks in a dialog of the system, over the window, with the first button at hand; gives the place of the button that was pressed. */
export async function askInDialog(window: BrowserWindow, question: Question): Promise<number> {
  const { response } = await dialog.showMessageBox(window, { ...question, defaultId: 0 });
  return response;
}
