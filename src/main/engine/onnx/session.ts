import type * as Ort from 'onnxruntime-node';
import type { DeviceKind } from '../devices.ts';
import { deviceTable } from '../devices.ts';

/**
 * ONNX Runtime's module, loaded when it is first needed: it has no binary for every system. It would
 * report its use to Microsoft and leave log files in the temporary folder, which nobody here has agreed to.
 */
export async function loadRuntime(): Promise<typeof Ort> {
  process.env['ORT_DISABLE_TELEMETRY'] = '1';
  return import('onnxruntime-node');
}

/** Where sessions run. */
export interface SessionPlace {
  readonly device: DeviceKind;
  /** Threads of the processor; 0 leaves the choice to ONNX Runtime: one a core. */
  readonly threads: number;
  /** Takes and gives back memory piece by piece, and leaves the graph as it is: ONNX Runtime would undo what is computed again. */
  readonly memory: 'normal' | 'low';
  /** Threads that wait for others sleep, rather than keep a core that somebody else has work for; they do not where left out. */
  readonly sleeps?: boolean;
}

/** True for devices with memory of their own, where tensors can stay between runs. */
export const keepsTensors = (device: DeviceKind): boolean => device === 'webgpu';

/** ONNX Runtime's severities: only errors reach the terminal; warnings about node placement are normal on GPUs. */
const LOG_ERRORS_ONLY = 3;

/**
 * Makes a session. `onDevice` names outputs that stay in the device's memory; all others are copied to
 * the host; `profile` begins the name of a file that the times of all nodes are written to. Blocks the thread while ONNX Runtime optimises the graph: seconds for a training step.
 */
export async function openSession(
  model: Uint8Array,
  { device, threads, memory, sleeps = false }: SessionPlace,
  onDevice: readonly string[] = [],
  profile?: string,
): Promise<Ort.InferenceSession> {
  const ort = await loadRuntime();
  const { provider } = deviceTable[device];
  return ort.InferenceSession.create(model, {
    executionProviders: [provider],
    graphOptimizationLevel: memory === 'low' ? 'disabled' : 'all',
    // A planned block would come on top of what the first run took from the arena: 3.8 instead of 2.6 GB at 128/64/6, and no faster.
    enableMemPattern: false,
    enableCpuMemArena: memory === 'normal',
    executionMode: 'sequential',
    interOpNumThreads: 1,
    logSeverityLevel: LOG_ERRORS_ONLY,
    ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: profile }),
    ...(threads > 0 ? { intraOpNumThreads: threads } : {}),
    ...(keepsTensors(device) && onDevice.length > 0
      ? { preferredOutputLocation: Object.fromEntries(onDevice.map((name) => [name, 'gpu-buffer' as const])) }
      : {}),
    // A process holds several sessions (step, samples): idle ones must not spin on a core.
    extra: { session: { force_spinning_stop: '1', intra_op: { allow_spinning: sleeps ? '0' : '1' } } },
  });
}
