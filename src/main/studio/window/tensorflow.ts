import type { TensorflowState, TensorflowSteps } from '../../../shared/contract/tensorflow.ts';
import { Bell, follow } from '../live/bell.ts';
import { forgetDevices } from '../system/devices.ts';
import type { TensorflowInstallation } from '../tensorflow/types.ts';
import { studio } from './implementer.ts';

/** Progress comes this often at most, in milliseconds. */
const EVERY = 250;

/** Installs, and yields what it does until it has ended; it is given up when the signal aborts. Throws what `install` throws. */
async function* installing(
  tensorflow: TensorflowInstallation,
  gpu: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<TensorflowSteps, TensorflowState> {
  const bell = new Bell();
  const ended = new AbortController();
  let steps: TensorflowSteps = { phase: 'packages', bytes: 0 };
  const installed = tensorflow.install(
    { gpu },
    ({ phase, bytes }) => {
      steps = { phase, bytes };
      bell.ring();
    },
    signal,
  );
  void installed.catch(() => undefined).finally(() => ended.abort());
  yield* follow(bell, EVERY, () => steps, ended.signal);
  return await installed;
}

/** TensorFlow as a second executor. What works on this machine is found out anew after each change. */
export const tensorflow = studio.tensorflow.router({
  status: studio.tensorflow.status.handler(({ context }) => context.studio.tensorflow.status()),
  install: studio.tensorflow.install.handler(async function* ({ input, context, signal }) {
    const status = yield* installing(context.studio.tensorflow, input.gpu, signal);
    forgetDevices(context.parts);
    return status;
  }),
  remove: studio.tensorflow.remove.handler(async ({ context }) => {
    const bytes = await context.studio.tensorflow.remove();
    forgetDevices(context.parts);
    return { bytes };
  }),
});
