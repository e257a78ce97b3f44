import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { Host, Point, Press } from './hosts/host.ts';
import { byMouse } from './hosts/host.ts';
import type { HostName } from './hosts/index.ts';
import { hosts } from './hosts/index.ts';
import type { Folders } from './pictures.ts';
import { drawFolders } from './pictures.ts';
import type { StudioWindow, WindowOptions } from './window.ts';
import { watchWindow } from './window.ts';

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

/** A built studio with a window, and two folders of pictures beside its home. */
export class Stage {
  readonly journey: string;
  readonly where: HostName;
  /** The studio in its host. */
  readonly studio: Host;
  folder = '';
  folders: Folders = { discs: '', squares: '' };
  /** The home; changes when it is moved. */
  home = '';
  #window: StudioWindow | null = null;
  #options: WindowOptions = {};

  constructor(journey: string, where: HostName) {
    this.journey = journey;
    this.where = where;
    this.studio = hosts[where].create();
  }

  get window(): StudioWindow {
    if (this.#window === null) throw new Error('The window is not open yet.');
    return this.#window;
  }

  async open({ count = 12, flawed = false, prepare, ...options }: StageOptions): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'recast-journey-'));
    this.home = join(this.folder, 'home');
    this.folders = await drawFolders(this.folder, { count, flawed });
    await prepare?.(this);
    await this.studio.open(this.home, this.folder);
    await this.show(options);
  }

  /** Shows the studio's first page in a window of other choices, which takes the place of the one before. */
  async show(options: WindowOptions): Promise<StudioWindow> {
    const page = await this.studio.page(options);
    page.setDefaultTimeout(PATIENCE);
    this.#options = options;
    this.#window = watchWindow(page, `${hosts[this.where].mark}${this.journey}`, this.studio.attached);
    await this.studio.enter(page);
    return this.#window;
  }

  /** Opens the studio on the same home again, after it was closed or killed; with its window, where that has gone with it. */
  async openAgain(): Promise<void> {
    await this.studio.open(this.home, this.folder);
    if (!this.studio.windowOutlives) await this.show(this.#options);
  }

  /** Chooses a folder or a file where a press opens a dialog of the system. */
  choose(button: Locator, path: string): Promise<void> {
    return this.studio.choose(this.window.page, button, path, byMouse);
  }

  /** Brings a folder of the studio's machine to where one is asked for. */
  bringFolder(zone: Locator, path: string, press: Press = byMouse): Promise<void> {
    return this.studio.chooseFolder(this.window.page, zone.getByRole('button', { name: this.studio.folderButton }), path, press);
  }

  /** Drops real files and folders on a place of the window; its middle where none is given. */
  drop(paths: readonly string[], place?: Point): Promise<void> {
    return this.studio.drop(this.window.page, paths, place);
  }

  /** Exports from the dialog that is open, to a file at `path`. Resolves with the name that it was given. */
  exportTo(path: string): Promise<string> {
    const { page } = this.window;
    const dialog = page.getByRole('dialog');
    return this.studio.write(page, dialog, dialog.getByRole('button', { name: 'Export', exact: true }), path);
  }

  /** Presses what lets a person save a text as a file, and has it arrive at `path`. */
  saveTo(button: Locator, path: string): Promise<void> {
    return this.studio.save(this.window.page, button, path);
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

  async close(): Promise<void> {
    await this.studio.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Opens a stage before the tests of a file, and closes it after them; a test that fails leaves a picture where there is a window. */
export function onStage(journey: string, options: StageOptions = {}, where: HostName = 'browser'): Stage {
  const stage = new Stage(journey, where);
  beforeAll(() => stage.open(options));
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await stage.window.look(`failed-${task.name.slice(0, 24).replaceAll(' ', '-')}`).catch(() => undefined);
  });
  afterAll(() => stage.close());
  return stage;
}

/** Plays a journey in every host, and says why where it is left out. `about` names it, `tests` are written against its stage. */
export function play(journey: string, about: string, options: StageOptions, tests: (stage: Stage) => void): void {
  for (const where of Object.keys(hosts) as HostName[]) {
    const host = hosts[where];
    const reason = host.missing();
    if (reason !== null) process.stderr.write(`The journey "${journey}" is left out ${host.where}: ${reason}.\n`);
    describe.skipIf(reason !== null)(`${about}, ${host.where}`, () => tests(onStage(journey, options, where)));
  }
}
