import { readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ConversionPlan } from './plan.ts';

/** The name that a picture has until it is complete, see `data/encode.ts`. */
const TEMPORARY = /^\.recast-[0-9a-f-]{36}\.part$/;

/** Nobody writes at one picture for so long, not even another conversion into the same folder. */
const OLD_SECONDS = 10;

async function sweepFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!TEMPORARY.test(name)) continue;
    const path = join(folder, name);
    if (Date.now() - (await stat(path)).mtimeMs > OLD_SECONDS * 1000) await rm(path, { force: true });
  }
}

/** Removes the half-written files that a killed conversion left in the folders of this one. */
export async function sweepLeftovers({ files, outputFolder }: ConversionPlan): Promise<void> {
  const folders = new Set([outputFolder, ...files.map(({ output }) => dirname(output))]);
  // A folder that was not made, or a leftover that is gone already, leaves nothing to sweep.
  for (const folder of folders) await sweepFolder(folder).catch(() => undefined);
}
