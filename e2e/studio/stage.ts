import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { Folders } from './pictures.ts';
import { drawFolders } from './pictures.ts';
import type { ServedStudio } from './studio.ts';
import { serveStudio } from './studio.ts';
import type { StudioWindow, WindowOptions } from './window.ts';
import { openWindow, startBrowser } from './window.ts';

/** How long a window may take to show what a person waits for, in milliseconds: two cores may be busy with a training. */
const PATIENCE = 60_000;

/** What a journey begins with. */
export interface StageOptions extends WindowOptions {
  /** Pictures in each of the two folders. */
  readonly count?: number;
  /** A copy and a file that is no picture lie among the discs. */
  readonly flawed?: boolean;
  /** What is done in the home before the studio opens it: trainings on the command line. */
  readonly prepare?: (stage: Stage) => Promise<void>;
}

/** A served studio with a window in a real browser, and two folders of pictures beside its home. */
export class Stage {
  readonly journey: string;
  folder = '';
  folders: Folders = { discs: '', squares: '' };
  /** The home; changes when it is moved. */
  home = '';
  readonly #open: { studio: ServedStudio | null; browser: Browser | null; window: StudioWindow | null } = { studio: null, browser: null, window: null };

  constructor(journey: string) {
    this.journey = journey;
  }

  get studio(): ServedStudio {
    if (this.#open.studio === null) throw new Error('The studio is not open yet.');
    return this.#open.studio;
  }

  get window(): StudioWindow {
    if (this.#open.window === null) throw new Error('The window is not open yet.');
    return this.#open.window;
  }

  async open({ count = 12, flawed = false, prepare, ...options }: StageOptions): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'recast-journey-'));
    this.home = join(this.folder, 'home');
    this.folders = await drawFolders(this.folder, { count, flawed });
    await prepare?.(this);
    [this.#open.studio, this.#open.browser] = await Promise.all([serveStudio(this.home, { allow: [this.folder] }), startBrowser()]);
    this.#open.window = await openWindow(this.#open.browser, this.studio.entrance, this.journey, options);
    this.window.page.setDefaultTimeout(PATIENCE);
  }

  /** Opens tabs of a project until each shows a text of its own: a picture is kept of it, axe finds nothing, and nothing is wider than the window. */
  async walkTabs(tabs: readonly (readonly [tab: string, until: string])[]): Promise<void> {
    const { page } = this.window;
    for (const [tab, until] of tabs) {
      await page.getByRole('link', { name: tab, exact: true }).click();
      await page.getByText(until).first().waitFor();
      await this.window.look(`small-${tab.toLowerCase()}`);
      await this.window.checkAccessibility();
      expect(await this.window.overflow()).toBe(0);
    }
  }

  /** Serves the same home on the same port again, after the studio was closed or killed. */
  async serveAgain(): Promise<void> {
    const { port } = new URL(this.studio.address);
    this.#open.studio = await serveStudio(this.home, { allow: [this.folder], port: Number(port) });
  }

  async close(): Promise<void> {
    await this.#open.window?.close();
    await this.#open.browser?.close();
    await this.#open.studio?.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Opens a stage before the tests of a file, and closes it after them; a test that fails leaves a picture. */
export function onStage(journey: string, options: StageOptions = {}): Stage {
  const stage = new Stage(journey);
  beforeAll(() => stage.open(options));
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await stage.window.look(`failed-${task.name.slice(0, 24).replaceAll(' ', '-')}`);
  });
  afterAll(() => stage.close());
  return stage;
}
