import { RecastError } from '../errors/index.ts';
import type { ArchitectureName, SettingsOf } from './index.ts';
import { architectureTable } from './index.ts';

/**
 * Complete settings from a preset (or null) and values given one by one, which win over the preset;
 * then what follows from them, then the defaults. `given` must already lie in the settings' ranges.
 *
 * Throws `PRESET_UNKNOWN` and the codes of the architecture's rules.
 */
export function resolveSettings<Name extends ArchitectureName>(name: Name, preset: string | null, given: Partial<SettingsOf<Name>>): SettingsOf<Name> {
  const { presets, rules, schema } = architectureTable[name];
  if (preset !== null && !Object.hasOwn(presets, preset)) throw RecastError.of('PRESET_UNKNOWN', { preset, presets: Object.keys(presets) });
  const chosen: Partial<SettingsOf<Name>> = { ...(preset === null ? {} : presets[preset].settings), ...given };
  const settings = schema.parse({ ...chosen, ...rules.follow(given, chosen) });
  rules.check(settings, new Set(Object.keys(given)));
  return settings;
}
