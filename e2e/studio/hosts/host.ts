import type { Locator, Page } from 'playwright-core';
import type { WindowOptions } from '../window.ts';

/** How a button is pressed: by the mouse, unless a journey is about the keyboard. */
export type Press = (button: Locator) => Promise<void>;

export const byMouse: Press = (button) => button.click();

/** A place of a page, in pixels from its corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The built studio in one of its hosts, and what a person meets there outside of its page. */
export interface Host {
  /** Whether its window stays where the studio has gone, and finds it again. */
  readonly windowOutlives: boolean;
  /** Whether its pages are scripted by another program than the one that opened them: they open no further ones. */
  readonly attached: boolean;
  /** What stands on a button that asks for a folder of the machine that the studio runs on. */
  readonly folderButton: string;
  /** The studio's process, once it was opened. */
  readonly pid: number;
  /** Opens the studio on a home: at first, and after it was closed or killed. Pictures may come from below `pictures`. */
  open(home: string, pictures: string): Promise<void>;
  /** A page as a system of these choices shows it, before the studio is in it. */
  page(options: WindowOptions): Promise<Page>;
  /** Goes to the studio's first page. */
  enter(page: Page): Promise<void>;
  /** Chooses a folder or a file where a press opens a dialog of the system. */
  choose(page: Page, button: Locator, path: string, press: Press): Promise<void>;
  /** Chooses a folder of the studio's machine: in a dialog of the system, or in the studio's own of the folders that it may show. */
  chooseFolder(page: Page, button: Locator, path: string, press: Press): Promise<void>;
  /** Presses what writes a file, in its dialog, and has it arrive at `path`. Resolves with the name that it was given. */
  write(page: Page, dialog: Locator, button: Locator, path: string): Promise<string>;
  /** Presses what writes a file to `path`, whatever comes of it. */
  startWriting(page: Page, button: Locator, path: string): Promise<void>;
  /** Presses what lets a person save a text, and has it arrive at `path`. */
  save(page: Page, button: Locator, path: string): Promise<void>;
  /** Drops real files and folders on a place of the page; its middle where none is given. */
  drop(page: Page, paths: readonly string[], place?: Point): Promise<void>;
  /**
   * Would close the window while something in it is not saved, saves that as a file at `path` when asked, and stays. Resolves with what was
   * asked.
   */
  closeUnsaved(page: Page, path: string): Promise<string>;
  /** Goes to the page that the window shows once more, as after a restart of the browser; nothing that is asked is heeded. */
  reload(page: Page): Promise<void>;
  /** Saves what runs and ends the studio. */
  close(): Promise<void>;
  /** Ends the studio at once, as a crash or a full machine would. Its engine is left alone with its work. */
  kill(): Promise<void>;
  /** Closes everything that was opened. */
  end(): Promise<void>;
}
