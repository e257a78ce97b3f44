import { extname } from 'node:path';
import * as z from 'zod';
import { captionReasons } from '../../../shared/errors/captions.ts';
import { RecastError } from '../../../shared/errors/index.ts';
import type { CsvRow } from './csv.ts';
import { readCsv } from './csv.ts';

/** One caption of a file: the line it stands in, the picture's name as written, the words. */
export interface CaptionLine {
  readonly line: number;
  readonly picture: string;
  readonly caption: string;
}

/** A line that gives no caption, and why. */
export interface FaultyLine {
  readonly line: number;
  readonly reason: string;
}

/** Names of columns and fields that hold the picture's name, and its captions. */
const PICTURE_NAMES = /^(file|file_?name|filename|image|img|path|picture|name|id|파일|그림|이미지)$/i;
const CAPTION_NAMES = /^(captions?|text|description|sentence|title|annotation|tags|설명|캡션)[_ ]?\d*$/i;

/** What a table gives, line by line. */
export type TableItem = CaptionLine | FaultyLine;

/** Which columns a first row names; null where it is data. */
function headerOf(row: CsvRow): { picture: number; captions: number[] } | null {
  if (!('fields' in row)) return null;
  const names = row.fields.map((field) => field.trim());
  const captions = names.flatMap((name, index) => (CAPTION_NAMES.test(name) ? [index] : []));
  const picture = names.findIndex((name, index) => PICTURE_NAMES.test(name) && !captions.includes(index));
  return picture < 0 || captions.length === 0 ? null : { picture, captions };
}

function* tableOfCsv(text: string): Generator<TableItem, void> {
  let header: ReturnType<typeof headerOf> | undefined;
  for (const row of readCsv(text)) {
    if (header === undefined) {
      header = headerOf(row);
      if (header !== null) continue;
    }
    if ('reason' in row) {
      yield row;
      continue;
    }
    const { line, fields } = row;
    const columns = header;
    const captions = columns === null ? fields.slice(1) : columns.captions.flatMap((index) => (index < fields.length ? [fields[index]] : []));
    if (captions.length === 0) yield { line, reason: captionReasons.fewFields };
    // Of several columns some may be empty; of one it may not.
    const given = captions.filter((caption) => caption.trim() !== '');
    for (const caption of given.length > 0 ? given : captions.slice(0, 1)) yield { line, picture: fields[columns?.picture ?? 0], caption };
  }
}

const recordSchema = z.record(z.string(), z.unknown());
const textsSchema = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

function* itemsOf(line: number, json: unknown): Generator<TableItem, void> {
  const record = recordSchema.safeParse(json);
  if (!record.success) {
    yield { line, reason: captionReasons.notJson };
    return;
  }
  const entries = Object.entries(record.data);
  const picture = entries.find(([name, value]) => PICTURE_NAMES.test(name) && typeof value === 'string')?.[1];
  const captions = entries.filter(([name]) => CAPTION_NAMES.test(name)).flatMap(([, value]) => textsSchema.safeParse(value).data ?? []);
  if (typeof picture !== 'string') yield { line, reason: captionReasons.noFile };
  else if (captions.length === 0) yield { line, reason: captionReasons.empty };
  else for (const caption of captions) yield { line, picture, caption };
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    // No object either: the line is told by that.
    return null;
  }
}

function* tableOfJsonLines(text: string): Generator<TableItem, void> {
  for (const [index, source] of text.split(/\r\n|\r|\n/).entries()) if (source.trim() !== '') yield* itemsOf(index + 1, parsed(source));
}

const forms: Readonly<Record<string, (text: string) => Generator<TableItem, void>>> = {
  '.csv': tableOfCsv,
  '.tsv': tableOfCsv,
  '.txt': tableOfCsv,
  '.jsonl': tableOfJsonLines,
  '.ndjson': tableOfJsonLines,
};

/** The captions of a file's text by the ending of its name, line by line. Throws CAPTIONS_UNREADABLE for another ending, at once. */
export function readTable(path: string, text: string): Generator<TableItem, void> {
  const form = forms[extname(path).toLowerCase()];
  if (form === undefined) throw RecastError.of('CAPTIONS_UNREADABLE', { path, reason: captionReasons.ending(Object.keys(forms).join(', ')) });
  return form(text.replace(/^\ufeff/, ''));
}
