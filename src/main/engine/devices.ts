/** What is known of a device before anything is tried on it. */
export interface DeviceRow {
  /** For people: `NVIDIA graphics card (CUDA)`. */
  readonly title: string;
  /** ONNX Runtime's name of the execution provider. */
  readonly provider: string;
  /** Systems that ONNX Runtime offers it on, as `process.platform-process.arch`. */
  readonly systems: readonly string[];
  /** What it needs, as the end of a sentence: "needs ...". */
  readonly needs: string;
}

const EVERYWHERE = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-arm64'] as const;

/** The devices a program can run on. Adding one: a row. */
export const deviceTable = {
  cpu: { title: 'Processor', provider: 'cpu', systems: EVERYWHERE, needs: 'nothing' },
  webgpu: {
    title: 'Graphics card (WebGPU)',
    provider: 'webgpu',
    systems: ['linux-x64', 'win32-x64', 'win32-arm64', 'darwin-arm64'],
    needs: 'a graphics card with a Vulkan, Direct3D 12 or Metal driver',
  },
  cuda: {
    title: 'NVIDIA graphics card (CUDA)',
    provider: 'cuda',
    systems: ['linux-x64'],
    needs: "an NVIDIA card, CUDA 12 with cuDNN 9, and ONNX Runtime's CUDA libraries",
  },
  tensorrt: {
    title: 'NVIDIA graphics card (TensorRT)',
    provider: 'tensorrt',
    systems: ['linux-x64'],
    needs: "an NVIDIA card, TensorRT 10, and ONNX Runtime's CUDA libraries",
  },
  directml: { title: 'Graphics card (DirectML)', provider: 'dml', systems: ['win32-x64', 'win32-arm64'], needs: 'a graphics card with a Direct3D 12 driver' },
  coreml: { title: 'Apple silicon (Core ML)', provider: 'coreml', systems: ['darwin-arm64'], needs: 'an Apple computer with its own chip' },
} as const satisfies Record<string, DeviceRow>;

/** The name of a device, as `--device` takes it. */
export type DeviceKind = keyof typeof deviceTable;

/** What `--device` accepts: `auto` takes the fastest that works. */
export type DeviceChoice = 'auto' | DeviceKind;

/** The names of all devices, the processor first. */
export const deviceKinds = Object.keys(deviceTable) as DeviceKind[];

/** What came out when a device was tried. */
export interface DeviceReport {
  readonly executor: 'onnx' | 'tensorflow';
  readonly device: DeviceKind;
  readonly works: boolean;
  /** One plain sentence: that it works and how fast, or why it does not. */
  readonly reason: string;
  /** Seconds for a fixed small piece of work; null where the device does not work. */
  readonly seconds: number | null;
}
