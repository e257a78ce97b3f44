import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Batch, BatchLoader, BatchPosition } from './batches.ts';
import { openLoader } from './loader.ts';

const follow = ({ epoch, index }: BatchPosition): BatchPosition => ({ epoch, index: index + 1 });
const start = { epoch: 0, index: 0 };

/** A loader of empty batches that says which were begun; `work` stands for the reading. */
function open(work: (index: number) => Promise<void>, depth = 3): { loader: BatchLoader; begun: number[] } {
  const begun: number[] = [];
  const make = async (position: BatchPosition): Promise<Batch> => {
    begun.push(position.index);
    await work(position.index);
    return { pictures: {}, shown: {}, epoch: 0, after: follow(position) };
  };
  return { loader: openLoader(make, follow, start, depth), begun };
}

test('begins at once, keeps the depth, keeps the order', async () => {
  const { loader, begun } = open((index) => delay(index % 3 === 0 ? 6 : 1));
  expect(begun).toEqual([0, 1, 2]);
  for (let i = 0; i < 6; i++) expect((await loader.next()).after.index).toBe(i + 1);
  expect(begun).toHaveLength(9);
  await loader.close();
});

test('waits are counted after the first batch, with their time', async () => {
  const { loader } = open((index) => delay(index === 4 ? 60 : 0));
  for (let i = 0; i < 4; i++) {
    await loader.next();
    await delay(5);
  }
  expect(loader.waits).toEqual({ count: 0, seconds: 0 });
  await loader.next();
  expect(loader.waits.count).toBe(1);
  expect(loader.waits.seconds).toBeGreaterThan(0.01);
  await loader.close();
});

test('a failure surfaces at its turn, not before', async () => {
  const { loader } = open((index) => (index === 2 ? Promise.reject(new Error('two')) : Promise.resolve()));
  await loader.next();
  await delay(5);
  await loader.next();
  await expect(loader.next()).rejects.toThrow('two');
  await loader.close();
});

test('closing waits for what is on its way and begins nothing more', async () => {
  let ended = 0;
  const { loader, begun } = open(async () => {
    await delay(10);
    ended++;
  });
  await loader.close();
  expect(ended).toBe(3);
  await expect(loader.next()).rejects.toThrow('closed');
  expect(begun).toHaveLength(3);
});
