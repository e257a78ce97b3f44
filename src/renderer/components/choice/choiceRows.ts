/** What is said beside the name of something that can be chosen. */
export interface ChoiceMark {
  readonly text: string;
  readonly tone: 'quiet' | 'good' | 'accent';
}

/** One of the things that can be chosen. */
export interface ChoiceOption {
  readonly value: string;
  /** Its whole name: what stands in the closed field, and what is read aloud. */
  readonly label: string;
  /** What the list calls it below the name of its group; its label where there is none. */
  readonly name?: string;
  /** What it belongs to; options of one group follow each other. */
  readonly group?: { readonly id: string; readonly name: string };
  readonly marks?: readonly ChoiceMark[];
  /** A quiet word at the end of its line. Asked for where the line is drawn. */
  readonly note?: () => string;
}

/** A line of a list: the name of a group, or an option and its place among those that were found. */
export type ChoiceRow = { readonly heading: string; readonly option: null } | { readonly heading: null; readonly option: ChoiceOption; readonly place: number };

// Directional isolates, which words put around names.
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\u2066-\u2069]/g, '');
/** Thousands are typed without what separates them. */
const joined = (text: string): string => text.replaceAll(/(?<=\d)[,.\u00A0\u202F](?=\d{3}(?!\d))/g, '');

/** All of an option that can be typed to find it. */
function textOf({ label, group, marks = [] }: ChoiceOption): string {
  return joined(plain([group?.name ?? '', label, ...marks.map(({ text }) => text)].join(' ')));
}

/** How well a text fits a word that was typed: a number has to begin like it, a word may lie anywhere. 2 for a whole number, 1 for a part, else 0. */
function fits(word: string, text: string): number {
  if (!/^\d+$/.test(word)) return text.includes(word) ? 1 : 0;
  const numbers: readonly string[] = text.match(/\d+/g) ?? [];
  return numbers.includes(word) ? 2 : Number(numbers.some((number) => number.startsWith(word)));
}

/** Options that hold every word that was typed, in their order, and the first of those that fit best. */
export function find(options: readonly ChoiceOption[], typed: string): { readonly found: readonly ChoiceOption[]; readonly best: number } {
  const words = joined(plain(typed)).split(/\s+/).filter(Boolean);
  if (words.length === 0) return { found: options, best: 0 };
  const ranked = options.flatMap((option) => {
    const text = textOf(option);
    const ranks = words.map((word) => fits(word, text));
    return ranks.includes(0) ? [] : [{ option, rank: ranks.reduce((sum, rank) => sum + rank, 0) }];
  });
  const most = Math.max(...ranked.map(({ rank }) => rank));
  return {
    found: ranked.map(({ option }) => option),
    best: Math.max(
      0,
      ranked.findIndex(({ rank }) => rank === most),
    ),
  };
}

/** Options as lines, with the name of each group above those of it. */
export function rowsOf(options: readonly ChoiceOption[]): ChoiceRow[] {
  let group: string | undefined;
  return options.flatMap((option, place): ChoiceRow[] => {
    const line = { heading: null, option, place } as const;
    if (option.group === undefined || option.group.id === group) return [line];
    group = option.group.id;
    return [{ heading: option.group.name, option: null }, line];
  });
}
