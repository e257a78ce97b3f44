import { expect, test } from 'vitest';
import { explainDeath } from './death.ts';

const quiet = { code: null, signal: null, tail: '', doing: 'while training, after step 120', work: 'training' } as const;

test.each([
  [{ code: 134 }, 'outOfMemory'],
  [{ code: 137 }, 'outOfMemory'],
  [{ code: 139 }, 'outOfMemory'],
  [{ code: 0xc0000005 }, 'outOfMemory'],
  [{ signal: 'SIGKILL' }, 'outOfMemory'],
  [{ signal: 'SIGABRT' }, 'outOfMemory'],
  [{ signal: 'SIGSEGV' }, 'outOfMemory'],
  [{ code: 1, tail: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory' }, 'outOfMemory'],
  [{ code: 1, tail: "terminate called after throwing an instance of 'std::bad_alloc'" }, 'outOfMemory'],
  [{ signal: 'SIGTERM' }, 'killed'],
  [{ code: 143 }, 'killed'],
  [{ signal: 'SIGILL' }, 'crashed'],
  [{ signal: 'SIGBUS' }, 'crashed'],
  [{ code: 132 }, 'crashed'],
  [{ code: 1 }, 'exited'],
  [{ code: 0 }, 'exited'],
] as const)('%o is %s', (death, kind) => {
  expect(explainDeath({ ...quiet, ...death }).kind).toBe(kind);
});

test('out of memory says when, how it showed, and what would help', () => {
  const { error } = explainDeath({ ...quiet, signal: 'SIGKILL' });
  expect(error.message).toBe('The engine process ended abruptly while training, after step 120 (SIGKILL), as happens when the memory runs out.');
  expect(error.remedy).toContain('smaller --size');
});

test('what to do is said of what was done: only a training has checkpoints', () => {
  const killed = { ...quiet, signal: 'SIGKILL', doing: 'while converting' } as const;
  expect(explainDeath({ ...killed, work: 'batch' }).error.remedy).toBe('Close other programs. The same command goes on with what is left; what is done stays.');
  expect(explainDeath({ ...killed, work: 'other' }).error.remedy).toBe('Close other programs. Try again.');
});

test('an end without a word quotes the line that tells, not the stack below it', () => {
  const tail = ['Error: Cannot find module onnxruntime-node', '    at load (a.ts:1)', '    at main (b.ts:2)', '', 'Node.js v24.21.0', ''].join('\n');
  expect(explainDeath({ ...quiet, code: 1, tail }).error.message).toMatch(/last lines were: Error: Cannot find module onnxruntime-node$/);
});

test('Windows status codes are shown the way Windows shows them', () => {
  expect(explainDeath({ ...quiet, code: 0xc000001d }).error.message).toContain('0xc000001d');
});
