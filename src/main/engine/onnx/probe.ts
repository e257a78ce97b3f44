import type { DeviceKind, DeviceReport } from '../devices.ts';
import { deviceTable } from '../devices.ts';
import { direct } from '../trace/lowerings/direct/index.ts';
import { tryOut } from '../trial.ts';
import { OnnxExecutor } from './onnxExecutor.ts';
import { loadRuntime } from './session.ts';

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
  const fails = (reason: string): DeviceReport => ({ executor: 'onnx', device, works: false, reason: `${title} cannot be used: ${reason}`, seconds: null });
  if (!(systems as readonly string[]).includes(system)) return fails(`ONNX Runtime does not offer it on ${system}.`);
  try {
    const { listSupportedBackends } = await loadRuntime();
    if (!listSupportedBackends().some(({ name }) => name === provider)) return fails('ONNX Runtime was built without it for this system.');
    const seconds = await tryOut(new OnnxExecutor({ device, threads: 0, memory: 'normal' }, direct), now);
    return { executor: 'onnx', device, works: true, reason: `${title} works: the trial took ${(seconds * 1000).toFixed(1)} ms.`, seconds };
  } catch (error) {
    return fails(reasonOf(error, device));
  }
}
