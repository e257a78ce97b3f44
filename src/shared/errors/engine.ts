import { row } from './row.ts';

/** Errors of the engine: devices, memory, programs. */
export const engineErrors = {
  DEVICE_UNUSABLE: row<{ device: string; reason: string }>({
    exit: 1,
    message: ({ device, reason }) => `The device "${device}" cannot be used: ${reason}`,
    remedy: () => 'Choose --device auto or --device cpu; `recast doctor` lists what works on this machine.',
  }),
  TORCH_UNUSABLE: row<{ python: string; reason: string }>({
    exit: 1,
    message: ({ python, reason }) => `There is no PyTorch to compare with: ${python} says ${reason}`,
    remedy: () => 'Install it (`pip install torch`), or name a Python that has it in the environment variable RECAST_PYTHON.',
  }),
  TORCH_DIFFERS: row<{ script: string; network: string; ours: number; theirs: number }>({
    exit: 1,
    message: ({ script, network, ours, theirs }) =>
      `PyTorch was given another network than the one here: "${network}" in ${script} has ${theirs} parameters, here it has ${ours}.`,
    remedy: () => 'Nothing was measured, since their times cannot be compared. Install Recast Studio again, with the scripts that belong to it.',
  }),
  TENSORFLOW_MISSING: row<Record<string, never>>({
    exit: 1,
    message: () => 'TensorFlow is not installed, so that the executor "tensorflow" cannot be used.',
    remedy: () => 'Run `recast tensorflow install` (with --gpu for an NVIDIA card), or leave --executor out: the default needs no installation.',
  }),
  TENSORFLOW_UNUSABLE: row<{ reason: string }>({
    exit: 1,
    message: ({ reason }) => `TensorFlow is installed but cannot be used: ${reason}`,
    remedy: () => 'Run `recast tensorflow install` again, or leave --executor out: the default needs no installation.',
  }),
  PROBE_FAILED: row<{ reason: string }>({
    exit: 1,
    message: ({ reason }) => `The devices of this machine could not be tried: ${reason}`,
    remedy: () => 'Try again; if it fails again, `recast doctor` in a terminal says more.',
  }),
  TENSORFLOW_NOT_OFFERED: row<{ system: string; gpu: boolean }>({
    exit: 1,
    message: ({ system, gpu }) => `There is no TensorFlow ${gpu ? 'for graphics cards ' : ''}for this kind of computer (${system}).`,
    remedy: ({ gpu }) => (gpu ? 'Install the one for processors: leave --gpu out.' : 'The default executor works here without it.'),
  }),
  TENSORFLOW_BUSY: row<{ pid: number }>({
    exit: 1,
    message: ({ pid }) => `TensorFlow is being installed already, by the process ${pid}.`,
    remedy: () => 'Wait for it, or end that process and try again.',
  }),
  TENSORFLOW_INSTALL_FAILED: row<{ doing: string; reason: string; remedy: string }>({
    exit: 1,
    message: ({ doing, reason }) => `TensorFlow could not be installed: ${doing}, ${reason}`,
    remedy: ({ remedy }) => `${remedy} Nothing was left behind.`,
  }),
  TENSORFLOW_NO_CUDA: row<{ missing: readonly string[] }>({
    exit: 1,
    message: ({ missing }) =>
      `TensorFlow finds no NVIDIA card that it can use${missing.length > 0 ? `: missing are ${missing.join(', ')}` : ''}. It needs an NVIDIA driver, CUDA 11.2 and cuDNN 8.1.`,
    remedy: () => 'Install those and try again, or install the one for processors: leave --gpu out. Nothing was left behind.',
  }),
};
