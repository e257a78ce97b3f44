import * as z from 'zod';
import type { ColorizationSettings } from './colorization.ts';
import { colorizationPresets, colorizationSchema, colorizationSettings } from './colorization.ts';
import { colorizationRules } from './colorizationRules.ts';
import type { CycleganSettings } from './cyclegan.ts';
import { cycleganPresets, cycleganSchema, cycleganSettings } from './cyclegan.ts';
import { cycleganRules } from './cycleganRules.ts';
import type { StackganSettings } from './stackgan.ts';
import { stackganPresets, stackganSchema, stackganSettings } from './stackgan.ts';
import { stackganRules } from './stackganRules.ts';
import type { SettingRules } from './rules.ts';
import type { SettingTable } from './setting.ts';

/** The settings of each architecture as a type. */
interface SettingsByName {
  cyclegan: CycleganSettings;
  colorize: ColorizationSettings;
  stackgan: StackganSettings;
}

/** The names of the architectures. */
export type ArchitectureName = keyof SettingsByName;

/** The settings of one architecture. */
export type SettingsOf<Name extends ArchitectureName> = SettingsByName[Name];

/** What flags, stored JSON and forms are made from. */
export interface ArchitectureRow<Settings> {
  readonly title: string;
  readonly settings: SettingTable;
  /** Checks values one by one and fills in defaults. */
  readonly schema: z.ZodType<Settings>;
  /** Named starting points; what is given beside one wins over it. */
  readonly presets: Readonly<Record<string, { readonly help: string; readonly settings: Partial<Settings> }>>;
  readonly rules: SettingRules<Settings>;
}

/** Every architecture. Adding one: a file and a row. */
export const architectureTable: { readonly [Name in ArchitectureName]: ArchitectureRow<SettingsOf<Name>> } = {
  cyclegan: { title: 'CycleGAN translator', settings: cycleganSettings, schema: cycleganSchema, presets: cycleganPresets, rules: cycleganRules },
  colorize: { title: 'colourist', settings: colorizationSettings, schema: colorizationSchema, presets: colorizationPresets, rules: colorizationRules },
  stackgan: { title: 'painter from words', settings: stackganSettings, schema: stackganSchema, presets: stackganPresets, rules: stackganRules },
};

/** A name as it stands in messages, files and the catalog. */
export const architectureNameSchema = z.enum(Object.keys(architectureTable) as [ArchitectureName, ...ArchitectureName[]]);
