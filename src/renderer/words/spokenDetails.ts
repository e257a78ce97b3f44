import { isolated } from './isolated.ts';
import type { Words } from './words.svelte.ts';

/** Details that hold no name of a file or of a person's making, in which flags and commands are told apart by their looks. */
const prose = new Set([
  'flag',
  'other',
  'epochFlag',
  'flags',
  'fitting',
  'reason',
  'remedy',
  'sentence',
  'doing',
  'state',
  'what',
  'problem',
  'changed',
  'setting',
  'skipped',
]);

const flagged = /(?<![\w/\\-])--([a-z][a-z0-9-]*)/g;
const command = /`([^`]+)`/g;

/** What the window calls a setting, of whichever kind; undefined where it is none. */
function labelled(name: string, words: Words): string | undefined {
  const { cyclegan, ...others } = words.train.settings;
  const tables: readonly Readonly<Record<string, { label: string } | undefined>>[] = [cyclegan, ...Object.values(others)];
  return tables.find((labels) => labels[name] !== undefined)?.[name]?.label;
}

/** A flag as the window calls the setting behind it. */
function labelOf(flag: string, words: Words): string {
  const name = flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return labelled(name, words) ?? flag.replaceAll('-', ' ');
}

/** The details of a failure with the settings called as in the window, and each clause in its language by `clause`. */
export function spokenDetails(details: Readonly<Record<string, unknown>>, words: Words, clause: (text: string) => string): Record<string, unknown> {
  const speak = (text: string): string =>
    clause(text)
      .replace(command, (_, typed: string) => `"${typed}"`)
      .replace(flagged, (_, flag: string) => labelOf(flag, words));
  const spoken = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return key === 'setting' ? (labelled(value, words) ?? value) : prose.has(key) ? speak(value) : isolated(value);
    if (Array.isArray(value)) return value.map((each) => spoken(key, each));
    if (typeof value === 'object' && value !== null) return spokenDetails(value as Readonly<Record<string, unknown>>, words, clause);
    return value;
  };
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [key, spoken(key, value)]));
}
