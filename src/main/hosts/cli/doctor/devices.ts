import * as z from 'zod';
import type { TaskOutcome } from '../../../studio/types.ts';
import type { Finding } from './finding.ts';

const probeResultSchema = z.object({ devices: z.array(z.object({ device: z.string(), works: z.boolean(), reason: z.string() })) });

/** Each device with its plain reason; where probing itself failed, that is the finding. */
export function deviceFindings(outcome: TaskOutcome): Finding[] {
  if (outcome.error !== null) return [{ area: 'device', name: 'engine', value: '', ok: false, remark: outcome.error.message }];
  return probeResultSchema
    .parse(outcome.result)
    .devices.map(({ device, works, reason }) => ({ area: 'device', name: device, value: '', ok: works, remark: reason }));
}
