import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ahead, openOutbox } from './pipeline.ts';

describe('ahead', () => {
  it('keeps the order and starts no more than its depth beforehand', async () => {
    const started: number[] = [];
    const seen: number[] = [];
    const work = async (item: number): Promise<number> => {
      started.push(item);
      await wait(5 - (item % 5));
      return item;
    };
    for await (const result of ahead([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3, work)) {
      seen.push(result);
      expect(started.length).toBeLessThanOrEqual(seen.length + 3);
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('throws at the turn of the item that failed', async () => {
    const seen: number[] = [];
    const run = async (): Promise<void> => {
      for await (const result of ahead([0, 1, 2, 3], 3, (item) => (item === 2 ? Promise.reject(new Error('two')) : wait(3, item)))) seen.push(result);
    };
    await expect(run()).rejects.toThrow('two');
    expect(seen).toEqual([0, 1]);
  });
});

describe('an outbox', () => {
  it('makes the producer wait for room', async () => {
    const outbox = openOutbox(2);
    let running = 0;
    let most = 0;
    for (let i = 0; i < 7; i++) {
      await outbox.add(async () => {
        most = Math.max(most, ++running);
        await wait(3);
        running--;
      });
    }
    await outbox.drain();
    expect(most).toBe(2);
    expect(running).toBe(0);
  });

  it('tells of a failure at the next piece, or at the end', async () => {
    const outbox = openOutbox(1);
    await outbox.add(() => Promise.reject(new Error('full')));
    await expect(outbox.add(() => Promise.resolve())).rejects.toThrow('full');
    await expect(outbox.drain()).rejects.toThrow('full');
  });
});
