/** The devices a program can run on. */
export type DeviceKind = 'cpu' | 'webgpu' | 'cuda' | 'directml' | 'coreml' | 'tensorrt';

/** What `--device` accepts: `auto` takes the fastest that works. */
export type DeviceChoice = 'auto' | DeviceKind;
