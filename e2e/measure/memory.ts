import { readFile } from 'node:fs/promises';
import type { Browser, CDPSession } from 'playwright-core';

/** Memory of a process in bytes: all that is resident, and the part of it that no other process shares. */
export interface Memory {
  readonly resident: number;
  readonly own: number;
}

/** Memory of the largest process that draws pages. Linux only: read from /proc. */
export async function memoryOfPages(browser: Browser): Promise<Memory> {
  const protocol = await browser.newBrowserCDPSession();
  const { processInfo } = await protocol.send('SystemInfo.getProcessInfo');
  await protocol.detach();
  const all = await Promise.all(processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => memoryOf(id)));
  return all.toSorted((one, other) => other.resident - one.resident)[0] ?? { resident: NaN, own: NaN };
}

async function memoryOf(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const bytes = (name: string): number => 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]);
  return { resident: bytes('Rss'), own: bytes('Private_Clean') + bytes('Private_Dirty') };
}

/** What a page's own objects take after everything that nobody needs was thrown away, in bytes. */
export async function heapOf(protocol: CDPSession): Promise<number> {
  await protocol.send('HeapProfiler.collectGarbage');
  const { usedSize } = await protocol.send('Runtime.getHeapUsage');
  return usedSize;
}
