import * as z from 'zod';
import { cycleganPresets, cycleganSchema, cycleganSettings } from './cyclegan.ts';

/** Every architecture with the table of its settings, their schema and its presets. Adding one: a file and a row. */
export const architectureTable = {
  cyclegan: { title: 'CycleGAN translator', settings: cycleganSettings, schema: cycleganSchema, presets: cycleganPresets },
} as const;

/** The names of the architectures. */
export type ArchitectureName = keyof typeof architectureTable;

/** The settings of one architecture. */
export type SettingsOf<Name extends ArchitectureName> = z.infer<(typeof architectureTable)[Name]['schema']>;

/** A name as it stands in messages, files and the catalog. */
export const architectureNameSchema = z.enum(Object.keys(architectureTable) as [ArchitectureName, ...ArchitectureName[]]);
