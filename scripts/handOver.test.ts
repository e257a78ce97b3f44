import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'recast-hand-over-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The program that hands over: its arguments are the child's. */
const parent = join(folder, 'parent.mjs');
writeFileSync(
  parent,
  `import { handOver } from ${JSON.stringify(new URL('../bin/handOver.mjs', import.meta.url).href)};
   const { code } = await handOver(process.execPath, process.argv.slice(2));
   process.exitCode = code;`,
);

/** Counts the signals it gets and needs a while to save after the first. */
const saver = join(folder, 'saver.mjs');
writeFileSync(
  saver,
  `let signals = 0;
   for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => signals++ === 0 && setTimeout(() => {
     console.log('saved after ' + signals + ' ' + name);
     process.exit(130);
   }, 300));
   setTimeout(() => {}, 30_000);
   console.log('running');`,
);

async function finish(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text };
}

describe.skipIf(process.platform === 'win32')('handing over', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s lets the child save before this process ends', async (signal) => {
    const child = spawn(process.execPath, [parent, saver], { stdio: ['ignore', 'pipe', 'ignore'] });
    const finished = finish(child);
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await finished).toEqual({ code: 130, text: `running\nsaved after 1 ${signal}\n` });
  });

  test('exit codes and signals that end the child become the exit code', async () => {
    const ended = await finish(spawn(process.execPath, [parent, '-e', 'process.exit(2)']));
    expect(ended.code).toBe(2);
    const killed = await finish(spawn(process.execPath, [parent, '-e', 'process.kill(process.pid, "SIGKILL")']));
    expect(killed.code).toBe(137);
  });
});
