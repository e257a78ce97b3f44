import type { Check } from '../../../shared/contract/system.ts';
import { deviceFinding } from '../doctor/devices.ts';
import type { Finding } from '../doctor/finding.ts';
import { homeFinding, machineFindings, nodeFinding, partFindings } from '../doctor/machine.ts';
import type { StudioParts } from '../parts.ts';
import { devicesOf } from './devices.ts';

/** A device that does not work is no fault of the machine as long as another does. */
function stateOf({ ok, remark, area }: Finding): Check['state'] {
  if (ok === false) return area === 'device' ? 'attention' : 'bad';
  return ok === null && remark !== null ? 'attention' : 'good';
}

function checkOf(finding: Finding): Check {
  const { name, value, remark, ok } = finding;
  const state = stateOf(finding);
  // What a working device says is its description, not what to do about it.
  if (ok === true && value === '') return { name, state, text: remark ?? '', remedy: null };
  return { name, state, text: value === '' ? (remark ?? '') : value, remedy: value === '' ? null : remark };
}

/** Everything that the doctor of the command line looks at, for a window; the devices as they were last found. */
export async function examine(parts: StudioParts): Promise<Check[]> {
  const { devices } = await devicesOf(parts, false);
  const findings = [nodeFinding(), ...(await machineFindings()), await homeFinding(parts.layout.home, null), ...devices.map(deviceFinding), ...partFindings()];
  const checks = findings.map(checkOf);
  if (devices.some(({ works }) => works)) return checks;
  return checks.map((check, i) => (findings[i].area === 'device' ? { ...check, state: 'bad' as const } : check));
}
