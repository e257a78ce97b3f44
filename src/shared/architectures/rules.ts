/** What a table of settings cannot say one setting at a time. */
export interface SettingRules<Settings> {
  /** Values that follow from what was chosen, for settings that nobody chose. `given` were named one by one, `chosen` adds the preset's. */
  follow(given: Partial<Settings>, chosen: Partial<Settings>): Partial<Settings>;
  /** Throws a `RecastError` where settings contradict each other. `given` holds the names that were given one by one. */
  check(settings: Settings, given: ReadonlySet<string>): void;
}

/** The flag of a setting: `learningRate` is `--learning-rate`. */
export function flagOf(setting: string): string {
  return `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
