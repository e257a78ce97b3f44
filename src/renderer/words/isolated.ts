/** Letters that run from right to left, and marks that turn the direction of what follows. */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Begins and ends a text that has a direction of its own, by its first letter; what opens or closes one within it would not stay within. */
const [BEGIN, END] = ['\u2068', '\u2069'];
const BRACKETS = /[\u2066-\u2069]/g;

/** A name, a path or what was typed as it is put into a sentence: an Arabic one does not turn the words and numbers around it. */
export function isolated(text: string): string {
  return TURNS.test(text) ? `${BEGIN}${text.replace(BRACKETS, '')}${END}` : text;
}

type Said = (...given: readonly unknown[]) => unknown;

function isolate(given: unknown): unknown {
  if (typeof given === 'string') return isolated(given);
  return Array.isArray(given) ? given.map(isolate) : given;
}

/** A table of words whose sentences isolate every text that is put into them. */
export function isolating<Table extends object>(table: Table): Table {
  const entries = Object.entries(table).map(([key, value]: [string, unknown]) => {
    if (typeof value === 'function') return [key, (...given: readonly unknown[]) => (value as Said)(...given.map(isolate))];
    if (Array.isArray(value) || typeof value !== 'object' || value === null) return [key, value];
    return [key, isolating(value)];
  });
  // One cast: the same table, of which every function takes what it took.
  return Object.fromEntries(entries) as Table;
}
