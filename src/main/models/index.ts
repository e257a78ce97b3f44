import type { ArchitectureName, SettingsOf } from '../../shared/architectures/index.ts';
import { architectureTable } from '../../shared/architectures/index.ts';
import type { Architecture } from './architecture.ts';
import { colorization } from './colorization/index.ts';
import { cyclegan } from './cyclegan/index.ts';
import { stackgan } from './stackgan/index.ts';

/** Every architecture. Adding one: a folder and a row here, its settings in `shared/architectures`. */
export const architectures: { readonly [Name in ArchitectureName]: Architecture<SettingsOf<Name>> } = { cyclegan, colorize: colorization, stackgan };

/** An architecture with settings that fit it. */
export interface ChosenArchitecture<Name extends ArchitectureName> {
  readonly architecture: Architecture<SettingsOf<Name>>;
  readonly settings: SettingsOf<Name>;
}

/** Looks an architecture up and checks settings from a file or message, filling in defaults. Throws a `ZodError` where they do not fit. */
export function architectureOf<Name extends ArchitectureName>(name: Name, settings: unknown): ChosenArchitecture<Name> {
  return { architecture: architectures[name], settings: architectureTable[name].schema.parse(settings) };
}
