import type { ProjectKind } from '../../../shared/projectKinds.ts';
import type { Setting } from '../../../shared/architectures/setting.ts';
import type { Formats } from '../../words/formats.ts';
import type { Words } from '../../words/words.svelte.ts';

/** What a setting of a kind is called; its own name where the language has none. */
export function settingLabel(kind: ProjectKind, name: string, words: Words): string {
  const labels: Readonly<Record<string, { label: string } | undefined>> = words.train.settings[kind];
  return labels[name]?.label ?? name;
}

/** A setting's value as people read it. Small numbers keep all their digits: 0.0002. */
export function settingValue(setting: Setting | undefined, value: unknown, words: Words, format: Formats): string {
  if (typeof value === 'boolean') return value ? words.common.on : words.common.off;
  if (typeof value === 'number') {
    const text = Number.isInteger(value) ? format.count(value) : String(value);
    const unit = setting !== undefined && 'unit' in setting ? words.train.units(setting.unit) : '';
    return unit === '' ? text : `${text} ${unit}`;
  }
  const choices: Readonly<Record<string, string | undefined>> = words.train.choices;
  return choices[String(value)] ?? String(value);
}
