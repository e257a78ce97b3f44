import { fork } from 'node:child_process';
import type { DeviceReport } from '../engine/devices.ts';
import { deviceTable } from '../engine/devices.ts';
import { installedPackage } from '../engine/tensorflow/load.ts';
import type { TaskRunner } from '../jobs/taskContext.ts';
import type { FromEngine, ToEngine } from '../jobs/messages.ts';
import { fromEngineSchema } from '../jobs/messages.ts';
import { thisMachine } from '../machine.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { TensorflowProof } from '../../shared/tensorflow.ts';
import { tensorflowProofSchema } from '../../shared/tensorflow.ts';

/** Proves TensorFlow in this very process. The result: a `TensorflowProof`. */
export const runProof: TaskRunner<'proveTensorflow'> = async (_, context) => {
  if (thisMachine.tensorflow === null) throw RecastError.of('TENSORFLOW_MISSING', {});
  const { proveTensorflow } = await import('../engine/tensorflow/proof.ts');
  return { stopped: context.stop.aborted, result: await proveTensorflow(thisMachine.tensorflow, thisMachine.now) };
};

/** Seconds that a proof may take: reading the library from a slow disk is most of it. */
const PATIENCE = 120;

/** Lets another engine process prove TensorFlow. Rejects with why it could not, in a sentence. */
function proveElsewhere(): Promise<TensorflowProof> {
  const start: ToEngine = { type: 'start', task: { kind: 'proveTensorflow' } };
  const child = fork(process.argv[1], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], timeout: PATIENCE * 1000 });
  let last: FromEngine | undefined;
  child.on('message', (message) => (last = fromEngineSchema.parse(message)));
  child.send(start);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (last?.type === 'done') resolve(tensorflowProofSchema.parse(last.result));
      else reject(new Error(last?.type === 'failed' ? last.error.message : `it ended its process (${signal ?? `code ${code ?? 'unknown'}`}).`));
    });
  });
}

/** What TensorFlow can do now, as a device's report; undefined where it was not installed. */
export async function reportTensorflow(): Promise<DeviceReport | undefined> {
  const installed = thisMachine.tensorflow === null ? undefined : installedPackage(thisMachine.tensorflow);
  if (installed === undefined) return undefined;
  try {
    const { version, device, seconds } = await proveElsewhere();
    const reason = `TensorFlow ${version} works on the ${deviceTable[device].title.toLowerCase()}: the trial took ${(seconds * 1000).toFixed(1)} ms.`;
    return { executor: 'tensorflow', device, works: true, reason, seconds };
  } catch (error) {
    const reason = `TensorFlow is installed but does not work: ${error instanceof Error ? error.message : String(error)}`;
    return { executor: 'tensorflow', device: installed.kind === 'gpu' ? 'cuda' : 'cpu', works: false, reason, seconds: null };
  }
}
