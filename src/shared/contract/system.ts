import * as z from 'zod';
import { engineChoiceSchema } from '../engineChoice.ts';
import { latest, procedure, timeSchema, working } from './procedure.ts';

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** What a person chose for the whole studio; kept in the home folder. */
export const studioSettingsSchema = z.object({
  language: z.enum(['system', ...languages]).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** What transparent pictures are laid over. */
  background: z.enum(['white', 'black', 'mean']).default('white'),
  keepAwake: z.boolean().default(true),
  notify: z.boolean().default(true),
  keepCheckpoints: z.number().int().min(1).max(1000).default(10),
  engine: engineChoiceSchema.default({ executor: 'auto', device: 'auto', threads: 0, precision: 'fast', memory: 'normal' }),
});
export type StudioSettings = z.infer<typeof studioSettingsSchema>;

export const systemInfoSchema = z.object({
  version: z.string(),
  platform: z.string(),
  processor: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  home: z.string(),
  /** Free on the disk of the home; null where the system does not say. */
  freeBytes: z.number().nullable(),
  /** What the home takes, by kind; measured in the background, null until then. */
  usage: z.object({ runs: z.number(), cache: z.number(), exports: z.number(), bin: z.number() }).nullable(),
});
export type SystemInfo = z.infer<typeof systemInfoSchema>;

export const deviceSchema = z.object({
  executor: z.string(),
  device: z.string(),
  works: z.boolean(),
  /** A plain reason, in a sentence. */
  reason: z.string(),
});
export type Device = z.infer<typeof deviceSchema>;

export const checkSchema = z.object({
  name: z.string(),
  state: z.enum(['good', 'attention', 'bad']),
  text: z.string(),
  remedy: z.string().nullable(),
});
export type Check = z.infer<typeof checkSchema>;

/** The machine, the home and the settings. */
export const system = {
  info: procedure.output(systemInfoSchema),
  settings: procedure.output(studioSettingsSchema),
  changeSettings: procedure.input(z.record(z.string(), z.unknown())).output(studioSettingsSchema),
  /** Tries every device in a process of its own: some seconds the first time, remembered after that unless `again`. */
  devices: procedure.input(z.object({ again: z.boolean().default(false) })).output(z.object({ devices: z.array(deviceSchema), at: timeSchema })),
  doctor: procedure.output(z.array(checkSchema)),
  /** Copies the home to an empty folder, checks the copy, and goes on from there; the old one stays until it is whole. Refused while a job runs. */
  moveHome: procedure.input(z.object({ to: z.string() })).output(working(z.object({ home: z.string() }))),
  /** Removes decoded pictures and thumbnails that nothing needs now. */
  clearCache: procedure.output(z.object({ bytes: z.number() })),
  licences: procedure.output(z.array(z.object({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() }))),
  /** The program's own log, newest last. */
  log: procedure.output(latest(z.array(z.object({ at: timeSchema, level: z.string(), text: z.string() })))),
};
