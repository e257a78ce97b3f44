import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import type { Point } from '../studio/hosts/host.ts';

/** The desktop's program, as it was built. */
export const bundle = fileURLToPath(new URL('../../out/main/desktop.js', import.meta.url));

/** What a system's dialog comes back with. */
export type DialogResult = Readonly<Record<string, unknown>>;

/** The built desktop studio, and what stands around its window. */
export interface Desktop {
  readonly pid: number;
  /** The page of its window. */
  page(): Promise<Page>;
  /** Says what the next dialog of the system comes back with. */
  answer(result: DialogResult): Promise<void>;
  /** The name that the last dialog for writing a file suggested. */
  suggested(): Promise<string>;
  /** Presses what lets a person save a text, and has it arrive at `path`. */
  save(page: Page, button: Locator, path: string): Promise<void>;
  drop(page: Page, paths: readonly string[], place?: Point): Promise<void>;
  /** Has the window asked to close, and what its page saves thereupon arrive at `path`; resolves with what the dialog of the system said. */
  closeWindow(page: Page, path: string): Promise<string>;
  /** Quits; saves what runs. */
  close(): Promise<void>;
  kill(): Promise<void>;
}
