import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrainTask } from '../messages.ts';

/** The scripted engine program. */
export const scriptedEngine = fileURLToPath(new URL('./scriptedEngine.ts', import.meta.url));

/** Two folders of which the first names the script. */
export function scriptedFolders(parent: string, script: string): { a: string; b: string } {
  const folders = { a: join(parent, script), b: join(parent, 'other') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  return folders;
}

/** A training task for the scripted engine. */
export function scriptedTask(parent: string, script: string): TrainTask {
  return {
    kind: 'train',
    runFolder: join(parent, 'run'),
    cacheFolder: join(parent, 'cache'),
    architecture: 'cyclegan',
    settings: {},
    folders: scriptedFolders(parent, script),
    excluded: {},
    heldOut: {},
    seed: 1,
    holdout: 0.05,
    background: 'white',
    checkpointEvery: { minutes: 5, steps: null },
    keepCheckpoints: 3,
    samplesEvery: 0,
    samplePictures: 0,
    resumeFrom: null,
    maxMinutes: null,
    engine: { executor: 'auto', device: 'auto', threads: 0, precision: 'fast', memory: 'normal' },
  };
}
