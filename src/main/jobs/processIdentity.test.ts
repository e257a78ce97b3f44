import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { identityOf, isAlive, markProcess } from './processIdentity.ts';

test('this process is alive, and the same as itself', () => {
  expect(isAlive(markProcess(process.pid))).toBe(true);
  expect(identityOf(process.pid)).toBe(identityOf(process.pid));
});

test('a process that was killed is not alive', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  const mark = markProcess(child.pid ?? 0);
  expect(isAlive(mark)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(mark)).toBe(false);
});

test.skipIf(process.platform === 'win32')('a number that was given to another process does not pass for the first', () => {
  expect(isAlive({ pid: process.pid, identity: 'some other start' })).toBe(false);
});
