import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report, TaskContext } from '../jobs/taskContext.ts';

/** The context of a task that a measurement runs inside itself: nobody sees its reports but the measurement. */
export function insideContext(stop: AbortSignal, observe: (message: Report) => void = () => undefined): TaskContext {
  return { report: observe, stop, paused: false, whenRunning: () => Promise.resolve(), hear: () => undefined };
}

/** Gives `work` a temporary folder and removes it afterwards. */
export async function inTemporaryFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'recast-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
