import * as tf from '@tensorflow/tfjs-core';
import type { DeviceKind, DeviceReport } from '../devices.ts';
import { deviceTable } from '../devices.ts';
import { convolution } from '../operations/convolution.ts';
import { evenGeometry } from '../operations/geometry.ts';
import type { HostTensor, Program } from '../program.ts';
import { float32, sizeOf } from '../program.ts';
import { direct } from '../trace/lowerings/direct/index.ts';
import { OnnxExecutor } from './onnxExecutor.ts';
import { loadRuntime } from './session.ts';

const SIDE = 64;
const CHANNELS = 64;
const LAYERS = 4;
const RUNS = 2;

/** Averages of ones stay ones: the result shows that the device computes at all, and correctly. */
const workload: Program = {
  name: 'probe',
  state: { filter: float32(3, 3, CHANNELS, CHANNELS) },
  inputs: { picture: float32(1, SIDE, SIDE, CHANNELS) },
  body: ({ filter }, { picture }) => {
    let value = picture;
    for (let layer = 0; layer < LAYERS; layer++) value = convolution(value, filter, evenGeometry(1, 1, 'reflect'));
    return { state: {}, outputs: { mean: tf.mean(value) } };
  },
};

const filled = (shape: readonly number[], value: number): HostTensor => ({ shape, values: new Float32Array(sizeOf(shape)).fill(value) });

/** Seconds that the workload takes, the best of a few runs; throws where the device fails or computes wrongly. */
async function measure(device: DeviceKind, now: () => number): Promise<number> {
  const executor = new OnnxExecutor({ device, threads: 0, memory: 'normal' }, direct);
  const compiled = await executor.compile(workload);
  try {
    const { filter } = workload.state;
    const state = await executor.createState(workload.state, { filter: filled(filter.shape, 1 / (9 * CHANNELS)) });
    const inputs = { picture: filled(workload.inputs.picture.shape, 1) };
    let best = Infinity;
    for (let run = 0; run <= RUNS; run++) {
      const before = now();
      const { mean } = await compiled.run(state, inputs, ['mean']);
      if (Math.abs(mean.values[0] - 1) > 0.01) throw new Error(`it computes wrongly: ${mean.values[0]} instead of 1`);
      if (run > 0) best = Math.min(best, now() - before);
    }
    await state.dispose();
    return best;
  } finally {
    await compiled.dispose();
  }
}

/** What the runtime's error says, for people. */
const KNOWN_FAILURES: readonly (readonly [RegExp, (device: DeviceKind) => string])[] = [
  [/failed to load|cannot open shared object|LoadLibrary|no such file/i, (device) => `a library is missing. It needs ${deviceTable[device].needs}.`],
  [/adapter/i, () => 'no graphics card with a working driver was found.'],
  [/backend not found|no available backend/i, () => 'ONNX Runtime was built without it for this system.'],
  [/out of memory|allocat/i, () => 'it has too little free memory.'],
];

function reasonOf(error: unknown, device: DeviceKind): string {
  const message = error instanceof Error ? error.message : String(error);
  for (const [pattern, reason] of KNOWN_FAILURES) {
    if (pattern.test(message)) return reason(device);
  }
  return message.split('\n')[0].slice(0, 200);
}

/**
 * Tries one device on a small piece of real work. `system` is `process.platform-process.arch`, `now` a
 * clock in seconds. Never throws; a native crash would end the process, so call it in the engine process only.
 */
export async function probeDevice(device: DeviceKind, system: string, now: () => number): Promise<DeviceReport> {
  const { title, systems, provider } = deviceTable[device];
  const fails = (reason: string): DeviceReport => ({ device, works: false, reason: `${title} cannot be used: ${reason}`, seconds: null });
  if (!(systems as readonly string[]).includes(system)) return fails(`ONNX Runtime does not offer it on ${system}.`);
  try {
    const { listSupportedBackends } = await loadRuntime();
    if (!listSupportedBackends().some(({ name }) => name === provider)) return fails('ONNX Runtime was built without it for this system.');
    const seconds = await measure(device, now);
    return { device, works: true, reason: `${title} works: the trial took ${(seconds * 1000).toFixed(1)} ms.`, seconds };
  } catch (error) {
    return fails(reasonOf(error, device));
  }
}
