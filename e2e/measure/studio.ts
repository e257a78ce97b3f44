import { once } from 'node:events';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { WebSocket } from 'ws';
import type { StudioClient } from '../../src/shared/contract/index.ts';
import { findBrowser } from '../studio/chromium.ts';
import type { ServedStudio } from '../studio/studio.ts';
import { serveStudio } from '../studio/studio.ts';
import type { Sight } from './instruments.ts';
import { installInstruments } from './instruments.ts';

/** The built studio in a process of its own, a client of its contract, and a real browser. */
export interface Measured {
  readonly folder: string;
  readonly home: string;
  /** The number of the studio's process. */
  readonly host: number;
  readonly client: StudioClient;
  /** A new window in a profile of its own, with instruments, and not yet at any address. */
  window(usable?: Sight): Promise<{ page: Page; protocol: CDPSession }>;
  readonly entrance: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** The same as a browser that may not use a graphics card. */
const FLAGS = ['--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** The home page with its projects. */
const projects: Sight = { selector: 'main article', without: 'main [role=status] > .box' };

async function connect({ entrance }: ServedStudio): Promise<{ client: StudioClient; end: () => void }> {
  const entered = await fetch(entrance, { redirect: 'manual' });
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';');
  const { origin, host } = new URL(entrance);
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin } });
  await once(socket, 'open');
  return { client: createORPCClient(new RPCLink({ websocket: socket })), end: () => socket.close() };
}

/** Opens the built studio on a home below `folder`, which its windows may use whole. */
export async function openMeasured(folder: string): Promise<Measured> {
  const found = findBrowser();
  if (typeof found === 'string') throw new Error(`There is no browser to measure in: ${found}.`);
  const home = `${folder}/home`;
  const studio = await serveStudio(home, { allow: [folder] });
  const { client, end } = await connect(studio);
  const environment = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const browser: Browser = await chromium.launch({ executablePath: found.executablePath, args: FLAGS, env: { ...environment, ...found.environment } });
  return {
    folder,
    home,
    host: studio.pid,
    client,
    entrance: studio.entrance,
    async window(usable = projects) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
      const page = await context.newPage();
      await page.addInitScript(installInstruments, usable);
      return { page, protocol: await context.newCDPSession(page) };
    },
    browser,
    async close() {
      end();
      await browser.close();
      await studio.close();
    },
  };
}
