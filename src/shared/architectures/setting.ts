import * as z from 'zod';

interface SettingBase<Value> {
  readonly default: Value;
  /** One line for people. */
  readonly help: string;
  /** Heading under which help and forms show it. */
  readonly group: 'network' | 'training' | 'losses' | 'pictures';
  /** It follows from what else is given: neither a flag nor a form offers it. */
  readonly follows?: true;
}

/** A whole number or a real one, with its range and unit. */
export interface NumberSetting extends SettingBase<number> {
  readonly kind: 'integer' | 'number';
  readonly min: number;
  readonly max: number;
  /** `px`, `epochs`, `pictures`; empty for plain numbers. */
  readonly unit: string;
  /** The value must be a multiple of this. */
  readonly multipleOf?: number;
}

/** One of a few words. */
export interface ChoiceSetting<Choice extends string = string> extends SettingBase<Choice> {
  readonly kind: 'choice';
  readonly choices: readonly Choice[];
}

/** On or off. */
export interface SwitchSetting extends SettingBase<boolean> {
  readonly kind: 'switch';
}

/** One setting of an architecture: what the flag, the stored JSON and the form are made from. */
export type Setting = NumberSetting | ChoiceSetting | SwitchSetting;

/** Settings by name (camelCase; the flag is its kebab-case). */
export type SettingTable = Readonly<Record<string, Setting>>;

/** The value of one setting. */
export type SettingValue<S extends Setting> = S extends ChoiceSetting<infer Choice> ? Choice : S extends SwitchSetting ? boolean : number;

/** The values of a table. */
export type SettingValues<Table extends SettingTable> = { readonly [Name in keyof Table]: SettingValue<Table[Name]> };

/** One of a few words. */
export const choice = <const Choice extends string>(
  setting: Pick<ChoiceSetting<Choice>, 'choices' | 'group' | 'help' | 'follows'> & { default: NoInfer<Choice> },
): ChoiceSetting<Choice> => ({
  kind: 'choice',
  ...setting,
});
/** A whole number. */
export const integer = (setting: Omit<NumberSetting, 'kind'>): NumberSetting => ({ kind: 'integer', ...setting });
/** A real number. */
export const number = (setting: Omit<NumberSetting, 'kind'>): NumberSetting => ({ kind: 'number', ...setting });
/** On or off. */
export const onOff = (setting: Omit<SwitchSetting, 'kind'>): SwitchSetting => ({ kind: 'switch', ...setting });

function settingSchema(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case 'choice':
      return z.enum(setting.choices as [string, ...string[]]).default(setting.default);
    case 'switch':
      return z.boolean().default(setting.default);
    case 'integer':
    case 'number': {
      let schema = z.number().min(setting.min).max(setting.max);
      if (setting.kind === 'integer') schema = schema.int();
      if (setting.multipleOf !== undefined) schema = schema.multipleOf(setting.multipleOf);
      return schema.default(setting.default);
    }
  }
}

/** The schema of a table: unknown names are refused, missing ones take their default. */
export function settingsSchema<Table extends SettingTable>(table: Table): z.ZodType<SettingValues<Table>> {
  const shape = Object.fromEntries(Object.entries(table).map(([name, setting]) => [name, settingSchema(setting)]));
  // One cast: the shape is built from the table entry by entry, which the type follows.
  return z.strictObject(shape) as unknown as z.ZodType<SettingValues<Table>>;
}
