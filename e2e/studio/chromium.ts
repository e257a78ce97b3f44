import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** A real browser for tests: the program, and what must be in its environment. */
export interface Browser {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Where Chrome and Chromium are installed, by platform. */
const installed: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'],
};

/**
 * Finds a browser: `RECAST_CHROMIUM`, else the one that a development package carries (Linux x64), else an installed
 * one. A sentence says why where there is none.
 */
export function findBrowser(): Browser | string {
  const named = process.env['RECAST_CHROMIUM'];
  if (named !== undefined) return existsSync(named) ? { executablePath: named, environment: {} } : `RECAST_CHROMIUM names ${named}, which is not there`;
  const reason = process.platform === 'linux' && process.arch === 'x64' ? unpackOnce() : `no browser is packaged for ${process.platform}-${process.arch}`;
  if (typeof reason !== 'string') return reason;
  const found = installed[process.platform]?.find((path) => existsSync(path));
  return found === undefined ? `${reason}, and neither Chrome nor Chromium is installed` : { executablePath: found, environment: {} };
}

/** Unpacks the packaged Chromium beside the packages, once for all runs. */
function unpackOnce(): Browser | string {
  const manifest = findPackageJSON('@sparticuz/chromium', import.meta.url);
  if (manifest === undefined) return 'the package @sparticuz/chromium is not installed';
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const cache = join(dirname(manifest), '..', '..', '.cache');
  const folder = join(cache, `recast-chromium-${version}`);
  try {
    if (!existsSync(folder)) unpack(join(dirname(manifest), 'bin'), cache, folder);
  } catch (error) {
    return `the packaged browser could not be unpacked: ${error instanceof Error ? error.message : String(error)}`;
  }
  const libraries = [folder, join(folder, 'lib')].join(':');
  return { executablePath: join(folder, 'chromium'), environment: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: folder } };
}

/** Test files run side by side: whoever is first renames a whole folder into place, the others take it. */
function unpack(packed: string, cache: string, folder: string): void {
  mkdirSync(cache, { recursive: true });
  const parts = mkdtempSync(join(cache, 'unpacking-'));
  try {
    writeFileSync(join(parts, 'chromium'), brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))), { mode: 0o755 });
    for (const name of ['al2023', 'swiftshader', 'fonts']) {
      const archive = join(parts, `${name}.tar`);
      writeFileSync(archive, brotliDecompressSync(readFileSync(join(packed, `${name}.tar.br`))));
      execFileSync('tar', ['-xf', archive, '-C', parts]);
      rmSync(archive);
    }
    // The packaged list of fonts names folders of the cloud that the package is made for.
    writeFileSync(
      join(parts, 'fonts.conf'),
      `<?xml version="1.0"?><fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
    );
    renameSync(parts, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(parts, { recursive: true, force: true });
  }
}
