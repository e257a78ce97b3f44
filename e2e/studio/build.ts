import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** When anything that a bundle is made from was last written, in milliseconds. */
function newestSource(): number {
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = [...sources.map((entry) => join(entry.parentPath, entry.name)), join(root, 'electron.vite.config.ts'), join(root, 'package-lock.json')];
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

/** Bundles the programs and the window before the journeys, unless that was done since the last change. */
export function setup(): void {
  const built = ['main/cli.js', 'main/worker.js', 'renderer/index.html'].map((file) => join(root, 'out', file));
  if (built.every((file) => existsSync(file) && statSync(file).mtimeMs > newestSource())) return;
  const bundler = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundler, 'build'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The studio could not be bundled:\n${stdout}\n${stderr}`);
}
