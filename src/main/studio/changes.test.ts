import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openChanges } from './changes.ts';

test('changes come together, each once, to everybody who watches', async () => {
  const changes = openChanges();
  const stop = new AbortController();
  const [one, other] = [changes.watch(stop.signal), changes.watch(stop.signal)];
  const first = [one.next(), other.next()];
  changes.tell('data', 3);
  changes.tell('data', 3);
  changes.tell('projects');
  const together = [
    { topic: 'data', id: '3' },
    { topic: 'projects', id: null },
  ];
  for (const heard of await Promise.all(first)) expect(heard.value).toEqual(together);
  // Told while nobody asks: kept for the next time.
  changes.tell('runs', 'r7k2m');
  await delay(5);
  expect((await one.next()).value).toEqual([{ topic: 'runs', id: 'r7k2m' }]);
  const last = other.next();
  await last;
  const waiting = one.next();
  stop.abort();
  expect(await waiting).toEqual({ value: undefined, done: true });
});
