import { probeDevices } from '../engine/executors.ts';
import { thisMachine } from '../machine.ts';
import type { TaskRunner } from '../jobs/taskContext.ts';

/** Tries every device, one at a time. The result: `{ devices }`, a report of each with a sentence. */
export const runProbe: TaskRunner<'probe'> = async (_, context) => {
  const devices = await probeDevices(thisMachine);
  return { stopped: context.stop.aborted, result: { devices } };
};
