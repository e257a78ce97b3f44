import { captionReasons } from '../../../shared/errors/captions.ts';

/** A row of a table with the line it begins at, from 1; or why it cannot be read. */
export type CsvRow = { readonly line: number; readonly fields: readonly string[] } | { readonly line: number; readonly reason: string };

const DELIMITERS = [',', ';', '\t'] as const;

/** The delimiter that the first line has most of. */
function delimiterOf(text: string): string {
  const [first] = text.split(/\r?\n/, 1);
  return DELIMITERS.reduce((best, delimiter) => (first.split(delimiter).length > first.split(best).length ? delimiter : best));
}

/** A line within quotation marks that names a picture and goes on behind a delimiter: a row that was swallowed. */
const SWALLOWED = /[\r\n]"?[^\r\n,;\t"]+\.(?:png|jpe?g|jpe|jfif|webp|gif|tiff?|avif|svgz?)"?\s*[,;\t]/i;

/**
 * Whether a field that was read within quotation marks, up to `end`, is none: over several lines, and then another field begins without a delimiter
 * or the lines are rows of their own. Its first mark was never closed, and the one that ended it belongs to a later row.
 */
function isRunaway(field: string, text: string, end: number, delimiter: string): boolean {
  if (!/[\r\n]/.test(field)) return false;
  const next = text.at(end);
  return (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r') || SWALLOWED.test(field);
}

/** One row from `at`: its fields and where the next begins; null where a quotation mark is never closed. */
function readRow(text: string, at: number, delimiter: string): { fields: string[]; next: number } | null {
  const fields: string[] = [];
  let position = at;
  for (;;) {
    let field = '';
    if (text[position] === '"') {
      for (position++; ; position++) {
        const close = text.indexOf('"', position);
        if (close < 0) return null;
        field += text.slice(position, close);
        position = close + 1;
        if (text[position] !== '"') break;
        field += '"';
      }
      if (isRunaway(field, text, position, delimiter)) return null;
    }
    const rest = endOf(text, position, delimiter);
    field += text.slice(position, rest);
    fields.push(field);
    position = rest;
    if (text[position] === delimiter) position++;
    else break;
  }
  const ending = text.startsWith('\r\n', position) ? 2 : position < text.length ? 1 : 0;
  return { fields, next: position + ending };
}

function endOf(text: string, from: number, delimiter: string): number {
  let position = from;
  while (position < text.length && text[position] !== delimiter && text[position] !== '\n' && text[position] !== '\r') position++;
  return position;
}

/**
 * Rows of comma, semicolon or tab separated values (RFC 4180, and what spreadsheets make of it). A row whose quotation mark
 * is never closed costs its own line; the next ones are read, also where a mark of a later row would close it. One by one, so that a long text holds nobody up.
 */
export function* readCsv(text: string): Generator<CsvRow, void> {
  const delimiter = delimiterOf(text);
  let [position, line] = [0, 1];
  while (position < text.length) {
    const row = readRow(text, position, delimiter);
    const end = row?.next ?? Math.min(text.length, nextLine(text, position));
    if (row === null) yield { line, reason: captionReasons.unquoted };
    else if (row.fields.some((field) => field.trim() !== '')) yield { line, fields: row.fields };
    line += text.slice(position, end).split(/\r\n|\r|\n/).length - 1;
    position = end;
  }
}

function nextLine(text: string, from: number): number {
  const end = /\r\n|\r|\n/g;
  end.lastIndex = from;
  const found = end.exec(text);
  return found === null ? text.length : found.index + found[0].length;
}
