/** What a table of settings cannot say one setting at a time. */
export interface SettingRules<Settings> {
  /**
   * Values that follow from what was chosen, for settings that nobody chose. `given` holds the names
   * that were given one by one, `chosen` the preset's as well.
   */
  follow(settings: Settings, given: ReadonlySet<string>, chosen: ReadonlySet<string>): Partial<Settings>;
  /** Throws a `RecastError` where settings contradict each other. */
  check(settings: Settings, given: ReadonlySet<string>): void;
}

/** The flag of a setting: `learningRate` is `--learning-rate`. */
export function flagOf(setting: string): string {
  return `--${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
