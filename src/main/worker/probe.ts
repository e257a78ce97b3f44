import { probeDevices } from '../engine/executors.ts';
import { thisMachine } from '../machine.ts';
import type { TaskRunner } from '../jobs/taskContext.ts';
import { reportTensorflow } from './proveTensorflow.ts';

/** Tries every device, one at a time, TensorFlow last where it is installed. The result: `{ devices }`, a report of each with a sentence. */
export const runProbe: TaskRunner<'probe'> = async (_, context) => {
  const devices = await probeDevices(thisMachine);
  const tensorflow = await reportTensorflow();
  return { stopped: context.stop.aborted, result: { devices: [...devices, ...(tensorflow === undefined ? [] : [tensorflow])] } };
};
