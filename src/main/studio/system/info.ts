import { arch, availableParallelism, cpus, platform, release } from 'node:os';
import type { SystemInfo } from '../../../shared/contract/system.ts';
import { usableMemory } from '../doctor/machine.ts';
import { productVersion } from '../doctor/parts.ts';
import type { StudioParts } from '../parts.ts';
import { freeBytes } from './usage.ts';

/** The machine, the program and the home. */
export async function systemInfo(parts: StudioParts): Promise<SystemInfo> {
  const { home } = parts.layout;
  return {
    version: productVersion(),
    platform: `${platform()} ${release()} ${arch()}`,
    processor: cpus()[0]?.model.trim() ?? arch(),
    cores: availableParallelism(),
    memoryBytes: usableMemory(),
    home,
    freeBytes: await freeBytes(home),
    usage: parts.usage.latest(parts),
  };
}
