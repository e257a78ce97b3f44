// The program of `npm run profile -- 128/64/6`.
import { profileStep } from './profile.ts';

/** Runs that count. */
const RUNS = 5;

const given = process.argv[2] ?? '128/64/6';
const [size, ngf, blocks] = given.split('/').map(Number);
const rows = await profileStep({ size, ngf, blocks }, RUNS);
const total = rows.reduce((sum, { ms }) => sum + ms, 0);
const line = (ms: number, share: string, nodes: number, kind: string): string =>
  `${ms.toFixed(1).padStart(9)} ms  ${share.padStart(6)}  ${String(nodes).padStart(6)} nodes  ${kind}\n`;
for (const { kind, nodes, ms } of rows) process.stdout.write(line(ms, `${((100 * ms) / total).toFixed(1)} %`, nodes, kind));
const nodes = rows.reduce((sum, row) => sum + row.nodes, 0);
process.stdout.write(line(total, '', nodes, `a step of ${given}, the median of ${RUNS} runs node by node`));
