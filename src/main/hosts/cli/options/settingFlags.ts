import { Option } from 'commander';
import type { Command } from 'commander';
import type { Setting, SettingTable } from '../../../../shared/architectures/setting.ts';
import { flagOf } from '../../../../shared/architectures/rules.ts';
import { choiceOption, numberOption } from './values.ts';

const headings: Readonly<Record<Setting['group'], string>> = { pictures: 'Pictures:', network: 'Networks:', losses: 'Losses:', training: 'Training:' };

/** A switch has a flag for either way, since a preset may have set it; help shows the one that changes the default. */
function switchOptions(name: string, setting: Setting & { kind: 'switch' }): Option[] {
  const on = flagOf(name);
  const off = on.replace('--', '--no-');
  const state = `(default ${setting.default ? 'on' : 'off'})`;
  const negated = `Not: ${setting.help.charAt(0).toLowerCase()}${setting.help.slice(1)}`;
  return [new Option(on, `${setting.help} ${state}`).hideHelp(setting.default), new Option(off, `${negated} ${state}`).hideHelp(!setting.default)];
}

function optionsOf(name: string, setting: Setting): Option[] {
  if (setting.follows === true) return [];
  switch (setting.kind) {
    case 'switch':
      return switchOptions(name, setting);
    case 'choice':
      return [choiceOption(flagOf(name), setting.choices, setting.help, setting.default)];
    case 'integer':
    case 'number':
      return [numberOption({ ...setting, flag: flagOf(name), whole: setting.kind === 'integer' }, setting.help, setting.default)];
  }
}

/** Adds a flag for every setting of a table, under the heading of its group, with range, unit, default and help. */
export function addSettingFlags(command: Command, table: SettingTable): void {
  for (const [name, setting] of Object.entries(table)) {
    for (const option of optionsOf(name, setting)) command.addOption(option.helpGroup(headings[setting.group]));
  }
}

/** The settings that were given as flags, by name; defaults and presets are not among them. */
export function givenSettings(command: Command, table: SettingTable): Record<string, unknown> {
  const values = Object.keys(table)
    .filter((name) => command.getOptionValueSource(name) === 'cli')
    .map((name): [string, unknown] => [name, command.getOptionValue(name)]);
  return Object.fromEntries(values);
}
