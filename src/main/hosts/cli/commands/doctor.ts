import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { plainError } from '../../../../shared/errors/index.ts';
import { defaultHome } from '../../../studio/home.ts';
import type { Studio } from '../../../studio/types.ts';
import type { Console } from '../console.ts';
import { deviceFindings } from '../../../studio/doctor/devices.ts';
import type { Finding } from '../../../studio/doctor/finding.ts';
import { homeFinding, machineFindings, nodeFinding, partFindings } from '../../../studio/doctor/machine.ts';
import { withStudio } from '../home.ts';
import { observeJob, superviseJob } from '../jobs.ts';
import { drawTable } from '../render/table.ts';
import { interruptedExit } from '../signals.ts';
import type { Call, CommandRow } from './command.ts';

const headings: Readonly<Record<Finding['area'], string>> = { node: 'Node', machine: 'Machine', home: 'Home folder', device: 'Devices', part: 'Parts' };
const marks = { good: 'ok', bad: 'no', neutral: '' } as const;

/** Probes in the home where it can be opened, else in a temporary one, so that a broken home hides no device. */
async function probe(call: Call, console: Console): Promise<{ findings: Finding[]; interrupted: boolean }> {
  const ask = async (studio: Studio): Promise<{ findings: Finding[]; interrupted: boolean }> => {
    const words = { stopping: 'Stopping after this device.', left: () => 'Nothing was changed.' };
    const { outcome, interrupted } = await superviseJob(console, words, () => studio.probe(observeJob(console)));
    return { findings: deviceFindings(outcome), interrupted };
  };
  const home = resolve(call.home ?? defaultHome());
  try {
    const { findings, interrupted } = await withStudio(call, ask);
    return { findings: [await homeFinding(home, null), ...findings], interrupted };
  } catch (error) {
    const elsewhere = await mkdtemp(join(tmpdir(), 'recast-doctor-'));
    try {
      const { findings, interrupted } = await withStudio({ home: elsewhere }, ask);
      return { findings: [await homeFinding(home, plainError(error)), ...findings], interrupted };
    } finally {
      await rm(elsewhere, { recursive: true, force: true });
    }
  }
}

function show(console: Console, findings: readonly Finding[]): void {
  for (const area of Object.keys(headings).map((name) => name as Finding['area'])) {
    const rows = findings
      .filter((finding) => finding.area === area)
      .map(({ name, ok, value, remark }) => [
        `  ${name}`,
        ok === null ? marks.neutral : ok ? marks.good : marks.bad,
        remark === null ? value : `${value}${value === '' ? '' : ': '}${remark}`,
      ]);
    // Sentences are not cut: a terminal wraps them, and nothing may be missing from a bug report.
    console.show([headings[area], ...drawTable([{ title: '' }, { title: '' }, { title: '' }], rows, Infinity).slice(1)].join('\n'));
  }
}

async function doctor(call: Call): Promise<number> {
  const { console } = call;
  const machine = [nodeFinding(), ...(await machineFindings())];
  const { findings: probed, interrupted } = await probe(call, console);
  if (interrupted) return interruptedExit;
  const findings = [...machine, ...probed, ...partFindings()];
  for (const finding of findings) console.line({ type: 'finding', ...finding });
  show(console, findings);
  const works = (area: Finding['area']): boolean => findings.filter((finding) => finding.area === area).some(({ ok }) => ok === true);
  const broken = findings.filter(({ area, ok }) => ok === false && area !== 'device').map(({ name }) => name);
  const canTrain = broken.length === 0 && works('device');
  const sentence = canTrain
    ? 'Training works on this machine.'
    : broken.length > 0
      ? `Training cannot work here: see ${broken.join(', ')}.`
      : 'Training cannot work here: no device does.';
  console.line({ type: 'verdict', canTrain, sentence });
  console.show(`\n${sentence}`);
  return canTrain ? 0 : 1;
}

/** `recast doctor`: what works on this machine, and why what does not. */
export const doctorCommand: CommandRow = {
  summary: 'Say what works on this machine, and why what does not.',
  examples: [{ purpose: 'For a bug report', type: 'doctor --json' }],
  define(command, act) {
    act(command, doctor);
  },
};
