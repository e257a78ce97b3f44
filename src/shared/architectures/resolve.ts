import { RecastError } from '../errors/index.ts';
import type { ArchitectureName, SettingsOf } from './index.ts';
import { architectureTable } from './index.ts';

/**
 * Complete settings from a preset (or null) and values given one by one, which win over the preset;
 * then what follows from them, then the defaults.
 *
 * Throws `PRESET_UNKNOWN` and the codes of the architecture's rules; a `ZodError` where a value lies
 * outside its range, which whoever reads flags or forms has refused before.
 */
export function resolveSettings<Name extends ArchitectureName>(name: Name, preset: string | null, given: Readonly<Record<string, unknown>>): SettingsOf<Name> {
  const { presets, rules, schema } = architectureTable[name];
  if (preset !== null && !Object.hasOwn(presets, preset)) throw RecastError.of('PRESET_UNKNOWN', { preset, presets: Object.keys(presets) });
  const chosen: Readonly<Record<string, unknown>> = { ...(preset === null ? {} : presets[preset].settings), ...given };
  const givenNames = new Set(Object.keys(given));
  const following = rules.follow(schema.parse(chosen), givenNames, new Set(Object.keys(chosen)));
  const settings = schema.parse({ ...chosen, ...following });
  rules.check(settings, givenNames);
  return settings;
}
