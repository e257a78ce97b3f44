import type { Language } from '../../shared/contract/system.ts';
import { clauses as english } from './en/clauses.ts';
import { clauses as korean } from './ko/clauses.ts';

/** `{0}`, `{1}` ... in a clause stand for what changes: a size, a name, the words of the operating system. */
const hole = /\{(\d)\}/;

interface Clause {
  /** Matches the whole clause as the studio says it. */
  readonly pattern: RegExp;
  /** Which hole each group of the pattern fills. */
  readonly holes: readonly string[];
  readonly said: string;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function clauseOf([own, said]: [string, string]): Clause {
  const parts = own.split(hole);
  // Split by a pattern with a group: texts and the numbers of holes alternate.
  const source = parts.map((part, at) => (at % 2 === 0 ? escaped(part) : '(.+?)')).join('');
  return { pattern: new RegExp(`^${source}$`, 's'), holes: parts.filter((_, at) => at % 2 === 1), said };
}

/** A table of clauses, ready to be looked up. */
function readied(table: Readonly<Record<string, string>>): { readonly whole: ReadonlyMap<string, string>; readonly patterns: readonly Clause[] } {
  const entries = Object.entries(table);
  return { whole: new Map(entries.filter(([said]) => !hole.test(said))), patterns: entries.filter(([said]) => hole.test(said)).map(clauseOf) };
}

const tables = { en: readied(english), ko: readied(korean) } as const satisfies Readonly<Record<Language, unknown>>;

/** A clause without its full stop, and that. */
const parted = (text: string): readonly [string, string] => (text.endsWith('.') ? [text.slice(0, -1), '.'] : [text, '']);

/**
 * A clause of an error or of the doctor, as a window says it in a language. The studio says them in English and for the command
 * line; those that it has in store are in the table of the language, and what a library or the operating system says stays.
 */
export function clauseIn(language: Language, text: string): string {
  const { whole, patterns } = tables[language];
  const [clause, stop] = parted(text);
  const known = whole.get(clause);
  if (known !== undefined) return known + stop;
  for (const { pattern, holes, said } of patterns) {
    const found = pattern.exec(clause);
    if (found === null) continue;
    return holes.reduce((filled, number, at) => filled.replace(`{${number}}`, () => clauseIn(language, found[at + 1])), said) + stop;
  }
  return text;
}
