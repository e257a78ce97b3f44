import { extname } from 'node:path';
import type { ConvertTask } from '../jobs/messages.ts';

/** A format that pictures are written in. */
export type OutputFormat = Exclude<ConvertTask['format'], 'same'>;

/** The endings that each format is known by; the first is given to pictures that change their format. */
const ENDINGS: Readonly<Record<OutputFormat, readonly string[]>> = {
  png: ['.png'],
  jpeg: ['.jpg', '.jpeg', '.jpe', '.jfif'],
  webp: ['.webp'],
  avif: ['.avif'],
};

const formats = ['png', 'jpeg', 'webp', 'avif'] as const satisfies readonly OutputFormat[];

/** The format that a file name's ending stands for, or undefined where it is none that we write. */
export function formatOf(name: string): OutputFormat | undefined {
  const ending = extname(name).toLowerCase();
  return formats.find((format) => ENDINGS[format].includes(ending));
}

/** Where one picture goes. */
export interface PlannedOutput {
  /** Path below the output folder, with the platform's separators. */
  readonly relative: string;
  readonly format: OutputFormat;
}

/** Sheets lie beside the converted pictures under names that no picture is given. */
export const sheetName = (number: number): string => `recast-sheet-${String(number).padStart(3, '0')}.png`;
const isSheetName = (relative: string): boolean => /^recast-sheet-\d+\.png$/i.test(relative);

/** Two names that some file system takes for the same: letter case and the composition of accents do not count. */
const keyOf = (relative: string): string => relative.normalize('NFC').toLowerCase();

/**
 * Gives every input (paths below the input folder, in a fixed order) its place below the output folder.
 * Names and sub-folders stay; the ending becomes that of the format. A name that two pictures would
 * have goes to the one that has it already; the others keep their old ending before the new one:
 * `cat.jpg` and `cat.png`, written as png, become `cat.jpg.png` and `cat.png`. So a picture's place does
 * not depend on the order in which they were found. (Where even that is taken, a number is added.)
 */
export function planOutputs(inputs: readonly string[], format: ConvertTask['format']): PlannedOutput[] {
  const wanted = inputs.map((input) => {
    const own = formatOf(input);
    const target = format === 'same' ? (own ?? 'png') : format;
    const keeps = own === target;
    const relative = keeps ? input : input.slice(0, input.length - extname(input).length) + ENDINGS[target][0];
    return { input, format: target, keeps, relative };
  });
  const claims = Map.groupBy(wanted, ({ relative }) => keyOf(relative));
  const taken = new Set<string>();
  const take = (relative: string): string | undefined => {
    if (taken.has(keyOf(relative)) || isSheetName(relative)) return undefined;
    taken.add(keyOf(relative));
    return relative;
  };
  const numbered = (input: string, ending: string): string => {
    for (let number = 2; ; number++) {
      const relative = take(`${input} (${number})${ending}`);
      if (relative !== undefined) return relative;
    }
  };
  const places = new Map<string, string>();
  // Those that keep their names come first, so that nobody else takes them.
  for (const { input, format: target, keeps, relative } of wanted.toSorted((one, other) => Number(other.keeps) - Number(one.keeps))) {
    const alone = keeps || claims.get(keyOf(relative))?.length === 1;
    const ending = ENDINGS[target][0];
    places.set(input, (alone ? take(relative) : undefined) ?? take(input + ending) ?? numbered(input, ending));
  }
  return wanted.map(({ input, format: target }) => ({ relative: places.get(input) ?? input, format: target }));
}
