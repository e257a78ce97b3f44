// Tries what `npm run build` made: the files are where the package expects them, and both programs start.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handOver } from '../bin/handOver.mjs';
import { firstLoad, MOST } from './firstLoad.mjs';

const entries = ['out/main/cli.js', 'out/main/worker.js', 'out/main/desktop.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

/** Gives 0 when the bundled command line prints its version and gets an answer from the bundled engine, else 1. */
export async function checkLayout({ root, runtime }) {
  const complain = (sentence) => {
    process.stderr.write(`The build is not usable: ${sentence}\n`);
    return 1;
  };
  const missing = entries.filter((entry) => !existsSync(join(root, entry)));
  if (missing.length > 0) return complain(`${missing.join(' and ')} is missing.`);

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const commandLine = join(root, 'out', 'main', 'cli.js');
  const printed = await handOver(runtime, [commandLine, '--version'], { cwd: root, output: 'pipe' });
  if (printed.code !== 0 || printed.text.trim() !== version) return complain(`\`recast --version\` ended with ${printed.code} and printed:\n${printed.text}`);

  // `doctor` asks the engine process, so it shows that the bundled command line finds the bundled worker.
  const home = mkdtempSync(join(tmpdir(), 'recast-build-'));
  try {
    const doctor = await handOver(runtime, [commandLine, 'doctor', '--home', home], { cwd: home, output: 'pipe' });
    if (doctor.code !== 0) return complain(`\`recast doctor\` ended with ${doctor.code} and printed:\n${doctor.text}`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  const kilobytes = firstLoad(join(root, 'out', 'renderer'));
  if (kilobytes > MOST) return complain(`the window's first load is ${kilobytes.toFixed(0)} kB compressed, more than ${MOST}.`);
  process.stdout.write(`The window's first load: ${kilobytes.toFixed(0)} kB compressed (${MOST} at most).\n`);
  process.stdout.write(`The build starts: recast ${version}, command line and engine.\n`);
  return 0;
}
