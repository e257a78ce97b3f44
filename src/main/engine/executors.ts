import type { DeviceChoice, DeviceKind, DeviceReport } from './devices.ts';
import { deviceKinds } from './devices.ts';
import type { Executor, ExecutorKind } from './executor.ts';
import { RecastError } from '../../shared/errors/index.ts';
import type { TrialPlace } from './lowering.ts';

/** What a person may choose about the engine. */
export interface ExecutorChoice {
  readonly executor: 'auto' | ExecutorKind;
  readonly device: DeviceChoice;
  /** Threads of the processor; 0 leaves the choice to the engine. */
  readonly threads: number;
  readonly precision: Precision;
  readonly memory: MemoryUse;
  /**
   * Threads that wait for others of a product sleep: a tenth slower where nothing else runs, and much less disturbed beside a window that draws.
   * ONNX Runtime alone knows it.
   */
  readonly sleeps?: boolean;
}

/** `exact` computes convolutions as they are written; `fast` may do with less arithmetic, at ten times the rounding (2e-6 of the largest value a layer). */
export type Precision = 'fast' | 'exact';

/** `low` computes again most of what `normal` keeps for the backward pass: less memory, more time. On the processor only. */
export type MemoryUse = 'normal' | 'low';

/** What the engine must be told of the machine it runs on: nothing under engine reads a clock by itself. */
export interface Machine extends TrialPlace {
  /** `process.platform-process.arch`. */
  readonly system: string;
  /** The folder that `recast tensorflow install` fills, whether it did or not; null where no host named one. */
  readonly tensorflow: string | null;
}

/** Tries every device, one at a time. */
export async function probeDevices(machine: Machine): Promise<DeviceReport[]> {
  const { probeDevice } = await import('./onnx/probe.ts');
  const reports: DeviceReport[] = [];
  for (const device of deviceKinds) reports.push(await probeDevice(device, machine.system, machine.now));
  return reports;
}

/** The fastest of the devices that work, or undefined where none does. */
const fastestOf = (reports: readonly DeviceReport[]): DeviceReport | undefined =>
  reports
    .filter(({ works }) => works)
    .reduce<DeviceReport | undefined>(
      (best, report) => (best === undefined || (report.seconds ?? Infinity) < (best.seconds ?? Infinity) ? report : best),
      undefined,
    );

/** The device to use: the fastest that works, or the one that was asked for; throws if that one does not work. */
async function chooseDevice(choice: DeviceChoice, machine: Machine): Promise<DeviceKind> {
  if (choice === 'cpu') return 'cpu';
  const { probeDevice } = await import('./onnx/probe.ts');
  if (choice !== 'auto') {
    const report = await probeDevice(choice, machine.system, machine.now);
    if (!report.works) throw RecastError.of('DEVICE_UNUSABLE', { device: choice, reason: report.reason });
    return choice;
  }
  const fastest = fastestOf(await probeDevices(machine));
  if (fastest === undefined) throw RecastError.of('DEVICE_UNUSABLE', { device: 'auto', reason: 'not even the processor works.' });
  return fastest.device;
}

/** One way to make each kind of executor. Adding a kind: a folder and a row. */
const makers: { readonly [Kind in ExecutorKind]: (choice: ExecutorChoice, machine: Machine) => Promise<Executor> } = {
  onnx: async ({ device, threads, precision, memory, sleeps = false }, machine) => {
    const [{ OnnxExecutor }, { lowerings }, { fastLowering }] = await Promise.all([
      import('./onnx/onnxExecutor.ts'),
      import('./trace/lowerings/index.ts'),
      import('./lowering.ts'),
    ]);
    const chosen = await chooseDevice(device, machine);
    const lowering = precision === 'exact' ? 'direct' : await fastLowering(chosen, threads, machine);
    return new OnnxExecutor({ device: chosen, threads, memory, sleeps }, lowerings[lowering]);
  },
  reference: async ({ device }) => {
    if (device !== 'auto' && device !== 'cpu')
      throw RecastError.of('DEVICE_UNUSABLE', { device, reason: 'the reference executor runs on the processor only.' });
    const { createReferenceExecutor } = await import('./reference/referenceExecutor.ts');
    return createReferenceExecutor();
  },
  tensorflow: async ({ device, threads }, machine) => {
    const { openTensorflow } = await import('./tensorflow/open.ts');
    return openTensorflow(device, threads, machine.tensorflow);
  },
};

/**
 * What `auto` stands for: TensorFlow where its installation was proven on an NVIDIA card and was faster
 * there than every device of ONNX Runtime, else ONNX Runtime. On a processor that one is always faster.
 */
async function chooseExecutor({ device }: ExecutorChoice, machine: Machine): Promise<{ executor: 'onnx' | 'tensorflow'; device: DeviceChoice }> {
  const { recordedProof } = await import('./tensorflow/proof.ts');
  const proof = recordedProof(machine.tensorflow);
  if (proof?.device !== 'cuda' || (device !== 'auto' && device !== 'cuda')) return { executor: 'onnx', device };
  const fastest = fastestOf((await probeDevices(machine)).filter((report) => device === 'auto' || report.device === device));
  if (fastest !== undefined && (fastest.seconds ?? Infinity) <= proof.seconds) return { executor: 'onnx', device: fastest.device };
  return { executor: 'tensorflow', device: 'cuda' };
}

/** Opens the executor that was chosen. Throws `DEVICE_UNUSABLE` where its device does not work: it never falls back by itself. */
export async function openExecutor(choice: ExecutorChoice, machine: Machine): Promise<Executor> {
  if (choice.executor !== 'auto') return makers[choice.executor](choice, machine);
  const chosen = await chooseExecutor(choice, machine);
  return makers[chosen.executor]({ ...choice, ...chosen }, machine);
}
