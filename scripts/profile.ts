// npm run profile -- 128/64/6: where the time of a training step goes on the processor, by kind of node.
import { profileStep } from '../src/main/benchmark/profile.ts';

/** Runs under the profiler, after one that is not counted. */
const RUNS = 5;

const given = process.argv[2] ?? '128/64/6';
const [size, ngf, blocks] = given.split('/').map(Number);
const { rows, stepMs } = await profileStep({ size, ngf, blocks }, RUNS);
const total = rows.reduce((sum, { ms }) => sum + ms, 0);
const line = (ms: number, share: string, nodes: number | string, kind: string): string =>
  `${ms.toFixed(1).padStart(9)} ms  ${share.padStart(6)}  ${String(nodes).padStart(6)} nodes  ${kind}\n`;
process.stdout.write(`A step of ${given}: ${stepMs.map((ms) => ms.toFixed(0)).join(', ')} ms under the profiler\n`);
for (const { kind, nodes, ms } of rows) process.stdout.write(line(ms, `${((100 * ms) / total).toFixed(1)} %`, nodes, kind));
process.stdout.write(
  line(
    total,
    '',
    rows.reduce((sum, { nodes }) => sum + nodes, 0),
    'in all',
  ),
);
