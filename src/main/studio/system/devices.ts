import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { deviceSchema } from '../../../shared/contract/system.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import { probedDevices } from '../doctor/devices.ts';
import { startTask } from '../engineJob.ts';
import { readJsonFile, writeJsonFile } from '../files.ts';
import type { StudioParts } from '../parts.ts';
import { nobody } from '../types.ts';

const FILE = 'devices.json';

const rememberedSchema = z.object({ devices: z.array(deviceSchema), at: z.iso.datetime() });

/** Which devices work, and when that was found out. */
export type RememberedDevices = z.infer<typeof rememberedSchema>;

/** What the last probe of this home found; undefined where there was none. */
export function rememberedDevices({ layout }: StudioParts): RememberedDevices | undefined {
  return readJsonFile(rememberedSchema, join(layout.home, FILE));
}

/** Forgets what was found, because what is installed has changed. */
export function forgetDevices(parts: StudioParts): void {
  rmSync(join(parts.layout.home, FILE), { force: true });
  parts.changes.tell('devices');
}

/** Tries every device in a process of its own, or gives what was found before. Throws what the engine says where it cannot even try. */
export async function devicesOf(parts: StudioParts, again: boolean): Promise<RememberedDevices> {
  const known = again ? undefined : rememberedDevices(parts);
  if (known !== undefined) return known;
  const { error, result } = await startTask(parts, { kind: 'probe' }, null, nobody).outcome;
  if (error !== null) throw RecastError.of('PROBE_FAILED', { reason: error.message });
  const found = { devices: probedDevices(result), at: new Date().toISOString() };
  writeJsonFile(join(parts.layout.home, FILE), found);
  parts.changes.tell('devices');
  return found;
}
