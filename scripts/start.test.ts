import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Runner = (words: string[]) => Promise<number>;

// Plain JavaScript that must run before TypeScript is there, hence no types of its own.
const { needsBuild, start } = (await import(new URL('./start.mjs', import.meta.url).href)) as {
  needsBuild(root: string): boolean;
  start(context: { root: string }, args: string[], by: { build: () => Promise<number>; serve: Runner }): Promise<number>;
};
const { namedFiles, firstLoad } = (await import(new URL('./firstLoad.mjs', import.meta.url).href)) as {
  namedFiles(page: string): string[];
  firstLoad(folder: string): number;
};
const { faultsOf } = (await import(new URL('./package.mjs', import.meta.url).href)) as { faultsOf(files: { path: string; bytes: number }[]): string[] };

let root: string;
function write(path: string, text = ''): string {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'recast-start-'));
  for (const path of ['src/a.ts', 'electron.vite.config.ts', 'package-lock.json']) utimesSync(write(path), 1000, 1000);
  for (const path of ['out/main/desktop.js', 'out/preload/preload.cjs', 'out/renderer/index.html']) write(path);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

it('builds what is missing or older than its sources', () => {
  expect(needsBuild(root)).toBe(false);
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, 'src/a.ts'), later, later);
  expect(needsBuild(root)).toBe(true);
  utimesSync(join(root, 'src/a.ts'), 1000, 1000);
  rmSync(join(root, 'out/preload/preload.cjs'));
  expect(needsBuild(root)).toBe(true);
});

describe('npm start', () => {
  const calls: string[][] = [];
  const by = {
    build: async () => {
      calls.push(['build']);
      return 0;
    },
    serve: async (words: string[]) => {
      calls.push(words);
      return 7;
    },
  };
  let said = '';
  beforeEach(() => {
    calls.length = 0;
    said = '';
    vi.stubEnv('DISPLAY', ':99');
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  /** An Electron that does what a shell script says. */
  function electron(script: string): void {
    write('node_modules/electron/path.txt', 'electron');
    chmodSync(write('node_modules/electron/dist/electron', `#!/bin/sh\n${script}\n`), 0o755);
  }

  it.skipIf(process.platform === 'win32')('opens the desktop where Electron is there, with what was given', async () => {
    electron(`echo "$@" > '${root}/given'; exit 0`);
    expect(await start({ root }, ['--home', 'x'], by)).toBe(0);
    expect(calls).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('opens the browser where Electron cannot start, and says why', async () => {
    electron('echo "error while loading shared libraries: libgtk-3.so.0" >&2; exit 127');
    expect(await start({ root }, ['--home', 'x'], by)).toBe(7);
    expect(calls).toEqual([['serve', '--open', '--home', 'x']]);
    expect(said).toMatch(/opens in the browser, because Electron could not be started \(.*libgtk-3/);
  });

  it('opens the browser where Electron cannot be fetched, and says why', async () => {
    write('node_modules/electron/install.js', "process.stderr.write('TypeError: fetch failed\\n'); process.exit(1);");
    expect(await start({ root }, [], by)).toBe(7);
    expect(said).toMatch(/because Electron could not be fetched \(fetch failed\)\.\n$/);
  });

  it.skipIf(process.platform !== 'linux')('opens the browser where there is no screen, and fetches nothing', async () => {
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    expect(await start({ root }, [], by)).toBe(7);
    expect(said).toMatch(/because this machine has no screen/);
    expect(said).not.toMatch(/Fetching/);
  });

  it('builds first', async () => {
    rmSync(join(root, 'out'), { recursive: true });
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    write('node_modules/electron/install.js', 'process.exit(1);');
    await start({ root }, [], by);
    expect(calls[0]).toEqual(['build']);
  });
});

it('the first load is the page and what it names, compressed', () => {
  const page =
    '<script type="module" src="./assets/a.js"></script><link rel="modulepreload" href="./assets/b.js"><link rel="icon" href="./icon.svg"><link rel="stylesheet" href="./assets/c.css">';
  expect(namedFiles(page)).toEqual(['assets/a.js', 'assets/b.js', 'assets/c.css']);
  write('window/index.html', page);
  for (const name of ['a.js', 'b.js', 'c.css']) write(`window/assets/${name}`, 'x'.repeat(100_000));
  expect(firstLoad(join(root, 'window'))).toBeLessThan(1);
});

it('a package is refused for what is missing and for what must not be in it', () => {
  const faults = faultsOf([
    { path: 'src/a.test.ts', bytes: 400 * 1024 * 1024 },
    { path: 'node_modules/vite/index.js', bytes: 1 },
  ]);
  for (const what of ['the engine is missing', 'the catalog is missing', 'sources and tests are in it', 'packages of development are in it', 'MB, more than']) {
    expect(faults.join('\n')).toContain(what);
  }
});
