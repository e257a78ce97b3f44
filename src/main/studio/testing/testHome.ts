import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FromEngine } from '../../jobs/messages.ts';
import { scriptedEngine, scriptedFolders } from '../../jobs/testing/tasks.ts';
import { openStudio } from '../studio.ts';
import type { JobObserver, Studio, TrainRequest } from '../types.ts';

/** A folder with a home in it, and studios over the scripted engine that `remove` closes. */
export interface TestHome {
  readonly folder: string;
  readonly home: string;
  open(home?: string): Promise<Studio>;
  /** A training request whose engine does what the script says. */
  request(script: string, fields?: Partial<TrainRequest>): TrainRequest;
  remove(): Promise<void>;
}

/** Makes a home for tests. */
export function testHome(): TestHome {
  const folder = mkdtempSync(join(tmpdir(), 'recast-'));
  const home = join(folder, 'home');
  const open: Studio[] = [];
  return {
    folder,
    home,
    open: async (place = home) => {
      const studio = await openStudio({ home: place, engineEntry: scriptedEngine });
      open.push(studio);
      return studio;
    },
    request: (script, fields) => ({ architecture: 'cyclegan', folders: { ...scriptedFolders(folder, script) }, ...fields }),
    remove: async () => {
      await Promise.all(open.map((studio) => studio.close()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An observer that keeps what it hears. */
export interface Witness extends JobObserver {
  readonly messages: FromEngine[];
  readonly positions: number[];
  /** Settles when a message of this type has come. */
  heard(type: FromEngine['type']): Promise<void>;
}

/** Makes an observer that keeps what it hears. */
export function witness(): Witness {
  const messages: FromEngine[] = [];
  const positions: number[] = [];
  const waiting: { type: FromEngine['type']; resolve: () => void }[] = [];
  return {
    messages,
    positions,
    event: (message) => {
      messages.push(message);
      for (const one of waiting) if (one.type === message.type) one.resolve();
    },
    queued: (position) => positions.push(position),
    heard: (type) => (messages.some((message) => message.type === type) ? Promise.resolve() : new Promise((resolve) => waiting.push({ type, resolve }))),
  };
}
