import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RealWindow } from './testing/realWindow.ts';
import { realWindow } from './testing/realWindow.ts';

let folder: string;
let window: RealWindow;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recast-'));
  window = await realWindow(folder);
});
afterAll(async () => {
  await window.close();
  await rm(folder, { recursive: true, force: true });
});

test('a home begins without TensorFlow, and removing none forgets which devices worked', async () => {
  expect(await window.client.tensorflow.status()).toMatchObject({ installed: false, works: false, package: null, bytes: 0 });
  const remembered = join(window.parts.layout.home, 'devices.json');
  await writeFile(remembered, '{}');
  expect(await window.client.tensorflow.remove()).toEqual({ bytes: 0 });
  expect(existsSync(remembered)).toBe(false);
});

test('an installation that nobody listens to any more leaves nothing', async () => {
  const controller = new AbortController();
  const steps = await window.client.tensorflow.install({ gpu: false }, { signal: controller.signal });
  expect((await steps.next()).value).toEqual({ phase: 'packages', bytes: 0 });
  expect((await readdir(window.parts.layout.home)).filter((name) => name.startsWith('tensorflow'))).toEqual(['tensorflow.installing']);
  controller.abort();
  await expect(steps.next()).rejects.toThrow();
  const left = async () => (await readdir(window.parts.layout.home)).filter((name) => name.startsWith('tensorflow'));
  for (let tries = 0; tries < 100 && (await left()).length > 0; tries++) await wait(50);
  expect(await left()).toEqual([]);
});
