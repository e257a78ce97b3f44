import { join } from 'node:path';
import type { StudioSettings } from '../../../shared/contract/system.ts';
import { studioSettingsSchema } from '../../../shared/contract/system.ts';
import { readJsonFile, writeJsonFile } from '../files.ts';
import type { HomeLayout } from '../home.ts';
import { checkRequest } from '../requests.ts';

const FILE = 'settings.json';

/** What a person chose for this home. A file that cannot be read counts as none: settings are no reason not to start. */
export function readSettings({ home }: HomeLayout): StudioSettings {
  return readJsonFile(studioSettingsSchema, join(home, FILE)) ?? studioSettingsSchema.parse({});
}

/** Changes some settings. Throws REQUEST_REFUSED naming every wrong one. */
export function changeSettings(layout: HomeLayout, changes: Readonly<Record<string, unknown>>): StudioSettings {
  const settings = checkRequest(studioSettingsSchema.strict(), { ...readSettings(layout), ...changes });
  writeJsonFile(join(layout.home, FILE), settings);
  return settings;
}
