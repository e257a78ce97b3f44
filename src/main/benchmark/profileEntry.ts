// The program of `npm run profile -- 128/64/6`, or `stackgan/small`, `stackgan/large`.
import type { BareParts } from './bare.ts';
import { profileStep } from './profile.ts';
import { createStackganSubject } from './stackgan.ts';
import { createSubject } from './subject.ts';

/** Runs that count. */
const RUNS = 5;

function subjectOf(given: string): Omit<BareParts, 'wanted'> {
  if (given === 'stackgan/small' || given === 'stackgan/large') return createStackganSubject(given === 'stackgan/small' ? 'small' : 'large');
  const [size, ngf, blocks] = given.split('/').map(Number);
  const { recipe, parameters, inputs } = createSubject({ size, ngf, blocks });
  return { program: recipe.step, parameters, inputs };
}

const given = process.argv[2] ?? '128/64/6';
const rows = await profileStep(subjectOf(given), RUNS);
const total = rows.reduce((sum, { ms }) => sum + ms, 0);
const line = (ms: number, share: string, nodes: number, kind: string): string =>
  `${ms.toFixed(1).padStart(9)} ms  ${share.padStart(6)}  ${String(nodes).padStart(6)} nodes  ${kind}\n`;
for (const { kind, nodes, ms } of rows) process.stdout.write(line(ms, `${((100 * ms) / total).toFixed(1)} %`, nodes, kind));
const nodes = rows.reduce((sum, row) => sum + row.nodes, 0);
process.stdout.write(line(total, '', nodes, `a step of ${given}, the median of ${RUNS} runs node by node`));
