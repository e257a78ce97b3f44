import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Saver } from './saver.svelte.ts';

/** Outside of a window state is what it holds. */
const plain = <Value>(value: Value): Value => value;
beforeAll(() => vi.stubGlobal('$state', Object.assign(plain, { raw: plain })));
afterAll(() => vi.unstubAllGlobals());

test('what cannot be saved is kept, tried again by itself, and the newest state is what is saved then', async () => {
  const saved: number[] = [];
  let room = false;
  let tries = 0;
  const saver = new Saver<number>(async (state) => {
    tries++;
    await Promise.resolve();
    if (!room) throw new Error('The disk is full.');
    saved.push(state);
  }, 10);
  saver.want(1);
  expect(await saver.again()).toBe(false);
  await vi.waitFor(() => expect(tries).toBeGreaterThan(2));
  saver.want(2);
  saver.want(3);
  await vi.waitFor(() => expect(saver.failure?.message).toBe('The disk is full.'));
  expect([saver.behind, saver.unsaved, saved]).toEqual([true, 3, []]);
  room = true;
  await vi.waitFor(() => expect(saver.behind).toBe(false));
  expect([saver.unsaved, saver.failure, saved]).toEqual([null, null, [3]]);
});

test('one saving at a time, and after it the newest state alone', async () => {
  const saved: number[] = [];
  const gates: (() => void)[] = [];
  const saver = new Saver<number>(async (state) => {
    await new Promise<void>((resolve) => gates.push(resolve));
    saved.push(state);
  });
  for (const state of [1, 2, 3]) saver.want(state);
  expect(gates).toHaveLength(1);
  gates[0]();
  await vi.waitFor(() => expect(gates).toHaveLength(2));
  gates[1]();
  await vi.waitFor(() => expect(saver.behind).toBe(false));
  expect(saved).toEqual([1, 3]);
});
