import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { bundle } from './desktop.ts';
import type { Deed, Told } from './standIn/told.ts';
import { toldSchema } from './standIn/told.ts';

const register = new URL('./standIn/register.ts', import.meta.url).href;
const PATIENCE = 30_000;

/** The built desktop studio in a process of its own, on the stand-in. */
export interface DesktopStudio {
  readonly pid: number;
  /** The page of its window now: another one after a crash. */
  page(): Promise<Page>;
  /** Acts in the place of a person or the system. */
  act(deed: Deed): void;
  /** What the person saw outside of the page so far. */
  told<What extends Told['what']>(what: What): Extract<Told, { what: What }>[];
  /** Waits until something was told that fits. */
  hear<What extends Told['what']>(what: What, fits?: (told: Extract<Told, { what: What }>) => boolean): Promise<Extract<Told, { what: What }>>;
  /** Its exit code, once it has ended by itself. */
  readonly ended: Promise<number | null>;
  /** What it printed. */
  printed(): string;
  /** Ends it at once, if it has not ended. */
  kill(): Promise<void>;
}

/** Opens the built desktop studio on a home. */
export async function openDesktop(home: string, environment: Readonly<Record<string, string>> = {}): Promise<DesktopStudio> {
  const child = fork(bundle, ['--home', home], { execArgv: ['--import', register], silent: true, env: { ...process.env, ...environment } });
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const all: Told[] = [];
  child.on('message', (message) => all.push(toldSchema.parse(message)));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let over = false;
  void ended.then(() => (over = true));

  const told = <What extends Told['what']>(what: What): Extract<Told, { what: What }>[] =>
    all.filter((each): each is Extract<Told, { what: What }> => each.what === what);
  const hear: DesktopStudio['hear'] = async (what, fits = () => true) => {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await wait(20)) {
      const found = told(what).find(fits);
      if (found !== undefined) return found;
      if (over) throw new Error(`The studio ended before it told of a ${what}:\n${printed}`);
    }
    throw new Error(`The studio never told of a ${what}; it told ${JSON.stringify(all)} and printed:\n${printed}`);
  };

  const { devtools } = await hear('window');
  const browser = await chromium.connectOverCDP(devtools);
  return {
    pid: child.pid ?? 0,
    async page() {
      for (const end = Date.now() + PATIENCE; Date.now() < end; await wait(50)) {
        const pages = browser.contexts().flatMap((context) => context.pages());
        const page = pages.findLast((each) => each.url().includes('.studio.localhost'));
        if (page !== undefined) return page;
      }
      throw new Error('The window has no page.');
    },
    act: (deed) => void child.send(deed),
    told,
    hear,
    ended,
    printed: () => printed,
    async kill() {
      await browser.close().catch(() => undefined);
      if (!over) child.kill('SIGKILL');
      await ended;
      // The browser of its window ends once it misses it, and only then lets another one have its profile.
      for (const end = Date.now() + PATIENCE; Date.now() < end; await wait(20)) {
        const there = await fetch(`${devtools}/json/version`).then(
          () => true,
          () => false,
        );
        if (!there) return;
      }
      throw new Error('The browser of a window has outlived it.');
    },
  };
}
