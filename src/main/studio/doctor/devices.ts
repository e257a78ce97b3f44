import * as z from 'zod';
import type { TaskOutcome } from '../types.ts';
import type { Finding } from './finding.ts';

const probeResultSchema = z.object({ devices: z.array(z.object({ executor: z.string(), device: z.string(), works: z.boolean(), reason: z.string() })) });

/** A device with its plain reason, as an engine found it. */
export type ProbedDevice = z.infer<typeof probeResultSchema>['devices'][number];

/** The devices that a probe tried. */
export function probedDevices(result: unknown): ProbedDevice[] {
  return probeResultSchema.parse(result).devices;
}

/** Each device with its plain reason; where probing itself failed, that is the finding. */
export function deviceFindings(outcome: Pick<TaskOutcome, 'error' | 'result'>): Finding[] {
  if (outcome.error !== null) return [{ area: 'device', name: 'engine', value: '', ok: false, remark: outcome.error.message }];
  return probedDevices(outcome.result).map(deviceFinding);
}

/** One device as a finding. */
export function deviceFinding({ executor, device, works, reason }: ProbedDevice): Finding {
  return { area: 'device', name: executor === 'onnx' ? device : `${executor} ${device}`, value: '', ok: works, remark: reason };
}
