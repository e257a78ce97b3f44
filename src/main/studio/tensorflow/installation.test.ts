import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { testedTensorflow } from '../../engine/tensorflow/testing/installation.ts';
import { tensorflowIn } from './installation.ts';
import type { ArchiveServer } from './testing/archives.ts';
import { serveArchives } from './testing/archives.ts';
import type { TensorflowProgress } from './types.ts';

const root = mkdtempSync(join(tmpdir(), 'recast-tensorflow-'));
const folder = join(root, 'tensorflow');
const installation = tensorflowIn({ folder, reportFolder: join(root, 'reports'), engineEntry: undefined });
const MINUTES = 60_000;

/** What lies beside the finished installation: nothing may. */
const leftovers = (): string[] => readdirSync(root).filter((name) => name.startsWith('tensorflow.'));

describe.skipIf(testedTensorflow === null)('installing TensorFlow from archives of this machine', () => {
  let server: ArchiveServer;
  beforeAll(async () => {
    server = await serveArchives(join(root, 'archives'), testedTensorflow ?? '');
  });
  beforeEach(() => {
    server.library = 'whole';
    server.addon = 'whole';
    for (const [name, value] of Object.entries(server.environment)) vi.stubEnv(name, value);
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('says that nothing is installed, and removes nothing', async () => {
    expect(await installation.status()).toMatchObject({ installed: false, works: false, package: null, bytes: 0 });
    expect(await installation.remove()).toBe(0);
  });

  it('reports an archive that the server does not have', { timeout: 5 * MINUTES }, async () => {
    server.library = 'missing';
    await expect(installation.install({ gpu: false }, () => undefined)).rejects.toThrow(/library, the server answered 404 for http:.*libtensorflow-cpu/);
    expect(existsSync(folder)).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  it('reports an archive that was cut', { timeout: 5 * MINUTES }, async () => {
    server.library = 'cut';
    await expect(installation.install({ gpu: false }, () => undefined)).rejects.toThrow(/is not the archive, or not all of it/);
    expect(existsSync(folder)).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  it('reports that a compiler is missing where there is no ready-made addon', { timeout: 5 * MINUTES }, async () => {
    server.addon = 'missing';
    // A path with nothing on it but what npm itself needs.
    const tools = join(root, 'tools');
    mkdirSync(tools);
    for (const tool of ['sh', 'env', 'npm']) {
      const found = (process.env['PATH'] ?? '')
        .split(delimiter)
        .map((place) => join(place, tool))
        .find(existsSync);
      if (found !== undefined) symlinkSync(found, join(tools, tool));
    }
    vi.stubEnv('PATH', tools);
    await expect(installation.install({ gpu: false }, () => undefined)).rejects.toThrow(/no ready-made addon for this computer, and none could be compiled/);
    expect(existsSync(folder)).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  it('starts over after it was killed on the way, installs, proves and tells its progress', { timeout: 8 * MINUTES }, async () => {
    server.library = 'stalls';
    const asked = server.asked;
    const program = fileURLToPath(new URL('./testing/installOnce.ts', import.meta.url));
    const host = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'ignore', 'inherit'], env: process.env });
    while (server.asked === asked) await wait(50);
    const other = installation.install({ gpu: false }, () => undefined);
    await expect(other).rejects.toThrow(`by the process ${host.pid}`);
    const gone = new Promise((resolve) => host.once('exit', resolve));
    host.kill('SIGKILL');
    await gone;
    expect(existsSync(folder)).toBe(false);
    expect(await installation.status()).toMatchObject({ installed: false });

    server.library = 'whole';
    const seen: TensorflowProgress[] = [];
    const status = await installation.install({ gpu: false }, (progress) => seen.push(progress));
    expect(status).toMatchObject({ installed: true, works: true, package: 'cpu', device: 'cpu', remedy: null });
    expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['packages', 'library', 'proving']);
    expect(seen.at(-1)?.bytes).toBeGreaterThan(1e6);
    expect(leftovers()).toEqual([]);
  });

  it('keeps what is installed when a newer attempt is stopped or fails', { timeout: 5 * MINUTES }, async () => {
    server.library = 'stalls';
    const asked = server.asked;
    const stop = new AbortController();
    const stopped = installation.install({ gpu: false }, () => undefined, stop.signal);
    void stopped.catch(() => undefined);
    while (server.asked === asked) await wait(50);
    stop.abort();
    await expect(stopped).rejects.toThrow(/abort/i);
    expect(leftovers()).toEqual([]);
    expect(await installation.status()).toMatchObject({ installed: true, works: true });
  });

  it('says that the library was lost, and removes what is left', async () => {
    rmSync(join(folder, 'node_modules', '@tensorflow', 'tfjs-node', 'deps', 'tensorflow'));
    const status = await installation.status();
    expect(status).toMatchObject({ installed: true, works: false, device: null });
    expect(status.text).toMatch(/own library is missing/);
    expect(await installation.remove()).toBeGreaterThan(1e6);
    expect(await installation.status()).toMatchObject({ installed: false });
  });
});
